import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readConfig } from '#core/kernel/config.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { copyOf, engines, type WorldPlace } from '#core/testing/harness.js';
import { contentsOf } from '../backups/installation-contents.js';
import { installAt } from '../installed-world.js';
import { bothCouncils } from '../tenancy/seed.js';
import { runKilled, writesOf, type Ran } from './killed-command.js';
import { isWhole, timeFor } from './rounds.js';
import { saidBy } from './upgrading.js';

/** Two processes each: in `npm run test:faults` alone. */
const spread = 12;
/** Each of the last ones: all is there by then, but not yet told. */
const last = 10;

for (const engine of isWhole ? engines : [])
  describe(`moothall clone --anonymise killed at ${spread + last} moments [${engine}]`, function () {
    this.timeout(timeFor((spread + last) * 2, 20_000));
    let place: WorldPlace;
    before(async function () {
      const original = await bothCouncils(engine);
      if (!original) return this.skip();
      place = await copyOf(original.place);
      installAt(place);
    });
    after(async () => {
      if (place.url !== undefined) await (await testPostgres())?.drop(place.url);
      rmSync(place.directory, { recursive: true, force: true });
    });

    it('is made anew when it is run again, says so, and leaves the original as it was', async () => {
      const original = await contentsOf(readConfig(place.directory, {}));
      const whole = await onNewPlace((clone) => Promise.resolve(clone()));
      expect(whole.code, whole.errors).to.equal(0);
      const writes = writesOf(whole);
      expect(writes).to.be.greaterThan(spread + last);
      const moments = Array.from({ length: spread }, (_, round) => Math.floor((round / spread) * (writes - last)));
      for (const at of [...moments, ...Array.from({ length: last }, (_, index) => writes - last + index)]) {
        await onNewPlace(async (clone, directory) => {
          const because = `killed before write ${at} of ${writes}`;
          expect(clone(at).signal, because).to.equal('SIGKILL');
          const wasBegun = existsSync(path.join(directory, '.cloning'));
          const again = clone();
          expect(again.code, `${because}: ${again.errors}`).to.equal(0);
          const { earlier, rows, administrator } = saidBy(again);
          expect(earlier, because).to.be.oneOf(wasBegun ? ['removed', 'finished'] : ['none']);
          expect(rows, because).to.deep.equal(saidBy(whole)['rows']);
          expect(administrator, because).to.have.property('passwordPath');
          expect(existsSync(path.join(directory, '.cloning')), because).to.equal(false);
          const verified = runKilled(directory, ['audit', 'verify']);
          expect(verified.code, `${because}: ${verified.errors}`).to.equal(0);
        });
      }
      expect(await contentsOf(readConfig(place.directory, {}))).to.deep.equal(original);
    });

    async function onNewPlace<T>(work: (clone: (stopBefore?: number) => Ran, directory: string) => Promise<T>) {
      const directory = path.join(place.directory, 'training');
      const postgres = engine === 'postgres' ? await testPostgres() : undefined;
      const url = await postgres?.url();
      const to = url === undefined ? [] : ['--to', url];
      const words = ['clone', directory, '--anonymise', '--json', '--port', '0', ...to];
      try {
        return await work((stopBefore) => runKilled(place.directory, words, stopBefore), directory);
      } finally {
        if (url !== undefined) await postgres?.drop(url);
        rmSync(directory, { recursive: true, force: true });
      }
    }
  });
