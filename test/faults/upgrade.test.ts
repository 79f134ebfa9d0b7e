import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { useRelease } from '#cli/releases/release-folder.js';
import { compareVersions, refusalOf } from '#cli/releases/versions.js';
import { readConfig } from '#core/kernel/config.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { contentsOf } from '../backups/installation-contents.js';
import { newInstallation } from '../new-installation.js';
import { giveReleases, makeRelease } from '../releases.js';
import { runKilled, writesOf, type Ran } from './killed-command.js';
import { isWhole } from './rounds.js';

/** A dozen processes each: in `npm run test:faults` alone. */
const onlyWhole = (title: string, work: () => Promise<void>): void => {
  if (isWhole) it(title, work);
};

const addDunmere = [
  'authority',
  'add',
  'dunmere',
  '--name',
  'Dunmere District Council',
  '--tier',
  'district',
  '--prefix',
  'DU',
];

describe('moothall upgrade', function () {
  this.timeout(600_000);
  const stock = throwAwayFolder('moothall-releases-');
  const newer = { migration: 'create index jobs_of_the_test on jobs (kind)' };
  const made: Record<string, string> = {};
  const directories: string[] = [];
  before(() => {
    for (const plan of [
      { version: '0.2.0' },
      { version: '0.3.0', ...newer },
      ...(isWhole ? [{ version: '0.4.0', ...newer, isBroken: true }] : []),
    ])
      made[plan.version] = makeRelease(path.join(stock, plan.version), plan);
  });
  after(async () => {
    for (const directory of directories) {
      runKilled(directory, ['stop']);
      rmSync(directory, { recursive: true, force: true });
    }
    rmSync(stock, { recursive: true });
  });

  /** An installation of 0.2.0 with a council, and another release at hand. */
  async function installed(next: string): Promise<string> {
    const { directory, run } = newInstallation();
    directories.push(directory);
    mkdirSync(path.join(directory, 'data', 'files'), { recursive: true });
    expect((await run(...addDunmere)).code).to.equal(0);
    await giveReleases(directory, [made['0.2.0'] ?? '', made[next] ?? '']);
    return directory;
  }
  const versionOf = (directory: string): string => readlinkSync(path.join(directory, 'releases', 'current'));
  const quickly = ['--despite-faults', '--without-rehearsal', '--json'];
  const said = ({ output }: Ran): Record<string, unknown> =>
    JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
  const status = (directory: string): Record<string, unknown> => said(runKilled(directory, ['status', '--json']));

  onlyWhole(
    'rehearses, brings tables and code to another version while nobody writes, and goes back with the data',
    async () => {
      const directory = await installed('0.3.0');
      const dry = runKilled(directory, ['upgrade', '0.3.0', '--despite-faults', '--dry-run']);
      expect([dry.code, dry.output.includes('Nothing was changed')], dry.errors).to.deep.equal([0, true]);
      expect(runKilled(directory, ['start', '--background']).code).to.equal(0);
      expect(status(directory)).to.include({ version: '0.2.0', running: true });
      const before = await contentsOf(readConfig(directory, {}));

      const faults = runKilled(directory, ['upgrade', '0.3.0']);
      expect([faults.code, faults.errors.includes('There is no backup')], faults.errors).to.deep.equal([3, true]);
      const upgraded = runKilled(directory, ['upgrade', '0.3.0', '--despite-faults']);
      expect(upgraded.code, upgraded.errors).to.equal(0);
      expect(upgraded.output).to.contain('Rehearsing the new tables').and.to.contain('Upgraded to 0.3.0');
      expect(status(directory)).to.include({ version: '0.3.0', running: true, schema: 'current' });
      expect(status(directory)['migrations']).to.include('0002-of-the-test');
      expect(versionOf(directory)).to.equal('0.3.0');

      const unconfirmed = runKilled(directory, ['rollback']);
      expect([unconfirmed.code, unconfirmed.errors.includes('will be gone')]).to.deep.equal([3, true]);
      const back = runKilled(directory, ['rollback', '--yes']);
      expect(back.code, back.errors).to.equal(0);
      expect(status(directory)).to.include({ version: '0.2.0', running: true, schema: 'current' });
      runKilled(directory, ['stop']);
      expect(withoutJobs(await contentsOf(readConfig(directory, {})))).to.deep.equal(withoutJobs(before));
    },
  );

  onlyWhole(
    'finds a release that doesn’t start in the rehearsal; without one, puts everything back and says so',
    async () => {
      const directory = await installed('0.4.0');
      const before = await contentsOf(readConfig(directory, {}));
      const rehearsed = runKilled(directory, ['upgrade', '0.4.0', '--despite-faults']);
      expect([rehearsed.code, versionOf(directory)], rehearsed.errors).to.deep.equal([1, '0.2.0']);
      expect(rehearsed.output).not.to.contain('Stopping');
      const tried = runKilled(directory, ['upgrade', '0.4.0', ...quickly]);
      expect([tried.code, said(tried)['rolledBack'], versionOf(directory)], tried.errors).to.deep.equal([
        4,
        true,
        '0.2.0',
      ]);
      expect(tried.errors).to.contain('Everything is as it was');
      expect(await contentsOf(readConfig(directory, {}))).to.deep.equal(before);
      expect(existsSync(path.join(directory, 'run', 'upgrade.json'))).to.equal(false);
    },
  );

  /** Before each write of an upgrade that isn't killed. */
  async function everyMoment(): Promise<number[]> {
    const whole = runKilled(await installed('0.3.0'), ['upgrade', '0.3.0', ...quickly]);
    expect(whole.code, whole.errors).to.equal(0);
    expect(writesOf(whole)).to.be.greaterThan(15);
    return Array.from({ length: writesOf(whole) }, (_, index) => index);
  }

  it(`killed at ${isWhole ? 'each write' : 'one write'}, finishes when it is run again`, async () => {
    const moments = isWhole ? await everyMoment() : [15]; // tables are changed, and the code is about to be
    for (const moment of moments) {
      const directory = await installed('0.3.0');
      const before = await contentsOf(readConfig(directory, {}));
      expect(runKilled(directory, ['upgrade', '0.3.0', ...quickly], moment).signal).to.equal('SIGKILL');
      const again = runKilled(directory, ['upgrade', '0.3.0', ...quickly]);
      expect([again.code, versionOf(directory)], `killed before write ${moment}: ${again.errors}`).to.deep.equal([
        0,
        '0.3.0',
      ]);
      expect(status(directory)).to.include({ schema: 'current' });
      expect(existsSync(path.join(directory, 'run', 'upgrade.json'))).to.equal(false);
      expect(readdirSync(path.join(directory, 'releases')).sort()).to.deep.equal(['0.2.0', '0.3.0', 'current']);
      // What ran meanwhile has looked after jobs, seals and the order of events.
      const after = await contentsOf(readConfig(directory, {}));
      for (const table of ['authorities', 'files']) expect(after[table]).to.equal(before[table]);
      rmSync(directory, { recursive: true });
    }
  });

  it('refuses an older version, a skipped major and what is none, before anything is touched', async () => {
    const { directory, run } = newInstallation();
    directories.push(directory);
    mkdirSync(path.join(directory, 'releases', '0.2.0'), { recursive: true });
    expect((await run('upgrade', '0.3.0')).errors).to.contain('has no version of its own');
    await useRelease(directory, '0.2.0');
    for (const [version, says] of [
      ['0.1.9', 'moothall rollback'],
      ['2.0.0', 'no major version is skipped'],
      ['newest', 'is no version'],
    ] as const) {
      const refused = await run('upgrade', version);
      expect([refused.code, refused.errors.includes(says)], refused.errors).to.deep.equal([3, true]);
    }
    expect((await run('upgrade', '0.2.0')).lines.join()).to.contain('already');
    expect((await run('rollback')).errors).to.contain('no earlier version');
    expect(versionOf(directory)).to.equal('0.2.0');
  });

  it('orders versions as semantic versioning does', () => {
    const inOrder = ['0.9.0', '1.0.0-rc.1', '1.0.0-rc.10', '1.0.0', '1.0.1', '1.10.0', '2.0.0'];
    expect([...inOrder].reverse().sort(compareVersions)).to.deep.equal(inOrder);
    expect(refusalOf('1.4.0', '2.0.0')).to.equal(undefined);
    expect(refusalOf('1.4.0', '3.0.0')).to.contain('last 2.x first');
  });
});

/** Servers that ran meanwhile have looked after their own jobs. */
function withoutJobs(contents: Record<string, string>): Record<string, string> {
  const { jobs: _jobs, ...rest } = contents;
  return rest;
}
