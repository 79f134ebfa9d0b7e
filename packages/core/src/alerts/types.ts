import type { Instant, LocalDate } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** What an alert warns of, in a word that everybody who deals with the customer sees. */
export const alertKinds = [
  'visit-in-pairs',
  'do-not-visit',
  'unacceptable-contact',
  'one-contact-only',
  'dangerous-animal',
  'vulnerable',
  'hoax-risk',
] as const;
export type AlertKind = (typeof alertKinds)[number];

export const alertStates = ['proposed', 'live', 'refused', 'ended'] as const;
export type AlertState = (typeof alertStates)[number];

/** A marker on a customer or a property. It shows while it is live and not past its expiry, and nowhere otherwise. */
export interface Alert {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** One of the two is set. */
  readonly customerId: string | null;
  readonly placeId: string | null;
  readonly kind: AlertKind;
  /** What to do. */
  readonly advice: string;
  /** What happened; `null` for those who may not know. */
  readonly reason: string | null;
  readonly state: AlertState;
  readonly proposedAt: Instant;
  readonly proposedById: string | null;
  readonly proposedByName: string | null;
  readonly decidedAt: Instant | null;
  readonly decidedById: string | null;
  readonly decidedByName: string | null;
  readonly reviewOn: LocalDate;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  /** Why it was refused or ended; as `reason`. */
  readonly closingReason: string | null;
  readonly version: number;
}
