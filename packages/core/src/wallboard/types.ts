import type { OpenContacts } from '../interactions/index.js';
import { MINUTE_MS, type Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { OutcomeKey, Share } from '../reporting/index.js';

/** What the telephone system said of the queue of a line. */
export interface QueueReport {
  readonly lineId: string;
  readonly authorityId: AuthorityId;
  /** By the telephone system's clock. */
  readonly at: Instant;
  readonly waiting: number;
  readonly longestWaitSeconds: number;
  /** Calls since the start of the day. */
  readonly answered: number;
  /** Calls since the start of the day that ended before anybody answered. */
  readonly abandoned: number;
  readonly agentsReady: number;
  readonly agentsTalking: number;
}

/** A line, with the latest that was said of it. */
export interface LineQueue {
  readonly lineId: string;
  readonly authorityId: AuthorityId;
  readonly name: string;
  readonly report: QueueReport | undefined;
  /** The most calls that waited at once within the last hour, of what was reported. */
  readonly mostWaiting: number | undefined;
}

/** A report older than this says nothing of now. */
export const freshForMs = 2 * MINUTE_MS;

export interface Wallboard {
  /** When it was counted. */
  readonly at: Instant;
  readonly authorityIds: readonly AuthorityId[];
  readonly lines: readonly LineQueue[];
  readonly open: readonly OpenContacts[];
  /** Contacts that began today. */
  readonly contactsToday: number;
  /** How enquiries that were closed today ended, as reporting counts them. */
  readonly outcomesToday: Readonly<Record<OutcomeKey, Share>>;
  readonly cases: { readonly dueToday: number; readonly late: number };
}
