import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** `report`: report matters, and follow those that were reported with it. `update`: add to them. */
export const keyRights = ['report', 'update'] as const;
export type KeyRight = (typeof keyRights)[number];

/** The key of another system, at one council. */
export interface Open311Key {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** Of the system that has it. */
  readonly name: string;
  readonly rights: readonly KeyRight[];
  readonly createdAt: Instant;
  readonly createdByName: string;
  readonly revokedAt: Instant | null;
  readonly revokedByName: string | null;
}
