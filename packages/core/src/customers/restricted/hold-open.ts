import type { CommandContext } from '../../kernel/command.js';
import { customerMerged } from '../customer-errors.js';
import { findCurrent } from '../repository.js';
import { refuseUnlessOpen } from './restricted-access.js';
import type { Customer } from '../types.js';
import { holdCustomer } from '../write-repository.js';

/**
 * The customer, held for this transaction, for somebody who may change it.
 * @throws not_found; customer_merged; customer_restricted and reason_needed as for reading
 */
export async function holdOpen(context: Pick<CommandContext, 'db' | 'actor' | 'now'>, id: string): Promise<Customer> {
  const customer = await holdCustomer(context.db, id, context.now);
  await refuseMerged(context, customer);
  await refuseUnlessOpen(context, customer);
  return customer;
}

/** A merged record is changed through the one that it is part of. @throws customer_merged */
export async function refuseMerged({ db }: Pick<CommandContext, 'db'>, customer: Customer): Promise<void> {
  if (customer.mergedIntoId === null) return;
  const survivor = await findCurrent(db, customer.id);
  throw customerMerged({ facts: { survivorId: survivor?.id ?? customer.mergedIntoId } });
}
