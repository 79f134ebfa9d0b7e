import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { tarEnd, tarHeader, tarPadding } from '#core/backups/tar-format.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { type Engine } from '#core/testing/harness.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { contentsOf } from '../backups/installation-contents.js';
import { runFrom } from '../new-installation.js';
import { diskShim, shimEnvironment } from './disk-shim.js';
import { makeInstance, type Instance } from './instance.js';
import { runKilled, writesOf } from './killed-command.js';
import { enginesOf, rounds, timeFor } from './rounds.js';
import { serve } from './served.js';
import { newWriteLog, tally, writeUntil } from './writes.js';

const backups = rounds({ sampled: 2, whole: 20 });
const kills = rounds({ sampled: 1, whole: 60 });

/** An instance whose backups are encrypted, and the file of their private key. */
interface Kept {
  readonly instance: Instance;
  readonly key: string;
  run(...words: string[]): ReturnType<typeof runFrom>;
  remove(): void;
}

async function keptInstance(engine: Engine): Promise<Kept | undefined> {
  const postgresUrl = engine === 'postgres' ? await (await testPostgres())?.url() : undefined;
  if (engine === 'postgres' && postgresUrl === undefined) return undefined;
  const instance = await makeInstance(postgresUrl === undefined ? {} : { postgresUrl });
  const aside = throwAwayFolder('moothall-backup-key-');
  const key = path.join(aside, 'key.txt');
  const run = (...words: string[]) => runFrom(aside, [...words, '--dir', instance.directory]);
  await run('backup', 'key', 'new', '--out', key);
  keepFile(instance, 'a photograph of a bin');
  const remove = (): void => {
    instance.remove();
    rmSync(aside, { recursive: true });
  };
  return { instance, key, run, remove };
}

function keepFile({ config }: Instance, text: string): void {
  const digest = createHash('sha256').update(text).digest('hex');
  const folder = path.join(config.data, 'files', digest.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, digest), text);
}

const folderOf = ({ instance }: Kept): string => path.join(instance.directory, 'backups');
const namesIn = (kept: Kept): string[] => (existsSync(folderOf(kept)) ? readdirSync(folderOf(kept)).sort() : []);

for (const engine of enginesOf({ sampled: 'sqlite' }))
  describe(`backups under faults [${engine}]`, function () {
    this.timeout(timeFor(backups + kills, 8000));
    let kept: Kept;
    before(async function () {
      const made = await keptInstance(engine);
      if (!made) return this.skip();
      kept = made;
    });
    after(() => kept.remove());

    it(`made ${backups} times while eight clients write: each restores to what was committed, no write halved`, async () => {
      const { instance, key, run } = kept;
      const log = newWriteLog();
      const served = await serve(instance);
      const stop = new AbortController();
      const writing = writeUntil(stop.signal, () => ({ address: served.address, token: instance.token }), log, 8);
      const made: { file: string; acknowledged: Set<string> }[] = [];
      for (let round = 0; round < backups; round += 1) {
        await pause(100);
        const acknowledged = new Set(log.acknowledged);
        const { code, lines, errors } = await run('backup', '--json');
        expect(code, errors).to.equal(0);
        made.push({ file: (JSON.parse(lines[0] ?? '') as { file: string }).file, acknowledged });
      }
      stop.abort();
      await writing;
      await served.stop();
      const { file: last } = made.at(-1) ?? { file: '' };
      for (const { file, acknowledged } of made) {
        const restored = await run('restore', file, '--key', key, '--replace', '--yes');
        expect(restored.code, restored.errors).to.equal(0);
        const found = await tally(instance, { ...log, acknowledged });
        expect({ lost: found.lost, half: found.half }, file).to.deep.equal({ lost: 0, half: 0 });
      }
      expect(log.acknowledged.size).to.be.greaterThan(backups);
      expect(statSync(last).mode & 0o077, 'for its owner alone').to.equal(0);
    });

    it(`killed at ${kills} moments: no half file stands there, and the next backup is whole`, async () => {
      const { instance, key, run } = kept;
      const whole = runKilled(instance.directory, ['backup']);
      expect(whole.code, whole.errors).to.equal(0);
      const writes = writesOf(whole);
      for (let round = 0; round < kills; round += 1) {
        const before = namesIn(kept);
        const at = Math.floor(((round + 0.5) / kills) * writes);
        expect(runKilled(instance.directory, ['backup'], at).signal, `before write ${at}`).to.equal('SIGKILL');
        const fresh = namesIn(kept).filter((name) => !before.includes(name) && name.startsWith('moothall-'));
        for (const name of fresh)
          expect((await run('backup', 'check', path.join(folderOf(kept), name), '--key', key)).code).to.equal(0);
      }
      expect((await run('backup')).code).to.equal(0);
      expect(namesIn(kept).filter((name) => name.startsWith('.'))).to.deep.equal([]);
      expect((await run('backup', 'check', 'latest', '--key', key)).code).to.equal(0);
    });

    it(`a restore killed at ${kills} moments: the same command finishes, and gives what it gives undisturbed`, async () => {
      const { instance, key } = kept;
      const words = ['restore', 'latest', '--key', key, '--replace', '--yes'];
      const whole = runKilled(instance.directory, words);
      expect(whole.code, whole.errors).to.equal(0);
      const expected = await contentsOf(instance.config);
      const writes = writesOf(whole);
      for (let round = 0; round < kills; round += 1) {
        const at = Math.floor(((round + 0.5) / kills) * writes);
        expect(runKilled(instance.directory, words, at).signal, `before write ${at}`).to.equal('SIGKILL');
        const again = runKilled(instance.directory, words);
        expect(again.code, `killed before write ${at}: ${again.errors}`).to.equal(0);
        expect(await contentsOf(instance.config), `killed before write ${at}`).to.deep.equal(expected);
      }
    });
  });

describe('a backup that is not what was written', function () {
  this.timeout(120_000);
  let kept: Kept;
  let clear: Buffer;
  let locked: Buffer;
  before(async () => {
    kept = (await keptInstance('sqlite')) as Kept;
    const make = async (...words: string[]): Promise<Buffer> => {
      const { lines } = await kept.run('backup', '--json', ...words);
      return readFileSync((JSON.parse(lines[0] ?? '') as { file: string }).file);
    };
    locked = await make();
    clear = await make('--no-encrypt');
  });
  after(() => kept.remove());

  /** What a restore over the live data says of these bytes; the live data must be what they were. */
  async function refusalOf(bytes: Buffer): Promise<string> {
    const file = path.join(kept.instance.directory, 'given.tar');
    writeFileSync(file, bytes);
    const checked = await kept.run('backup', 'check', file, '--key', kept.key);
    expect(checked.code).to.be.greaterThan(0);
    return checked.errors;
  }

  /** One byte in each part of the file: headers, database, files, configuration, manifest, its digest, the end. */
  function placesIn(bytes: Buffer): number[] {
    const ends = ['data/files', 'configuration/moothall.yaml', 'manifest.json', 'manifest.sha256'].map((name) =>
      bytes.indexOf(name),
    );
    const parts = ends.filter((at) => at >= 0).flatMap((at) => [at + 3, at + 130, at + 520]);
    return [5, 130, 700, Math.floor(bytes.length / 3), ...parts, bytes.length - 1500, bytes.length - 3];
  }

  it('is refused with one byte changed in any part, and nothing is touched', async () => {
    const before = await contentsOf(kept.instance.config);
    for (const whole of [clear, locked])
      for (const at of placesIn(whole)) {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ 4;
        expect(await refusalOf(bytes), `byte ${at} of ${whole.length}`).to.match(
          /damaged|no backup of Moothall|cut short|doesn’t open/,
        );
      }
    const file = path.join(kept.instance.directory, 'given.tar');
    const restored = await kept.run('restore', file, '--key', kept.key, '--replace', '--yes');
    expect(restored.code).to.equal(1);
    expect(await contentsOf(kept.instance.config)).to.deep.equal(before);
  });

  it('is refused wherever it is cut off', async () => {
    for (const whole of [clear, locked])
      for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.9995])
        expect(await refusalOf(whole.subarray(0, Math.floor(whole.length * share))), `${share}`).to.match(
          /cut short|damaged/,
        );
    expect(await refusalOf(clear.subarray(0, clear.length - 512))).to.contain('cut short');
  });

  it('is refused when a name in it leads elsewhere, and nothing is written there', async () => {
    const elsewhere = path.join(kept.instance.directory, '..', 'moothall-escaped');
    for (const name of [
      'data/../../moothall-escaped',
      '/var/moothall-escaped',
      '../moothall-escaped',
      'data//x',
      'data/./x',
      'data\\..\\x',
      'data/x\ny',
      'moothall.yaml',
      'elsewhere/x',
    ]) {
      const content = Buffer.from('escaped');
      const archive = [tarHeader(name, content.length, 0), content, tarPadding(content.length), tarEnd];
      expect(await refusalOf(Buffer.concat(archive)), name).to.contain('no backup of Moothall');
    }
    expect(existsSync(elsewhere)).to.equal(false);
  });

  it('is refused when it holds a file twice', async () => {
    const content = Buffer.from('one');
    const entry = Buffer.concat([tarHeader('data/x', 3, 0), content, tarPadding(3)]);
    expect(await refusalOf(Buffer.concat([entry, entry, tarEnd]))).to.contain('no backup of Moothall');
  });
});

describe('a full disk under backups', function () {
  this.timeout(60_000);

  it('leaves nothing half-made, keeps earlier ones, and says what to do', async function () {
    const shim = diskShim();
    if (shim === undefined) return this.skip();
    const kept = (await keptInstance('sqlite')) as Kept;
    await kept.run('backup');
    const before = namesIn(kept);
    const fault = path.join(kept.instance.directory, 'fault');
    writeFileSync(fault, '28');
    const environment = shimEnvironment(shim, { folder: folderOf(kept), fault });
    const failed = runKilled(kept.instance.directory, ['backup'], Infinity, environment);
    expect(failed.code).to.equal(1);
    expect(failed.errors).to.contain('no room left for the backup').and.to.contain('earlier backups are untouched');
    expect(namesIn(kept)).to.deep.equal(before);
    rmSync(fault);
    expect(runKilled(kept.instance.directory, ['backup'], Infinity, environment).code).to.equal(0);
    kept.remove();
  });
});
