import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** From 1, very dissatisfied, to 5, very satisfied. */
export const answers = [5, 4, 3, 2, 1] as const;
export type Answer = (typeof answers)[number];

/** A contact that was drawn for the question. */
export interface Survey {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly interactionId: string;
  readonly drawnAt: Instant;
  /** Null: the customer has not been asked. */
  readonly askedAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly answeredAt: Instant | null;
}
