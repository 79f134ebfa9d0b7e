import { expect } from 'chai';
import { z } from 'zod';
import { capabilities } from '#core/app/capabilities.js';
import type { AnyCommand, AnyQuery } from '#core/kernel/capability.js';
import { defineCommand, runCommand } from '#core/kernel/command.js';
import { defineQuery, runQuery } from '#core/kernel/query.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { statement } from '#core/kernel/db/statement.js';
import { dunmere, type TestWorld } from '#core/testing/harness.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { commandSamples, commandsAboutOneself } from './tenancy/command-samples.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { querySamples } from './tenancy/query-samples.js';
import { bothCouncils, type Seeded } from './tenancy/seed.js';
import { answerOf, refusalOf, refusals } from './tenancy/refusals.js';
import { targetOf } from './tenancy/target.js';
import { tracesOf } from './tenancy/traces.js';

const queries: readonly AnyQuery[] = capabilities.flatMap((capability) => capability.queries);
const commands: readonly AnyCommand[] = capabilities.flatMap((capability) => capability.commands);

describe('two authorities', () => {
  it('have a sample for every query and command, and none for what is gone', () => {
    const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name).sort();
    expect(Object.keys(querySamples).sort()).to.deep.equal(names(queries));
    const known = [...Object.keys(commandSamples), ...Object.keys(commandsAboutOneself)].sort();
    expect(known).to.deep.equal(names(commands));
  });
});

onCopyOf('two authorities', bothCouncils, (world, both) => {
  let ours: Seeded;
  let theirs: Seeded;
  before(async function () {
    this.timeout(30_000);
    ({ ours, theirs } = both());
  });

  describe('a query', () => {
    for (const query of queries) {
      const sample = querySamples[query.name];
      if (!sample) continue;

      it(`answers its own people: ${query.name}`, async () => {
        await runQuery(world().kernel, ours.actor, query, await sample(targetOf(world(), ours, ours)));
      });

      it(`shows nothing of the other: ${query.name}`, async () => {
        for (const asked of [ours, theirs]) {
          const input = await sample(targetOf(world(), ours, asked));
          const answer = await answerOf(runQuery(world().kernel, ours.actor, query, input));
          expect(tracesOf(theirs, answer, query.name), JSON.stringify(answer)).to.deep.equal([]);
        }
      });
    }

    it('that forgot its scope would be found', async () => {
      const input = { id: theirs.customerId };
      const answer = await runQuery(world().kernel, ours.actor, leakyQuery, input);
      expect(tracesOf(theirs, answer)).to.deep.equal(['Brasstow', 'customerId']);
    });
  });

  describe('a command', () => {
    for (const command of commands) {
      const sample = commandSamples[command.name];
      if (!sample) continue;

      it(`works for its own people: ${command.name}`, async () => {
        await runAndUndo(world(), ours, command, await sample(targetOf(world(), ours, ours)));
      });

      it(`refuses the other’s records and leaves them alone: ${command.name}`, async () => {
        const before = await digestTables(world(), theirs);
        const input = await sample(targetOf(world(), ours, theirs));
        const error = await refusalOf(runCommand(world().kernel, ours.actor, command, input));
        expect(refusals, `${command.name}: ${error?.code}`).to.include(error?.code);
        expect(tracesOf(theirs, [error?.message, error?.faults, error?.facts])).to.deep.equal([]);
        expect(changedTables(before, await digestTables(world(), theirs))).to.deep.equal([]);
      });
    }

    it('that forgot its scope would be found', async () => {
      const before = await digestTables(world(), theirs);
      await runCommand(world().kernel, ours.actor, leakyCommand, { id: theirs.carerId });
      expect(changedTables(before, await digestTables(world(), theirs))).to.deep.equal(['customers']);
    });
  });
});

/** Runs a command to its end inside a transaction that is then rolled back, so that the next finds all as it was. */
async function runAndUndo(world: TestWorld, { actor }: Seeded, command: AnyCommand, input: unknown): Promise<void> {
  const undone = new Error('undone');
  const trial = defineCommand({
    name: 'test.run-and-undo',
    permission: command.permission,
    input: z.unknown(),
    run: async (context) => {
      await context.call(command, input);
      throw undone;
    },
  });
  try {
    await runCommand(world.kernel, actor, trial, {});
  } catch (error) {
    if (error !== undone) throw error;
  }
}

const anyCustomer = statement<{ id: string }, { id: string; display_name: string }>(
  'select id, display_name from @customers where id = :id',
);

/** What a query looks like that reads beyond the actor's authorities. */
const leakyQuery = defineQuery({
  name: 'test.leaky',
  permission: 'customers.read',
  input: z.strictObject({ id: z.string() }),
  run: ({ db }, { id }) => db.within(everyAuthority).first(anyCustomer, { id }),
});

const leakyCommand = defineCommand({
  name: 'test.leaky',
  permission: 'customers.edit',
  input: z.strictObject({ id: z.string() }),
  run: async (context, { id }) => {
    await context.db.within(everyAuthority).update('customers', { id }, { first_name: 'Jane' });
    await context.audit({ authorityId: dunmere, subject: { kind: 'customer', id } });
  },
});
