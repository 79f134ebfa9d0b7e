import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { readConfig } from '#core/kernel/config.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { copyOf, type WorldPlace } from '#core/testing/harness.js';
import { contentsOf } from '../backups/installation-contents.js';
import { installAt } from '../installed-world.js';
import { bothCouncils } from '../tenancy/seed.js';
import { runKilled, writesOf } from './killed-command.js';
import { rounds, timeFor } from './rounds.js';

const kills = rounds({ sampled: 1, whole: 40 });

describe(`a move to PostgreSQL killed at ${kills} moments`, function () {
  this.timeout(timeFor(kills * 2, 20_000));
  let place: WorldPlace;
  before(async function () {
    const original = (await testPostgres()) && (await bothCouncils('sqlite'));
    if (!original) return this.skip();
    place = await copyOf(original.place);
    installAt(place);
  });
  after(() => rmSync(place.directory, { recursive: true, force: true }));

  it('goes on when it is run again, and every row is there once', async () => {
    const { customer_tokens: tokens, ...expected } = await contentsOf(readConfig(place.directory, {}));
    expect(tokens).to.be.a('string');
    const whole = await onNewDatabase((url) => Promise.resolve(move(url)));
    expect(whole.code, whole.errors).to.equal(0);
    const writes = writesOf(whole);
    expect(writes).to.be.greaterThan(100);
    for (let round = 0; round < kills; round += 1) {
      const at = Math.floor(((round + 0.5) / kills) * writes);
      await onNewDatabase(async (url) => {
        expect(move(url, at).signal, `killed before write ${at}`).to.equal('SIGKILL');
        const again = move(url);
        expect(again.code, `killed before write ${at}: ${again.errors}`).to.equal(0);
        const { customer_tokens: made, ...moved } = await contentsOf(inPostgres(url));
        expect([made !== undefined, moved], `killed before write ${at}`).to.deep.equal([true, expected]);
      });
    }
  });

  const inPostgres = (url: string) => ({
    ...readConfig(place.directory, {}),
    database: { engine: 'postgres' as const, url, connections: 4 },
  });

  const move = (url: string, stopBefore = Infinity) =>
    runKilled(place.directory, ['move', 'sqlite-to-postgres', '--to', url], stopBefore);

  async function onNewDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
    const postgres = await testPostgres();
    const url = (await postgres?.url()) ?? '';
    try {
      return await work(url);
    } finally {
      await postgres?.drop(url);
    }
  }
});
