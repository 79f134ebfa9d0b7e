import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startFarEnd } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { withAdapters, adaptersFor } from '#core/adapters/index.js';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { openCopier } from '#core/app/open-copier.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { pooledRandom } from '#core/kernel/random.js';
import { anS3Server, keys, region } from '#documents-files/testing/s3-server.js';
import { contentsOf } from './backups/installation-contents.js';
import { copiedInstance, type CopiedInstance } from './copied-instance.js';

describe('the continuous copy of an installation', function () {
  this.timeout(120_000);
  let copied: CopiedInstance;
  before(async () => {
    copied = await copiedInstance();
  });
  after(() => copied.remove());

  const config = () => readConfig(copied.instance.directory, {});
  const doctorOf = async (): Promise<string> => {
    const { lines } = await copied.run('doctor', '--json');
    const { findings } = JSON.parse(lines[0] ?? '') as { findings: { state: string; says: string }[] };
    return findings.map(({ state, says }) => `${state}: ${says}`).join('\n');
  };

  const upload = (text: string): Promise<string> => copied.upload(text);

  async function copyNow(): Promise<string> {
    const { code, lines, errors } = await copied.run('backup', 'copy', '--json');
    expect(code, errors).to.equal(0);
    return (JSON.parse(lines[0] ?? '') as { copiedUntil: string }).copiedUntil;
  }

  it('waits for a key, and says so', async () => {
    expect(await doctorOf()).to.include('fault: There is no continuous copy yet.');
    const refused = await copied.run('backup', 'copy');
    expect([refused.code, refused.errors.includes('no key to encrypt the continuous copy to')]).to.deep.equal([
      3,
      true,
    ]);
    expect(await doctorOf()).to.include('fault: The continuous copy has nothing yet, and fails: There is no key');
    expect((await copied.run('backup', 'key', 'new', '--out', copied.key)).code).to.equal(0);
  });

  it('goes back to a moment, on this machine and on another one, with the uploaded files of then', async () => {
    const photograph = await upload('a photograph of a bin');
    const then = await copyNow();
    const expected = await contentsOf(config());
    const newer = await upload('put there since');
    await copyNow();
    rmSync(photograph);

    const elsewhere = copied.elsewhere();
    const there = await copied.run('restore', '--at', then, '--key', copied.key, '--dir', elsewhere);
    expect(there.code, there.errors).to.equal(0);
    expect(there.lines[0]).to.match(/^Restored the continuous copy: \d+ rows and 1 file as of /);
    expect(await contentsOf(readConfig(elsewhere, {}))).to.deep.equal(expected);

    const refused = await copied.run('restore', '--at', then, '--key', copied.key);
    expect([refused.code, refused.errors.includes('--replace --yes')]).to.deep.equal([3, true]);
    expect(existsSync(newer)).to.equal(true);
    const restored = await copied.run('restore', '--at', then, '--key', copied.key, '--replace', '--yes');
    expect(restored.code, restored.errors).to.equal(0);
    expect(await contentsOf(config())).to.deep.equal(expected);
    expect(readdirSync(config().data).filter((name) => /restor|before/.test(name))).to.deep.equal([]);
  });

  it('begins anew after going back, and both are there to go back to', async () => {
    const generations = (): string[] => readdirSync(path.join(copied.place, 'copy/generations'));
    const before = generations();
    const until = await copyNow();
    expect(generations())
      .to.include.members(before)
      .and.to.have.length(before.length + 1);
    const { lines } = await copied.run('status');
    expect(lines.join('\n')).to.include(`copy        up to ${until}`);
    expect(await doctorOf())
      .to.include(`good: The continuous copy goes to ${until}, when the server ended`)
      .and.to.include('advice: The continuous copy was never rehearsed.');
  });

  it('leaves live data alone when a segment was altered, and names the last moment that can be had', async () => {
    await copyNow();
    await upload('another one');
    await copyNow();
    const folder = path.join(copied.place, 'copy/generations');
    const generation = path.join(folder, readdirSync(folder).sort().at(-1) ?? '');
    const [last = ''] = readdirSync(generation).sort().slice(-1);
    const bytes = readFileSync(path.join(generation, last));
    writeFileSync(path.join(generation, last), Buffer.concat([bytes.subarray(0, -2), Buffer.from('??')]));
    const before = await contentsOf(config());
    const refused = await copied.run('restore', '--at', 'latest', '--key', copied.key, '--replace', '--yes');
    expect(refused.code).to.equal(1);
    expect(refused.errors)
      .to.include('is not what was written')
      .and.to.match(/The last moment before that: --at /);
    expect(await contentsOf(config())).to.deep.equal(before);
  });

  it('is rehearsed from the place alone, and what came of it is kept', async () => {
    const [recent, early] = [await upload('put there just now'), await upload('put there an hour ago')];
    const until = await copyNow();
    const before = await contentsOf(config());
    const copiedFile = (file: string): string =>
      path.join(copied.place, 'copy/files', path.relative(path.join(config().data, 'files'), file));
    rmSync(copiedFile(recent));
    const rehearse = () => copied.run('rehearse', '--at', 'latest', '--key', copied.key);

    const good = await rehearse();
    expect([good.code, good.errors]).to.deep.equal([0, '']);
    expect(good.lines.join('\n'))
      .to.match(/^The continuous copy is good: \d+ rows and \d+ files as of /)
      .and.to.include(`as of ${until}, restored in`)
      .and.to.include('Not in it: 1 uploaded file that records name');
    expect(await contentsOf(config())).to.deep.equal(before);
    expect(await doctorOf()).to.include('good: The continuous copy was last rehearsed 0 days ago');

    for (const [wrong, says] of [
      [['--at', '2020-01-01T10:00', '--key', copied.key], 'it can’t go back further'],
      [['--at', 'latest'], 'key'],
    ] as const) {
      const refused = await copied.run('rehearse', ...wrong);
      expect([refused.code, refused.lines], refused.errors).to.deep.equal([refused.code || 1, []]);
      expect(refused.errors).to.include(says).and.not.to.include('can’t be restored');
    }
    expect(await doctorOf()).to.include('good: The continuous copy was last rehearsed 0 days ago');

    rmSync(copiedFile(early));
    const hourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(early, hourAgo, hourAgo);
    const bad = await rehearse();
    const says = `An uploaded file that records name is on the disk and not in the continuous copy, such as ${path.basename(early)}.`;
    expect([bad.code, bad.errors]).to.deep.equal([1, `The continuous copy can’t be restored: ${says}`]);
    expect(await doctorOf()).to.include(`fault: The last rehearsal of the continuous copy failed: ${says}`);
    const { lines } = await copied.run('status');
    expect(lines.join('\n')).to.match(/rehearsed {3}\d+ minutes ago, FAILED/);
  });

  it('is told in words what it can’t read', async () => {
    const record = path.join(config().data, '.copying/state.json');
    const kept = readFileSync(record);
    writeFileSync(record, '{');
    expect(await doctorOf()).to.include(`fault: ${record} can’t be read (it is damaged), so nothing is copied.`);
    const { lines } = await copied.run('status');
    expect(lines.join('\n')).to.match(/copy +nothing yet\. FAILING: .*can’t be read/);
    writeFileSync(record, kept);
    const wrong = await copied.run('restore', '--at', 'yesterday', '--key', copied.key);
    expect(wrong.errors).to.include('--at yesterday is no moment. Write it as 2026-11-21T10:00');
    const both = await copied.run('restore', 'latest', '--at', 'latest');
    expect(both.errors).to.include('Not both.');
    const without = await copied.run('restore');
    expect(without.errors).to.include('Name a backup');
  });

  it('has one copier at a time, and no restore beside it', async () => {
    const about = { config: config(), clock: systemClock(), random: pooledRandom };
    const kernel = await openKernel(about.config, about.clock);
    const { copier, close } = await openCopier({ ...about, log: kernel.log });
    await copier.copy();
    const second = await copied.run('backup', 'copy');
    expect(second.errors).to.include('The running server keeps the copy up to date already');
    const restored = await copied.run('restore', '--at', 'latest', '--key', copied.key, '--replace', '--yes');
    expect(restored.errors).to.include('Moothall is running on this installation');
    await close();
    await closeKernel(kernel);
  });

  it('has a connection that keeps no council’s files', async () => {
    const kernel = await openKernel(config(), systemClock());
    const authorityId = copied.instance.authorityId;
    const wanted = { kind: 'documents', authorityId, service: null } as const;
    const serving = await withAdapters(kernel, async ({ adapters }) => adaptersFor(adapters, wanted));
    expect(serving).to.deep.equal([]);
    await closeKernel(kernel);
  });
});

describe('a continuous copy in a bucket', function () {
  this.timeout(120_000);

  it('goes there, and back from there to the moment; while the store is away, that is said', async () => {
    const store = await startFarEnd(anS3Server('dunmere-copy'));
    const { host, hostname } = new URL(store.url);
    const settings = { endpoint: store.url, region, bucket: 'dunmere-copy', prefix: 'moothall/' };
    const network = { privateRanges: ['127.0.0.0/8'], withoutTls: [host, hostname] };
    const use = '@moothall/adapter-documents-files/s3';
    const connection = JSON.stringify({ use, settings, network });
    const copied = await copiedInstance({ connection, secrets: JSON.stringify(keys) });
    try {
      await copied.run('backup', 'key', 'new', '--out', copied.key);
      await copied.upload('a photograph of a bin');
      for (let round = 0; round < 4; round += 1) {
        const { code, errors } = await copied.run('backup', 'copy');
        expect([code, errors]).to.deep.equal([0, '']);
      }
      const elsewhere = copied.elsewhere();
      const there = await copied.run('restore', '--at', 'latest', '--key', copied.key, '--dir', elsewhere);
      expect(there.code, there.errors).to.equal(0);
      expect(await contentsOf(readConfig(elsewhere, {}))).to.deep.equal(await contentsOf(copied.instance.config));
    } finally {
      await store.close();
    }
    const away = await copied.run('backup', 'copy');
    expect(away.code).to.equal(1);
    expect(away.errors)
      .to.match(/refused|answer|reach/i)
      .and.not.to.include(keys.secretAccessKey);
    copied.remove();
  });
});
