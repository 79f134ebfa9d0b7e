import { copyOf, newPlace, openWorldAt, type OpenWorld, type WorldPlace } from '#core/testing/harness.js';
import { tables } from '#core/migrations/index.js';
import { tableRegistry } from '#core/kernel/db/tables.js';
import { seedBoth, type Seeded } from '../tenancy/seed.js';

/** The tables as if no row belonged to an authority: `@cases` then stands for the bare table, and changes bring no scope. */
const unscoped = tableRegistry([...tables.values()].map((table) => ({ ...table, ownership: 'partnership' })));

export interface Unlocked {
  /** As in the product. */
  readonly whole: OpenWorld;
  /** The same database without the first lock. */
  readonly unlocked: OpenWorld;
  close(): Promise<void>;
}

export interface SeededPlace {
  readonly place: WorldPlace;
  readonly ours: Seeded;
  readonly theirs: Seeded;
}

/** Two councils' records on PostgreSQL; `undefined` where there is none. */
export async function seedPlace(): Promise<SeededPlace | undefined> {
  const place = await newPlace('postgres');
  if (!place) return undefined;
  const { world, close } = openWorldAt(place);
  const seeded = await seedBoth(world);
  await close();
  return { place, ...seeded };
}

/** A copy of the records, once as the product opens it and once without the first lock. */
export async function openUnlocked({ place }: SeededPlace): Promise<Unlocked> {
  const copy = await copyOf(place);
  const [whole, unlocked] = [openWorldAt(copy), openWorldAt(copy, unscoped)];
  return { whole, unlocked, close: async () => void (await Promise.all([whole.close(), unlocked.close()])) };
}
