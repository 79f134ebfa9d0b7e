import { rmSync } from 'node:fs';
import { copyOf, openWorldAt, type OpenWorld, type WorldPlace } from '#core/testing/harness.js';
import { tables } from '#core/migrations/index.js';
import { tableRegistry } from '#core/kernel/db/tables.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { bothCouncils, type Seeded } from '../tenancy/seed.js';

/** The tables as if no row belonged to an authority: `@cases` then stands for the bare table, and changes bring no scope. */
const unscoped = tableRegistry([...tables.values()].map((table) => ({ ...table, ownership: 'partnership' })));

/** A database with two councils' records, opened as the product opens it and once more without the first lock. */
export interface Unlocked {
  readonly whole: OpenWorld;
  readonly unlocked: OpenWorld;
  readonly url: string;
  readonly ours: Seeded;
  readonly theirs: Seeded;
}

/** Declares tests of the second lock, on a database of their own; left out, and counted, where no PostgreSQL is. */
export function onUnlocked(title: string, body: (at: () => Unlocked) => void): void {
  describe(`${title} [postgres]`, () => {
    let current: (Unlocked & { end: () => Promise<void> }) | undefined;
    before(async function () {
      this.timeout(60_000);
      const original = await bothCouncils('postgres');
      if (!original) return this.skip();
      current = { ...original.seeded, ...(await openUnlocked(await copyOf(original.place))) };
    });
    after(() => current?.end());
    body(() => {
      if (!current) throw new Error('the database without the first lock is not open');
      return current;
    });
  });
}

async function openUnlocked(place: WorldPlace) {
  const { url = '', directory } = place;
  const [whole, unlocked] = [openWorldAt(place), openWorldAt(place, unscoped)];
  const end = async (): Promise<void> => {
    await Promise.all([whole.close(), unlocked.close()]);
    await (await testPostgres())?.drop(url);
    rmSync(directory, { recursive: true, force: true });
  };
  return { whole, unlocked, url, end };
}
