import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';

/**
 * `waiting`: nobody has placed it yet; `placed`: it is on a case; `set-aside`: a machine wrote it, or it would go round in
 * circles; `dealt-with`: somebody saw to it.
 */
export const mailStates = ['waiting', 'placed', 'dealt-with', 'set-aside'] as const;
export type MailState = (typeof mailStates)[number];

/** Why a mail was set aside. */
export const asideReasons = ['returned', 'automatic', 'our-own', 'too-many'] as const;
export type AsideReason = (typeof asideReasons)[number];

/** By which way it came. */
export const incomingChannels = ['email', 'text'] as const;
export type IncomingChannel = (typeof incomingChannels)[number];

/** Something that was attached to a mail, and kept. */
export interface MailFile {
  readonly name: string;
  readonly digest: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** A mail or text message that came in. */
export interface IncomingMail {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly channel: IncomingChannel;
  readonly receivedAt: Instant;
  readonly fromName: string;
  /** A mail address, or the number of a text message, as E.164 where it is one. Empty: it names nobody. */
  readonly fromAddress: string;
  /** Empty for a text message. */
  readonly subject: string;
  readonly body: string;
  /** What was attached and could not be kept, and why, a line each; null: nothing. */
  readonly leftOut: string | null;
  readonly state: MailState;
  readonly aside: AsideReason | null;
  readonly caseId: string | null;
  /** Of the case. */
  readonly reference: string | null;
  /** The contact that it is. Null: it was set aside. */
  readonly interactionId: string | null;
  /** Whose address it came from, when that is one customer's. */
  readonly customerId: string | null;
  /** What keeps it from most readers now: the customer's record, else the case. */
  readonly restricted: 'customer' | 'case' | null;
  readonly settledAt: Instant | null;
  readonly settledByName: string | null;
  /** What somebody said who dealt with it. */
  readonly note: string | null;
  readonly version: number;
}
