import type { MessageChannel } from '../../correspondence/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** A link that went out as a message. */
export interface SentLink {
  readonly at: Instant;
  readonly channel: MessageChannel;
  readonly messageId: string;
}

/** What is known of a payment at the provider that takes it. */
export interface ProviderPart {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly paymentId: string;
  /** Of the configuration. */
  readonly instance: string;
  /** What staff call the provider. */
  readonly providerName: string;
  /** What people quote: the case's reference. */
  readonly quoted: string;
  /** What it is for, as the provider's page shows it. */
  readonly description: string;
  /** How often it was begun at the provider; each attempt has a key of its own. */
  readonly attempt: number;
  /** Of the latest attempt; null: it was not begun, or its answer was not heard. */
  readonly theirReference: string | null;
  /** Until when it can be begun. */
  readonly openUntil: Instant;
  /** When the provider is asked next; null: it has ended. */
  readonly askAt: Instant | null;
  readonly asks: number;
  readonly heardAt: Instant | null;
  /** Why it came to nothing. */
  readonly why: string | null;
  /** When its link was last written to the customer, and as which message; null: it was not. */
  readonly linkSent: SentLink | null;
  readonly version: number;
}

/** `asked`: the provider doesn't have it yet. */
export const refundStates = ['asked', 'submitted', 'refunded', 'failed'] as const;
export type RefundState = (typeof refundStates)[number];

/** Money that is given back of a payment. */
export interface Refund {
  /** The key under which the provider is asked. */
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly paymentId: string;
  /** Whole pence. */
  readonly amountPence: number;
  readonly reason: string;
  readonly state: RefundState;
  readonly theirReference: string | null;
  readonly askedAt: Instant;
  readonly askedById: string | null;
  readonly askedByName: string;
  readonly settledAt: Instant | null;
  readonly askAt: Instant | null;
  readonly asks: number;
  readonly why: string | null;
  readonly version: number;
}
