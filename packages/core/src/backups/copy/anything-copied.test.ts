import BetterSqlite, { type Database } from 'better-sqlite3';
import { expect } from 'chai';
import fc from 'fast-check';
import { copiedWorld, type CopiedWorld, type Moment } from './testing/copied-world.js';

const steps = {
  write: (world: CopiedWorld) => world.insert(25),
  'write little': (world: CopiedWorld) => world.insert(1),
  remove: ({ database }: CopiedWorld) => void database.exec('delete from things where id % 2 = 0'),
  'roll back what has spilled into the log': ({ database }: CopiedWorld) => {
    database.pragma('cache_size = 5');
    database.exec('begin');
    for (let row = 0; row < 50; row += 1) database.exec('insert into things (filling) values (randomblob(3000))');
    database.exec('rollback');
  },
  vacuum: ({ database }: CopiedWorld) => void database.exec('vacuum'),
  'checkpoint passive': ({ database }: CopiedWorld) => void database.pragma('wal_checkpoint(passive)'),
  'checkpoint restart': ({ database }: CopiedWorld) => void database.pragma('wal_checkpoint(restart)'),
  'checkpoint truncate': ({ database }: CopiedWorld) => void database.pragma('wal_checkpoint(truncate)'),
  'the place goes or comes back': ({ place }: CopiedWorld) => void (place.isAway = !place.isAway),
  'a long read begins or ends': (_world: CopiedWorld, reader: Database) => {
    if (reader.inTransaction) return void reader.exec('rollback');
    reader.exec('begin');
    reader.prepare('select count(*) from things').get();
  },
  'the copier is killed': (world: CopiedWorld) => {
    world.copier.letGo();
    world.copier = world.fresh();
  },
  'the copier ends': async (world: CopiedWorld) => {
    world.clock.advance(1000);
    await world.copier.end().catch(() => undefined);
    world.copier = world.fresh();
  },
} as const;
type Step = keyof typeof steps | 'copy';

describe('a continuous copy of anything that happens', function () {
  this.timeout(900_000);

  it('gives back each moment to the byte, whatever is written, checkpointed, killed and away', async () => {
    const names = Object.keys(steps) as Step[];
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant<Step>('copy') },
      { weight: 5, arbitrary: fc.constantFrom(...names) },
    );
    const { maxLength, ...runs } =
      process.env['MOOTHALL_TEST_FAULTS'] === 'whole'
        ? { numRuns: 1000, maxLength: 60 } // a failure names its seed
        : { numRuns: 8, maxLength: 30, seed: 23 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength }), async (list) => {
        const world = await copiedWorld({ foldAtBytes: 60_000 });
        const reader = new BetterSqlite(world.file, { timeout: 0 });
        try {
          await checkMoments(world, await momentsOf(world, reader, list));
        } finally {
          reader.close();
          world.close();
        }
      }),
      runs,
    );
  });
});

/** Those at which it was copied. */
async function momentsOf(world: CopiedWorld, reader: Database, list: readonly Step[]): Promise<Moment[]> {
  const moments: Moment[] = [];
  for (const step of list) {
    if (step !== 'copy') await steps[step](world, reader);
    else {
      const moment = await world.copied().catch(() => undefined);
      if (moment) moments.push(moment);
      else expect(world.place.isAway || reader.inTransaction, 'something keeps it from copying').to.equal(true);
    }
  }
  return moments;
}

/** Where nothing was written at the end, the refusal names the moment that is the same. */
async function checkMoments(world: CopiedWorld, moments: readonly Moment[]): Promise<void> {
  world.place.isAway = false;
  for (const { at, image } of moments) {
    const gave = await world.restored(at).catch(async (error: unknown) => {
      const named = /with --at (\S+)\.$/.exec((error as Error).message)?.[1] ?? '';
      return await world.restored(Date.parse(named));
    });
    expect(gave.equals(image), new Date(at).toISOString()).to.equal(true);
  }
}
