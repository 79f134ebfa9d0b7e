import { rmSync } from 'node:fs';
import { testPostgres } from '../kernel/testing/postgres.js';
import { copyOf, engines, newPlace, openWorldAt, type TestWorld, type WorldPlace } from './harness.js';

/** A world of its own for one test, and what was seeded in it. */
export interface WorldCopy<T> {
  readonly world: TestWorld;
  readonly seeded: T;
}

/**
 * Declares the same tests on SQLite and on PostgreSQL, each of them in a fresh copy of a world that was seeded once:
 * for tests that change or end the same records.
 */
export function onCopiesOf<T>(
  title: string,
  seed: (world: TestWorld) => Promise<T>,
  body: (copy: () => WorldCopy<T>) => void,
): void {
  for (const engine of engines) {
    describe(`${title} [${engine}]`, () => {
      let original: { place: WorldPlace; seeded: T } | undefined;
      let current: (WorldCopy<T> & { end: () => Promise<void> }) | undefined;
      before(async function () {
        this.timeout(60_000);
        const place = await newPlace(engine);
        if (!place) return this.skip();
        original = { place, seeded: await seedAt(place, seed) };
      });
      beforeEach(async () => {
        if (original) current = { ...(await openCopy(original.place)), seeded: original.seeded };
      });
      afterEach(() => current?.end());
      after(() => original && rmSync(original.place.directory, { recursive: true, force: true }));
      body(() => {
        if (!current) throw new Error('the copy of the test world is not open');
        return current;
      });
    });
  }
}

async function seedAt<T>(place: WorldPlace, seed: (world: TestWorld) => Promise<T>): Promise<T> {
  const opened = openWorldAt(place);
  const seeded = await seed(opened.world);
  await opened.close();
  return seeded;
}

async function openCopy(original: WorldPlace): Promise<{ world: TestWorld; end: () => Promise<void> }> {
  const place = await copyOf(original);
  const opened = openWorldAt(place);
  const end = async (): Promise<void> => {
    await opened.close();
    if (place.url !== undefined) await (await testPostgres())?.drop(place.url);
    rmSync(place.directory, { recursive: true, force: true });
  };
  return { world: opened.world, end };
}
