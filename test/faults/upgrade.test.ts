import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { openDatabase } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { newId } from '#core/kernel/ids.js';
import { pooledRandom } from '#core/kernel/random.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { contentsOf } from '../backups/installation-contents.js';
import { runKilled, writesOf } from './killed-command.js';
import { enginesOf, isWhole, timeFor } from './rounds.js';
import { deskOf } from './session.js';
import { addAdviser, openUpgrading, runHere, saidBy, statusOf, versionOf, type Upgrading } from './upgrading.js';

const newer = { migration: 'create index jobs_of_the_test on jobs (kind)' };
const releases = [
  { version: '0.2.0' },
  { version: '0.3.0', ...newer },
  ...(isWhole ? [{ version: '0.4.0', ...newer, isBroken: true }] : []),
];
/** Writes of its own that an upgrade has done when the servers stand by: two for each step's note, four steps. */
const afterStop = 10;
const quickly = ['--despite-faults', '--without-rehearsal', '--json'];

/** A dozen processes each, on PostgreSQL too: in `npm run test:faults` alone. */
const onlyWhole = (title: string, work: () => Promise<void>): void => {
  if (isWhole) it(title, work);
};

for (const engine of enginesOf({ sampled: 'sqlite' }))
  describe(`moothall upgrade [${engine}]`, function () {
    this.timeout(timeFor(isWhole ? 40 : 1, 60_000));
    let upgrading: Upgrading;
    const installed = (next: string): Promise<string> => upgrading.installed(next);
    before(async function () {
      const opened = await openUpgrading(engine, releases);
      if (!opened) return this.skip();
      upgrading = opened;
    });
    after(() => upgrading?.removeAll());

    onlyWhole(
      'rehearses, brings tables and code to another version while nobody writes, and goes back with the data',
      async () => {
        const directory = await installed('0.3.0');
        const dry = await runHere(directory, ['upgrade', '0.3.0', '--despite-faults', '--dry-run']);
        expect([dry.code, dry.output.includes('Nothing was changed')], dry.errors).to.deep.equal([0, true]);
        expect((await runHere(directory, ['start', '--background'])).code).to.equal(0);
        expect(statusOf(directory)).to.include({ version: '0.2.0', running: true });
        const before = await contentsOf(readConfig(directory, {}));

        const faults = await runHere(directory, ['upgrade', '0.3.0']);
        expect([faults.code, faults.errors.includes('There is no backup')], faults.errors).to.deep.equal([3, true]);
        const upgraded = await runHere(directory, ['upgrade', '0.3.0', '--despite-faults']);
        expect(upgraded.code, upgraded.errors).to.equal(0);
        expect(upgraded.output).to.contain('Rehearsing the new tables').and.to.contain('Upgraded to 0.3.0');
        expect(statusOf(directory)).to.include({ version: '0.3.0', running: true, schema: 'current' });
        expect(statusOf(directory)['migrations']).to.include('0002-of-the-test');
        expect(versionOf(directory)).to.equal('0.3.0');

        const unconfirmed = await runHere(directory, ['rollback']);
        expect([unconfirmed.code, unconfirmed.errors.includes('will be gone')]).to.deep.equal([3, true]);
        const back = await runHere(directory, ['rollback', '--yes']);
        expect(back.code, back.errors).to.equal(0);
        expect(statusOf(directory)).to.include({ version: '0.2.0', running: true, schema: 'current' });
        await runHere(directory, ['stop']);
        expect(withoutJobs(await contentsOf(readConfig(directory, {})))).to.deep.equal(withoutJobs(before));
      },
    );

    onlyWhole(
      'finds a release that doesn’t start in the rehearsal; without one, puts everything back and says so',
      async () => {
        const directory = await installed('0.4.0');
        const before = await contentsOf(readConfig(directory, {}));
        const rehearsed = await runHere(directory, ['upgrade', '0.4.0', '--despite-faults']);
        expect([rehearsed.code, versionOf(directory)], rehearsed.errors).to.deep.equal([1, '0.2.0']);
        expect(rehearsed.output).not.to.contain('Stopping');
        const tried = await runHere(directory, ['upgrade', '0.4.0', ...quickly]);
        expect([tried.code, saidBy(tried)['rolledBack'], versionOf(directory)], tried.errors).to.deep.equal([
          4,
          true,
          '0.2.0',
        ]);
        expect(tried.errors).to.contain('Everything is as it was');
        expect(await contentsOf(readConfig(directory, {}))).to.deep.equal(before);
        expect(existsSync(path.join(directory, 'run', 'upgrade.json'))).to.equal(false);
      },
    );

    /** Cut off after the stop: the desk is read from the copy, and takes contacts. */
    async function captureMidway(version: string): Promise<{ directory: string; id: string }> {
      const directory = await installed(version);
      const config = readConfig(directory, {});
      const person = await addAdviser(config);
      expect((await runHere(directory, ['start', '--background'])).code).to.equal(0);
      const session = await deskOf({ config, ...person });
      const words = ['upgrade', version, '--despite-faults', '--without-rehearsal'];
      const cut = runKilled(directory, words, afterStop);
      expect([cut.signal, cut.output.includes('Stopping')], cut.errors).to.deep.equal(['SIGKILL', true]);
      const { address, processes } = statusOf(directory);
      expect(processes).to.deep.equal([]);
      const desk = session.at(String(address));
      expect((await desk.get('/desk')).text).to.contain('Moothall is being upgraded');
      const id = newId(systemClock(), pooledRandom);
      const contact = { id, authorityId: String(person.authorityId), channel: 'telephone', what: 'A tree is down' };
      expect((await desk.post('/desk/captured', contact)).status).to.equal(303);
      return { directory, id };
    }
    const contactsOf = async (directory: string): Promise<string[]> => {
      const db = await openDatabase(readConfig(directory, {}));
      try {
        const reads = db.read(everyAuthority);
        return (await reads.rows<{ id: string }>(reads.from('interactions').select('id'))).map(({ id }) => id);
      } finally {
        await db.close();
      }
    };

    onlyWhole('keeps contacts that are taken meanwhile, and enters each once, after a roll-back too', async () => {
      const { directory, id } = await captureMidway('0.3.0');
      const done = await runHere(directory, ['upgrade', '0.3.0']);
      expect(done.code, done.errors).to.equal(0);
      expect(statusOf(directory)).to.include({ version: '0.3.0', running: true, schema: 'current' });
      expect(await contactsOf(directory)).to.deep.equal([id]);
      const back = await runHere(directory, ['rollback', '--yes']);
      expect(back.code, back.errors).to.equal(0);
      expect(statusOf(directory)).to.include({ version: '0.2.0', running: true, schema: 'current' });
      expect(await contactsOf(directory)).to.deep.equal([id]);
      await upgrading.remove(directory);

      const broken = await captureMidway('0.4.0');
      const undone = await runHere(broken.directory, ['upgrade', '0.4.0']);
      expect([undone.code, versionOf(broken.directory)], undone.errors).to.deep.equal([4, '0.2.0']);
      expect(statusOf(broken.directory)).to.include({ version: '0.2.0', running: true, schema: 'current' });
      expect(await contactsOf(broken.directory)).to.deep.equal([broken.id]);
      expect(existsSync(path.join(broken.directory, 'run', 'reading'))).to.equal(false);
      await upgrading.remove(broken.directory);
    });

    // docs/operate/several-machines.md
    if (engine === 'postgres')
      onlyWhole('brings a further machine of the same database to the version, and back after the first', async () => {
        const machines = [await installed('0.3.0')];
        machines.push(upgrading.another(machines[0] ?? ''));
        for (const machine of machines) {
          const done = await runHere(machine, ['upgrade', '0.3.0', ...quickly]);
          expect([done.code, versionOf(machine)], done.errors).to.deep.equal([0, '0.3.0']);
          expect(statusOf(machine)['schema']).to.equal('current');
        }
        for (const machine of machines) {
          const back = await runHere(machine, ['rollback', '--yes']);
          expect([back.code, versionOf(machine)], back.errors).to.deep.equal([0, '0.2.0']);
          expect(statusOf(machine)['schema']).to.equal('current');
        }
      });

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
        const again = await runHere(directory, ['upgrade', '0.3.0', ...quickly]);
        expect([again.code, versionOf(directory)], `killed before write ${moment}: ${again.errors}`).to.deep.equal([
          0,
          '0.3.0',
        ]);
        const { migrations } = saidBy(await runHere(directory, ['status', '--json']));
        expect(migrations).to.deep.equal(['0001-foundation', '0002-of-the-test']);
        expect(existsSync(path.join(directory, 'run', 'upgrade.json'))).to.equal(false);
        expect(readdirSync(path.join(directory, 'releases')).sort()).to.deep.equal(['0.2.0', '0.3.0', 'current']);
        // What ran meanwhile has looked after jobs, seals and the order of events.
        const after = await contentsOf(readConfig(directory, {}));
        for (const table of ['authorities', 'files']) expect(after[table]).to.equal(before[table]);
        await upgrading.remove(directory);
      }
    });

    onlyWhole(
      'rolled back and killed at each write, goes back when it is run again, with the data and what runs',
      async () => {
        const back = ['rollback', '--yes', '--json'];
        const upgradedRunning = async (): Promise<{ directory: string; before: Record<string, string> }> => {
          const directory = await installed('0.3.0');
          const before = await contentsOf(readConfig(directory, {}));
          const upgraded = await runHere(directory, ['upgrade', '0.3.0', ...quickly]);
          expect([upgraded.code, versionOf(directory)], upgraded.errors).to.deep.equal([0, '0.3.0']);
          expect((await runHere(directory, ['start', '--background'])).code).to.equal(0);
          return { directory, before };
        };
        const { directory: first } = await upgradedRunning();
        const whole = runKilled(first, back);
        expect(whole.code, whole.errors).to.equal(0);
        expect(writesOf(whole)).to.be.greaterThan(5);
        await upgrading.remove(first);
        for (let moment = 0; moment < writesOf(whole); moment += 1) {
          const { directory, before } = await upgradedRunning();
          const because = `killed before write ${moment}`;
          expect(runKilled(directory, back, moment).signal, because).to.equal('SIGKILL');
          const again = await runHere(directory, back);
          expect([again.code, versionOf(directory)], `${because}: ${again.errors}`).to.deep.equal([0, '0.2.0']);
          const { version, running, schema, migrations } = statusOf(directory);
          expect({ version, running, schema, migrations }, because).to.deep.equal({
            ...{ version: '0.2.0', running: true, schema: 'current', migrations: ['0001-foundation'] },
          });
          for (const name of ['upgrade.json', 'reading'])
            expect(existsSync(path.join(directory, 'run', name)), `${because}: ${name}`).to.equal(false);
          // What runs has looked after jobs, seals and the order of events.
          const after = await contentsOf(readConfig(directory, {}));
          for (const table of ['authorities', 'files']) expect(after[table], because).to.equal(before[table]);
          await upgrading.remove(directory);
        }
      },
    );
  });

/** Servers that ran meanwhile have looked after their own jobs. */
function withoutJobs(contents: Record<string, string>): Record<string, string> {
  const { jobs: _jobs, ...rest } = contents;
  return rest;
}
