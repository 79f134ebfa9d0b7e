import { expect } from 'chai';
import type { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { castlebridge, type TestWorld } from '../../testing/harness.js';
import { createCustomer } from '../commands/create-customer.js';
import { editCustomer } from '../commands/edit-customer.js';
import { aCustomer } from '../fixtures.js';
import { errorOf } from './catch-error.js';

/** An edit of something that hangs on a customer, right in every respect: `expectedVersion` is the record's own. */
export interface PartEdit {
  readonly id: string;
  readonly customerId: string;
  readonly expectedVersion: number;
}

const mayAll = ['read', 'create', 'edit'].map((verb) => `customers.${verb}`);

/**
 * Expects a command to refuse an edit of the part by whoever may not and by another council's people, under another
 * customer's id, and once the customer's record has changed meanwhile; that record is then one version further.
 */
export async function expectPartRefusals<I extends z.ZodType, O>(
  world: TestWorld,
  command: Command<I, O>,
  edit: z.input<I> & PartEdit,
): Promise<void> {
  const staff = await world.staff(mayAll);
  const refusal = async (who: typeof staff, more: Partial<PartEdit> = {}): Promise<readonly [string, object]> => {
    const { code, facts } = await errorOf(world.run(who, command, { ...edit, ...more }));
    return [code, facts];
  };
  const { id: another } = await world.run(staff, createCustomer, aCustomer().named('Somebody Else').input);
  expect((await refusal(await world.staff(['customers.read'])))[0]).to.equal('not_allowed');
  expect((await refusal(await world.staff(mayAll, [castlebridge])))[0]).to.equal('not_found');
  expect((await refusal(staff, { customerId: another, expectedVersion: 1 }))[0]).to.equal('not_found');
  const { customerId: id, expectedVersion } = edit;
  await world.run(staff, editCustomer, { id, expectedVersion, changes: { title: 'Dr' } });
  expect(await refusal(staff)).to.deep.equal(['stale_version', { version: expectedVersion + 1 }]);
}
