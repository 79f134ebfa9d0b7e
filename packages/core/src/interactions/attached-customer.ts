import { findCurrent, refuseUnlessOpen } from '../customers/index.js';
import type { CommandContext } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { scopeFor, type AuthorityId } from '../kernel/scope.js';
import { participantOf } from './rules.js';
import type { Participant } from './types.js';

export interface AttachedCustomer {
  readonly customerId: string | null;
  readonly participant: Participant;
  /** Where the customer lives, as the property in question until another is named. */
  readonly placeId: string | null;
}

/**
 * A customer as an interaction records them; of a merged one, the record that it is part of. Each authority keeps its own customers, so only those of the authority
 * answered as can be named.
 * @throws bad_input; customer_restricted; reason_needed
 */
export async function attachedCustomer(
  context: CommandContext,
  authorityId: AuthorityId,
  customerId: string | null | undefined,
): Promise<AttachedCustomer> {
  if (!customerId) return { customerId: null, participant: {}, placeId: null };
  const { actor, now } = context;
  const db = context.db.within(scopeFor(actor, 'customers.read'));
  const customer = await findCurrent(db, customerId);
  if (!customer || customer.authorityId !== authorityId)
    throw badInput({
      faults: [{ field: 'customerId', message: 'Choose a customer of the authority that you answer as, or add them' }],
    });
  await refuseUnlessOpen({ db, actor, now }, customer);
  return { customerId: customer.id, participant: participantOf(customer), placeId: customer.placeId };
}
