import { findCurrent, isOpen, type Customer } from '../customers/index.js';
import { participantOf, type Participant } from '../interactions/index.js';
import type { CommandContext } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { coversOf, may, type AuthorityId } from '../kernel/scope.js';
import { findInteractionParty } from './links/links-repository.js';

/** Who a case is for: a customer of its authority, if any, and the participant as recorded. */
export interface CaseParties {
  readonly customerId: string | undefined;
  /** Whether the customer's record is. */
  readonly isRestricted: boolean;
  /** Whom of the directory the customer is, at a service desk. */
  readonly colleagueId: string | undefined;
  readonly participant: Participant;
}

interface GivenParties {
  readonly customerId?: string | undefined;
  readonly participant?: Participant | undefined;
  readonly interactionId?: string | undefined;
}

type Context = Pick<CommandContext, 'db' | 'actor' | 'now'>;

/**
 * Checks that a case points only at its own authority's customer and at an interaction that the adviser may see. What
 * isn't given is the interaction's; its customer only where both belong to one authority. A participant whom neither
 * names is the customer as on record.
 * @throws bad_input on `customerId` or `interactionId`
 */
export async function partiesOf(context: Context, authorityId: AuthorityId, given: GivenParties): Promise<CaseParties> {
  const { db } = context;
  const { customerId, interactionId } = given;
  const contact = interactionId === undefined ? undefined : await findInteractionParty(db, interactionId);
  if (interactionId !== undefined && !contact) throw fault('interactionId', 'Choose a contact that you can see');
  if (!coversOf(db.scope, authorityId, { channels: contact?.channel ?? null, lines: contact?.lineId ?? null }))
    throw fault(
      'interactionId',
      'Log it in a contact: your agreement with this council covers some ways and lines alone',
    );
  const own = contact?.authorityId === authorityId ? (contact.customerId ?? undefined) : undefined;
  const chosen = customerId ?? own;
  const customer = chosen === undefined ? undefined : await findCurrent(db, chosen);
  if (chosen !== undefined && customer?.authorityId !== authorityId)
    throw fault('customerId', 'Choose a customer of the authority whose service this is');
  const participant = given.participant ?? contact?.participant ?? (customer && (await asOnRecord(context, customer)));
  const isRestricted = customer !== undefined && customer.restriction !== null;
  const colleagueId = customer?.colleagueId ?? undefined;
  return { customerId: customer?.id, isRestricted, colleagueId, participant: participant ?? {} };
}

/** Nobody, where the actor may not read the record: what is hidden there is not to be copied into a case. */
async function asOnRecord(context: Context, customer: Customer): Promise<Participant | undefined> {
  const isReadable = may(context.actor, 'customers.read', customer.authorityId) && (await isOpen(context, customer));
  return isReadable ? participantOf(customer) : undefined;
}

function fault(field: string, message: string): Error {
  return badInput({ faults: [{ field, message }] });
}
