import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';

export const outsideStates = ['waiting', 'sent', 'failed', 'kept-back'] as const;
/**
 * `waiting`: it goes by itself. `failed`: staff decide. `kept-back`: it was closed, or restricted, before it went.
 */
export type OutsideState = (typeof outsideStates)[number];

/** What another system has of a case. */
export interface OutsideCase {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly caseId: string;
  /** The connection, as the configuration names it. */
  readonly instance: string;
  /** What staff call the system. */
  readonly systemName: string;
  readonly state: OutsideState;
  readonly theirReference: string | null;
  readonly queuedAt: Instant;
  readonly triedAt: Instant | null;
  /** Which of the case's files went with it. Null: it was never handed over. */
  readonly fileIds: readonly string[] | null;
  /** Which of the case's files came from it: they never go there. */
  readonly theirFileIds: readonly string[];
  readonly sentAt: Instant | null;
  readonly heardAt: Instant | null;
  /** In its own words. */
  readonly theirStatus: string | null;
  /** The status here that it stands for. */
  readonly theirKey: string | null;
  readonly theirAt: Instant | null;
  readonly isWithdrawn: boolean;
  readonly fault: string | null;
  readonly version: number;
}

export const outKinds = ['note', 'chase', 'reopened', 'cancel', 'photo'] as const;
export type OutKind = (typeof outKinds)[number];

export const wordStates = [
  'waiting',
  'sent',
  'failed',
  'not-taken',
  'new',
  'applied',
  'noted',
  'late',
  'stuck',
  'settled',
] as const;
/**
 * Out: `not-taken`: the system takes no such words, so that staff say it themselves. In: `late`: something newer was
 * heard before; `stuck`: the case can't follow, and staff settle it.
 */
export type WordState = (typeof wordStates)[number];

/** Something that was said to, or by, the other system. */
export interface OutsideWord {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly outsideCaseId: string;
  readonly caseId: string;
  readonly direction: 'out' | 'in';
  readonly kind: OutKind | 'news';
  readonly key: string;
  readonly saidAt: Instant;
  readonly keptAt: Instant;
  readonly byName: string | null;
  readonly body: string | null;
  readonly status: string | null;
  readonly outcome: string | null;
  readonly statusWords: string | null;
  readonly state: WordState;
  readonly fault: string | null;
  readonly settledAt: Instant | null;
  readonly settledByName: string | null;
  readonly version: number;
}
