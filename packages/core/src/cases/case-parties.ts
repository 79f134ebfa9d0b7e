import { findCurrent } from '../customers/index.js';
import type { Participant } from '../interactions/index.js';
import type { Reads } from '../kernel/db/database.js';
import { badInput } from '../kernel/errors.js';
import type { AuthorityId } from '../kernel/scope.js';
import { findInteractionParty } from './links/links-repository.js';

/** Who a case is for: a customer of its authority, if any, and the participant as recorded. */
export interface CaseParties {
  readonly customerId: string | undefined;
  readonly participant: Participant;
}

interface GivenParties {
  readonly customerId?: string | undefined;
  readonly participant?: Participant | undefined;
  readonly interactionId?: string | undefined;
}

/**
 * Checks that a case points only at its own authority's customer and at an interaction that the adviser may see. What
 * isn't given is the interaction's; its customer only where both belong to one authority.
 * @throws bad_input on `customerId` or `interactionId`
 */
export async function partiesOf(db: Reads, authorityId: AuthorityId, given: GivenParties): Promise<CaseParties> {
  const { customerId, interactionId } = given;
  const contact = interactionId === undefined ? undefined : await findInteractionParty(db, interactionId);
  if (interactionId !== undefined && !contact) throw fault('interactionId', 'Choose a contact that you can see');
  const own = contact?.authorityId === authorityId ? (contact.customerId ?? undefined) : undefined;
  const chosen = customerId ?? own;
  const customer = chosen === undefined ? undefined : await findCurrent(db, chosen);
  if (chosen !== undefined && customer?.authorityId !== authorityId)
    throw fault('customerId', 'Choose a customer of the authority whose service this is');
  return { customerId: customer?.id, participant: given.participant ?? contact?.participant ?? {} };
}

function fault(field: string, message: string): Error {
  return badInput({ faults: [{ field, message }] });
}
