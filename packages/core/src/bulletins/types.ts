import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

export const areaKinds = ['everywhere', 'ward', 'postcode'] as const;
export type AreaKind = (typeof areaKinds)[number];

/** An urgent notice to staff. */
export interface Bulletin {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly title: string;
  readonly body: string;
  readonly titleCy: string | null;
  readonly bodyCy: string | null;
  /** More words by which searches find it. */
  readonly keywords: string | null;
  /** Null: for everybody, whatever it is about. */
  readonly serviceId: string | null;
  readonly areaKind: AreaKind;
  /** The ward's name, or the beginning of a postcode; null everywhere. */
  readonly area: string | null;
  readonly startsAt: Instant;
  /** The first instant at which it is over. */
  readonly endsAt: Instant;
  readonly changedAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly version: number;
}
