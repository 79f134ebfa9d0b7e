import { MINUTE_MS, type Instant } from '../kernel/clock.js';
import type { Customer } from '../customers/index.js';
import type {
  AvoidableChoice,
  AvoidableReason,
  Enquiry,
  IdentityLevel,
  IdentityQuestion,
  Interaction,
  Participant,
} from './types.js';

export const reopenWithinMs = 15 * MINUTE_MS;

/** Whether the contact ended so recently that its adviser may go on with it. */
export function canReopen({ state, endedAt }: Pick<Interaction, 'state' | 'endedAt'>, now: Instant): boolean {
  return state === 'finished' && endedAt !== null && now - endedAt <= reopenWithinMs;
}

/** The customer as recorded in an interaction or a case. Absent parts are unknown. */
export function participantOf(
  customer: Pick<Customer, 'displayName' | 'telephone' | 'addressLine' | 'postcode' | 'needs'>,
): Participant {
  return {
    name: customer.displayName,
    ...(customer.telephone ? { telephone: customer.telephone } : {}),
    ...(customer.addressLine ? { address: customer.addressLine } : {}),
    ...(customer.postcode ? { postcode: customer.postcode } : {}),
    ...(customer.needs.length > 0 ? { needs: [...customer.needs] } : {}),
  };
}

const rank: Readonly<Record<IdentityLevel, number>> = { none: 0, basic: 1, full: 2 };

/** Whether a check has reached what a service or a field asks for. */
export function reaches(reached: IdentityLevel, needed: IdentityLevel): boolean {
  return rank[reached] >= rank[needed];
}

export function higherLevel(one: IdentityLevel, other: IdentityLevel): IdentityLevel {
  return reaches(one, other) ? one : other;
}

/** Questions whose answers a stranger is unlikely to know; name and address are on every envelope. */
const telling: ReadonlySet<IdentityQuestion> = new Set(['date-of-birth', 'account-number', 'photo-id']);

/**
 * The level that right answers to these questions prove: basic by any two, full by three of which one is telling, or by
 * the name with an identity document seen (Government's Good Practice Guide 45 asks for evidence of this kind).
 */
export function levelProvedBy(questions: readonly IdentityQuestion[]): IdentityLevel {
  const asked = new Set(questions);
  if (asked.has('photo-id') && asked.has('name')) return 'full';
  if (asked.size >= 3 && [...asked].some((question) => telling.has(question))) return 'full';
  return asked.size >= 2 ? 'basic' : 'none';
}

/** Enquiries that nobody has said the end of. */
export function openEnquiries<E extends Pick<Enquiry, 'outcome'>>(enquiries: readonly E[]): E[] {
  return enquiries.filter((enquiry) => enquiry.outcome === null);
}

/**
 * Declared first-contact resolution: answered within this interaction. Telling somebody how an earlier case stands is
 * no first contact.
 */
export function isResolvedAtFirstContact({ outcome, caseId }: Pick<Enquiry, 'outcome' | 'caseId'>): boolean {
  return outcome === 'resolved' && caseId === null;
}

export function reasonOf(choice: AvoidableChoice): AvoidableReason | null {
  return choice === 'no' ? null : choice;
}
