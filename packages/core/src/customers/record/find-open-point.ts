import type { CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { contactPointEnded } from '../customer-errors.js';
import { holdOpen } from '../restricted/hold-open.js';
import { findContactPoint } from '../repository.js';
import type { ContactPoint, Customer } from '../types.js';

/**
 * A contact point in use, and its customer held for this transaction.
 * @throws not_found; contact_point_ended; customer_restricted and reason_needed as for reading
 */
export async function findOpenPoint(
  context: CommandContext,
  id: string,
): Promise<{ point: ContactPoint; customer: Customer }> {
  const found = await findContactPoint(context.db, id);
  if (!found) throw notFound();
  const customer = await holdOpen(context, found.customerId);
  const { ended, ...point } = (await findContactPoint(context.db, id)) ?? found;
  if (ended) throw contactPointEnded();
  return { point, customer };
}
