import { expect } from 'chai';
import fc from 'fast-check';
import { bothCouncils, type Seeded } from './tenancy/seed.js';
import { mergeWorld, type MergeWorld, type Op } from './merging/merge-world.js';
import { onCopyOf } from '#core/testing/world-copies.js';

const records = 5;
const record = fc.nat(records - 1);
const pick = fc.nat(1000);

/** What people do, in any order: most of it edits and work, a good deal of it merging and un-merging. */
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('merge'), one: record, other: record, whose: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('un-merge'), pick, take: fc.array(pick, { maxLength: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('log-case'), one: record }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('contact'), one: record }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('add-number'), one: record, preferred: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('add-identifier'), one: record }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('represent'), one: record, other: record }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('relate'), one: record, other: record }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('edit'), one: record }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constantFrom('alert', 'consent', 'occupancy', 'join-case'), one: record }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('withdraw-consent', 'remove-occupancy'), pick }) },
);

onCopyOf('merging customers', bothCouncils, (world, both) => {
  let at: Seeded;
  before(async function () {
    this.timeout(30_000);
    at = both().ours;
  });

  it('gives every row back to its owner, whatever was merged, done and un-merged in between', async function () {
    this.timeout(240_000);
    const numRuns = world().kernel.db.engine === 'sqlite' ? 40 : 12;
    const histories = fc.array(op, { minLength: 8, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(histories, async (ops) => {
        const people = await mergeWorld(world(), at, records);
        for (const each of ops) {
          await people.play(each);
          await expectInStep(people);
        }
        await expectFound(people);
        while (await people.unMergeAny()) await expectInStep(people);
        expect(await people.titles()).to.deep.equal(people.expectedTitles());
      }),
      { numRuns, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: false },
    );
  });
});

async function expectInStep(people: MergeWorld): Promise<void> {
  expect(await people.holders()).to.deep.equal(people.expectedHolders());
  expect(await people.doublyPreferred()).to.deep.equal([]);
  expect(await people.mergedWithTokens()).to.deep.equal([]);
}

async function expectFound(people: MergeWorld): Promise<void> {
  expect(await people.foundByOldNames()).to.deep.equal(people.expectedByOldNames());
}
