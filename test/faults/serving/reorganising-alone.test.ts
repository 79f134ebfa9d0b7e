import { expect } from 'chai';
import { openDatabase } from '#core/app/compose.js';
import { holdInstallation, type Hold } from '#core/kernel/db/hold.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { makeInstance, type Instance } from '../instance.js';
import { runAuthority } from '../killed-command.js';
import { enginesOf } from '../rounds.js';
import { runMoothall, serve, type Served } from '../served.js';
import { newWriteLog, write } from '../writes.js';

/** The merge is begun by then, and not closed. */
const writesOfBeginning = 60;

for (const engine of enginesOf({ sampled: 'sqlite' }))
  describe(`councils that are reorganised while others use the installation [${engine}]`, function () {
    this.timeout(240_000);
    let instance: Instance;
    const authority = (...words: string[]) => runMoothall(['authority', ...words, '--dir', instance.directory]);
    const merge = ['merge', '--into', 'dunmere', '--from', 'castlebridge', '--on', '2026-01-01'];
    before(async function () {
      const url = engine === 'postgres' ? await (await testPostgres())?.url() : undefined;
      if (engine === 'postgres' && url === undefined) return this.skip();
      instance = await makeInstance(url === undefined ? {} : { postgresUrl: url });
      const council = ['--name', 'City of Castlebridge Council', '--tier', 'unitary', '--prefix', 'CB'];
      expect(await authority('add', 'castlebridge', ...council)).to.include({ code: 0 });
    });
    const started: Served[] = [];
    const start = async (): Promise<Served> => {
      const served = await serve(instance);
      started.push(served);
      return served;
    };
    afterEach(async () => {
      for (const served of started.splice(0)) await served.kill();
    });
    after(() => instance?.remove());

    it('waits for the server: the plan is shown beside it, and nothing is moved until it has stopped', async () => {
      const served = await start();
      const plan = await authority(...merge);
      expect(plan.code, plan.output).to.equal(0);
      for (const refused of [await authority(...merge, '--yes'), await authority(...merge, '-o', 'confirm=x')]) {
        expect(refused.code).to.equal(1);
        expect(refused.output).to.contain('Stop the servers and workers');
      }
      const log = newWriteLog();
      expect(await write({ address: served.address, token: instance.token }, log)).to.equal(true);
      await served.kill();
      const settled = await authority('list');
      expect(settled.output).not.to.contain('former');
    });

    it('keeps servers and other commands out meanwhile, and lets go when it ends', async () => {
      const hold = await take('alone');
      const refused = await start().then(
        () => 'it started',
        (error: unknown) => String(error),
      );
      expect(refused).to.contain('are being merged, split or taken out');
      expect((await authority('list')).output).to.contain('are being merged, split or taken out');
      await hold.release();
      const served = await start();
      expect((await served.stop()).code).to.equal(0);
    });

    it('leaves no server to start among records that are half moved', async () => {
      const confirmed = [...merge, '--yes'];
      const { code } = JSON.parse((await authority(...merge, '--json')).output) as { code: string };
      expect(runAuthority(instance.directory, confirmed, writesOfBeginning).signal).to.equal('SIGKILL');
      const refused = await start().then(
        () => 'it started',
        (error: unknown) => String(error),
      );
      expect(refused).to.contain('City of Castlebridge Council: has not finished');
      const again = runAuthority(instance.directory, [...merge, '-o', `confirm=${code}`]);
      expect(again.code, again.errors).to.equal(0);
      const served = await start();
      expect((await served.stop()).code).to.equal(0);
    });

    async function take(use: 'alone' | 'together'): Promise<Hold> {
      const db = await openDatabase(instance.config);
      const hold = await holdInstallation(db, use);
      await db.close();
      return hold;
    }
  });
