import type { CommandContext } from '../kernel/command.js';
import { refuseUnlessOpen } from './restricted-access.js';
import type { Customer } from './types.js';
import { holdCustomer } from './write-repository.js';

/**
 * The customer, held for this transaction, for somebody who may change it.
 * @throws not_found; customer_restricted and reason_needed as for reading
 */
export async function holdOpen(context: Pick<CommandContext, 'db' | 'actor' | 'now'>, id: string): Promise<Customer> {
  const customer = await holdCustomer(context.db, id, context.now);
  await refuseUnlessOpen(context, customer);
  return customer;
}
