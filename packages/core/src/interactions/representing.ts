import { findRepresentation, mayAct, representationWords, type StoredRepresentation } from '../customers/index.js';
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { badInput } from '../kernel/errors.js';
import { formatFullDate } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import { scopeFor } from '../kernel/scope.js';
import type { Interaction, Participant, Representing } from './types.js';

interface Reader {
  readonly db: Reads;
  readonly actor: Actor;
  readonly now: Instant;
}

/**
 * Who speaks for the customer of an interaction, and whether they may today: a representation that ended or was taken
 * off since shows nobody anything more. Costs a reading only where somebody speaks for the customer.
 */
export async function readRepresenting(
  reader: Reader,
  { participant, customerId }: Pick<Interaction, 'participant' | 'customerId'>,
): Promise<Representing | null> {
  const { representationId, relationship } = participant;
  if (representationId === undefined) return null;
  const found = await findFor(reader, customerId, representationId);
  if (!found) return { representationId, who: relationship ?? '', covers: '', mayAct: false, refusal: notOnRecord };
  const refusal = refusalOf(found, reader.now);
  return { representationId, who: whoIn(found), covers: found.covers, mayAct: refusal === null, refusal };
}

/**
 * What an interaction keeps of somebody who speaks for its customer.
 * @throws bad_input on `representationId` unless it is the customer's and in force today
 */
export async function actingUnder(
  reader: Reader,
  customerId: string | null,
  representationId: string | undefined,
): Promise<Pick<Participant, 'representationId' | 'relationship'>> {
  if (representationId === undefined) return {};
  const found = await findFor(reader, customerId, representationId);
  const refusal = found ? refusalOf(found, reader.now) : 'Choose somebody who acts for this customer';
  if (!found || refusal !== null) throw badInput({ faults: [{ field: 'representationId', message: refusal ?? '' }] });
  return { representationId, relationship: whoIn(found).slice(0, 120) };
}

const notOnRecord = 'It is no longer on record that they act for this customer. Speak with the customer themselves.';

async function findFor(
  { db, actor }: Reader,
  customerId: string | null,
  id: string,
): Promise<StoredRepresentation | undefined> {
  const found = await findRepresentation(db.within(scopeFor(actor, 'customers.read')), id);
  return found?.customerId === customerId ? found : undefined;
}

/** "Carer Bethan Pugh". */
function whoIn({ role, representativeName }: StoredRepresentation): string {
  return `${representationWords[role]} ${representativeName ?? 'whose record is restricted'}`;
}

function refusalOf(found: StoredRepresentation, now: Instant): string | null {
  const today = localDateAt(now);
  if (mayAct(found, today)) return null;
  const day =
    found.fromOn > today
      ? `from ${formatFullDate(found.fromOn)} on, not before`
      : `until ${formatFullDate(found.toOn ?? today)}`;
  return `They may act ${day}. Speak with the customer themselves, or see new evidence and record it`;
}
