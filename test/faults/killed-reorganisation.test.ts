import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { verifyClosedAndOpen } from '#core/app/verify-closed-and-open.js';
import { countOverdue } from '#core/audit/index.js';
import type { Reads } from '#core/kernel/db/database.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { copyOf, newPlace, openWorldAt, type TestWorld, type WorldPlace } from '#core/testing/harness.js';
import { installAt } from '../installed-world.js';
import { seedBoth } from '../tenancy/seed.js';
import { runAuthority, writesOf } from './killed-command.js';
import { enginesOf, rounds, timeFor } from './rounds.js';

const kills = rounds({ sampled: 1, whole: 40 });

const reorganisations = {
  merge: ['merge', '--into', 'dunmere', '--from', 'castlebridge', '--on', '2026-01-01'],
  split: ['split', '--from', 'dunmere', '--to', 'castlebridge', '--area', 'Quarry', '--on', '2026-01-01'],
  leave: ['leave', 'castlebridge'],
};

for (const engine of enginesOf({ sampled: 'postgres' }))
  describe(`councils that are reorganised, with the command killed at ${kills} moments [${engine}]`, function () {
    this.timeout(timeFor(kills, 20_000));
    let seeded: WorldPlace;
    const places: WorldPlace[] = [];
    before(async function () {
      const place = await newPlace(engine);
      if (!place) return this.skip();
      places.push((seeded = place));
      const { world, close } = openWorldAt(place);
      await seedSettled(world);
      await close();
    });
    after(async () => {
      for (const place of places) await remove(place);
    });

    for (const [name, words] of Object.entries(reorganisations).slice(0, rounds({ sampled: 1, whole: 3 })))
      it(`${name}: goes on when it is run again, with nothing lost, nothing twice, and each audit chain whole`, async () => {
        const undisturbed = await anInstallation();
        const { code } = JSON.parse(runAuthority(undisturbed.directory, [...words, '--json']).output) as {
          code: string;
        };
        const confirmed = [...words, '-o', `confirm=${code}`];
        const whole = runAuthority(undisturbed.directory, confirmed);
        expect(whole.code, whole.errors).to.equal(0);
        const writes = writesOf(whole);
        expect(writes).to.be.greaterThan(100);
        const expected = await contentsOf(undisturbed);
        await remove(undisturbed);
        for (let round = 0; round < kills; round += 1) {
          const place = await anInstallation();
          const at = Math.floor(((round + 0.5) / kills) * writes);
          expect(runAuthority(place.directory, confirmed, at).signal, `killed before write ${at}`).to.equal('SIGKILL');
          const again = runAuthority(place.directory, confirmed);
          expect(again.code, `killed before write ${at}: ${again.errors}`).to.equal(0);
          expect(await contentsOf(place), `killed before write ${at}`).to.deep.equal(expected);
          await remove(place);
        }
      });

    async function anInstallation(): Promise<WorldPlace> {
      const place = await copyOf(seeded);
      places.push(place);
      installAt(place);
      return place;
    }

    async function remove(place: WorldPlace): Promise<void> {
      if (!places.includes(place)) return;
      places.splice(places.indexOf(place), 1);
      if (place.url !== undefined) await (await testPostgres())?.drop(place.url);
      rmSync(place.directory, { recursive: true, force: true });
    }
  });

/** Two councils with one of everything, who owe and offer each other nothing; one has a ward that can go to the other. */
async function seedSettled(world: TestWorld): Promise<void> {
  const { ours } = await seedBoth(world);
  const { kernel } = world;
  await kernel.db.write(everyAuthority, async (db) => {
    await db.update('places', { id: ours.placeId }, { ward: 'Quarry' });
    const ended = { state: 'withdrawn', open_subject_id: null, ended_at: kernel.clock.now() };
    await db.update('handovers', { state: 'offered' }, ended);
    for (const state of ['draft', 'issued', 'agreed'])
      await db.update('recharge_statements', { state }, { state: 'settled' });
  });
}

/** What each run makes anew. */
const madeByRun = /(^|_)(at|version)$|^(id|code|hash)$/;

/** By table: how many rows it has, and a digest of what they hold but for ids and times. Each audit chain is whole and sealed. */
async function contentsOf(place: WorldPlace): Promise<Record<string, string>> {
  const { world, close } = openWorldAt(place);
  const { db } = world.kernel;
  const chains = await verifyClosedAndOpen(world.kernel, []);
  expect(chains.filter(({ fault }) => fault)).to.deep.equal([]);
  expect(await countOverdue(world.kernel)).to.equal(0);
  const contents: Record<string, string> = {};
  const reads = db.read(everyAuthority);
  const placeOf = await placesInTurn(reads);
  for (const { name } of db.tables.values()) {
    if (/^(audit|migrations)/.test(name)) continue;
    const rows = await reads.rows<Record<string, unknown>>(reads.from(name).select('*'));
    const told = rows.map((row) => {
      const kept = Object.entries(row).filter(([column, value]) => !madeByRun.test(column) && !isMade(value));
      return JSON.stringify(kept.map(([column, value]) => [column, placeOf(name, column, value)]));
    });
    contents[name] = `${rows.length} ${createHash('sha256').update(told.sort().join('\n')).digest('hex').slice(0, 12)}`;
  }
  await close();
  return contents;
}

/**
 * A customer's number in the search index, as its place among all: PostgreSQL never gives a number again that a killed
 * transaction drew.
 */
async function placesInTurn(reads: Reads): Promise<(table: string, column: string, value: unknown) => unknown> {
  const rows = await reads.rows<{ number: number }>(reads.from('customers').select('number').orderBy('number'));
  const places = new Map(rows.map((row, place) => [row.number, place]));
  return (table, column, value) =>
    (table === 'customers' && column === 'number') || (table === 'customer_tokens' && column === 'doc')
      ? places.get(Number(value))
      : value;
}

/** Ids of copies differ from run to run. */
const isMade = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(value);
