import { rmSync } from 'node:fs';
import { testPostgres } from '../kernel/testing/postgres.js';
import {
  copyOf,
  engines,
  newPlace,
  openWorldAt,
  removeAtExit,
  type Engine,
  type TestWorld,
  type WorldPlace,
} from './harness.js';

/** A world that was seeded and closed. */
interface Original<T> {
  readonly place: WorldPlace;
  readonly seeded: T;
}

/** The seeded world of an engine; `undefined` where there is no PostgreSQL. */
export type Originals<T> = (engine: Engine) => Promise<Original<T> | undefined>;

/** Worlds that are seeded when a suite first asks for one, and last as long as the process, for every suite to copy. */
export function seededOnce<T>(seed: (world: TestWorld) => Promise<T>): Originals<T> {
  return once(async (engine) => {
    const place = await newPlace(engine);
    return place && (await seedAt(place, seed));
  });
}

/** The same, with more in them than `before` has. */
export function seededFurther<B, T>(
  before: Originals<B>,
  seed: (world: TestWorld, seeded: B) => Promise<T>,
): Originals<T> {
  return once(async (engine) => {
    const original = await before(engine);
    return original && (await seedAt(await copyOf(original.place), (world) => seed(world, original.seeded)));
  });
}

function once<T>(make: Originals<T>): Originals<T> {
  const made: { [E in Engine]?: ReturnType<Originals<T>> } = {};
  return (engine) => (made[engine] ??= make(engine));
}

async function seedAt<T>(place: WorldPlace, seed: (world: TestWorld) => Promise<T>): Promise<Original<T>> {
  removeAtExit(place);
  const opened = openWorldAt(place);
  const seeded = await seed(opened.world);
  await opened.close();
  return { place, seeded };
}

/** A copy of a seeded world, and what was seeded in it. */
export interface WorldCopy<T> {
  readonly world: TestWorld;
  readonly seeded: T;
}

/** Declares the same tests on SQLite and on PostgreSQL, in one copy of a seeded world for all of them. */
export function onCopyOf<T>(
  title: string,
  originals: Originals<T>,
  body: (world: () => TestWorld, seeded: () => T, engine: Engine) => void,
): void {
  onEnginesOf(title, originals, (original, engine) => {
    const copies = copiesOf(original);
    before(copies.open);
    after(copies.end);
    body(
      () => copies.current().world,
      () => copies.current().seeded,
      engine,
    );
  });
}

/** The same with a fresh copy for each test: for tests that change or end the same records. */
export function onCopiesOf<T>(
  title: string,
  originals: Originals<T>,
  body: (copy: () => WorldCopy<T>, engine: Engine) => void,
): void {
  onEnginesOf(title, originals, (original, engine) => {
    const copies = copiesOf(original);
    beforeEach(copies.open);
    afterEach(copies.end);
    body(copies.current, engine);
  });
}

function onEnginesOf<T>(
  title: string,
  originals: Originals<T>,
  body: (original: () => Original<T>, engine: Engine) => void,
): void {
  for (const engine of engines) {
    describe(`${title} [${engine}]`, () => {
      let original: Original<T> | undefined;
      before(async function () {
        this.timeout(60_000);
        original = await originals(engine);
        if (!original) this.skip();
      });
      body(() => {
        if (!original) throw new Error('the test world is not seeded');
        return original;
      }, engine);
    });
  }
}

function copiesOf<T>(original: () => Original<T>) {
  let current: (WorldCopy<T> & { readonly end: () => Promise<void> }) | undefined;
  return {
    open: async () => {
      const { place, seeded } = original();
      current = { ...(await openCopy(place)), seeded };
    },
    end: async () => {
      await current?.end();
      current = undefined;
    },
    current: (): WorldCopy<T> => {
      if (!current) throw new Error('the copy of the test world is not open');
      return current;
    },
  };
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
