import { isMobile } from '../kernel/telephone.js';
import { findReachable, isLiving, toE164, type ReachableCustomer } from '../customers/index.js';
import type { Participant } from '../interactions/index.js';
import { findCase, type Case } from '../cases/index.js';
import type { Reads } from '../kernel/db/database.js';
import type { Reach } from './rules.js';
import type { Caution, MessageLanguage } from './types.js';

/** Somebody who is written to about a case, and how they want it. */
export interface Recipient {
  /** Empty: anonymous. */
  readonly name: string;
  readonly language: MessageLanguage;
  /** The channel that they asked for. */
  readonly wish: string | null;
  readonly needs: readonly string[];
  readonly reach: Reach;
  readonly caution: Caution | null;
}

/** Who a case is for, or who else reported it: as their record has them now, else as they were recorded then. */
export interface Addressee {
  readonly customerId: string | null;
  readonly participant: Participant;
}

export async function recipientOf(
  db: Reads,
  found: Pick<Case, 'restricted'>,
  { customerId, participant }: Addressee,
): Promise<Recipient> {
  return recipientFrom(customerId === null ? undefined : await findReachable(db, customerId), found, participant);
}

/** The same from the record, where it has been read. */
export function recipientFrom(
  record: ReachableCustomer | undefined,
  found: Pick<Case, 'restricted'>,
  participant: Participant,
): Recipient {
  const address = [participant.address, participant.postcode].filter(Boolean).join('\n');
  const recorded = reachOf(participant.email, toE164(participant.telephone ?? ''), address);
  if (!record) {
    const needs = participant.needs ?? [];
    const caution = cautionFor(undefined, found);
    return { name: participant.name ?? '', language: 'en', wish: null, needs, reach: recorded, caution };
  }
  return {
    name: record.displayName,
    language: record.language === 'cy' ? 'cy' : 'en',
    wish: record.preferredChannel,
    needs: record.needs,
    // A record is kept up; what a caller said once is used where the record says nothing.
    reach: withoutFailing({ ...recorded, ...recordedReach(record) }, record),
    caution: cautionFor(record, found),
  };
}

function cautionFor(record: ReachableCustomer | undefined, { restricted }: Pick<Case, 'restricted'>): Caution | null {
  if (record && record.restriction !== null) return 'restricted-customer';
  if (restricted) return 'restricted-case';
  return !record || isLiving(record) ? null : 'died';
}

/** Why somebody must confirm a message by what is known now, whatever was known when it was written. */
export async function cautionNow(
  db: Reads,
  { customerId, caseId }: { readonly customerId: string | null; readonly caseId: string | null },
): Promise<Caution | null> {
  const record = customerId === null ? undefined : await findReachable(db, customerId);
  const found = caseId === null ? undefined : await findCase(db, caseId);
  return cautionFor(record, found ?? { restricted: false });
}

/** Where messages find nobody, none is sent, unless it is all that there is. */
function withoutFailing(reach: Reach, { contactPoints }: ReachableCustomer): Reach {
  const failing = new Set(contactPoints.filter(isFailing).map(({ value }) => value));
  const working = Object.entries(reach).filter(([, value]) => !failing.has(value));
  return working.length === 0 ? reach : Object.fromEntries(working);
}

function isFailing({ failingSince }: ReachableCustomer['contactPoints'][number]): boolean {
  return failingSince !== null;
}

/** Of each kind what works comes before what fails, then the preferred before the others. A text message reaches a mobile number, whichever is preferred. */
function recordedReach(record: ReachableCustomer): Reach {
  const contactPoints = [...record.contactPoints].sort((a, b) => Number(isFailing(a)) - Number(isFailing(b)));
  const first = (kind: string): (typeof contactPoints)[number] | undefined =>
    contactPoints.find((point) => point.kind === kind);
  const mobile = contactPoints.find(({ kind, value }) => kind === 'telephone' && isMobile(value));
  const postal = first('postal');
  const lines = postal && [...postal.value.split(', '), postal.postcode].filter(Boolean).join('\n');
  return reachOf(first('email')?.value, mobile?.value, lines);
}

function reachOf(email: string | undefined, telephone: string | undefined, letter: string | undefined): Reach {
  return {
    ...(email ? { email } : {}),
    ...(telephone !== undefined && isMobile(telephone) ? { text: telephone } : {}),
    ...(letter ? { letter } : {}),
  };
}
