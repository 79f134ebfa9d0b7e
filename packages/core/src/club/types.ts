import type { LocalDate, Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** What people give about a record, by the name of the field. */
export type Fields = Readonly<Record<string, unknown>>;

/** A record of the joint governance: of the partnership, or a council's own. */
export interface GovernanceRecord<F = Fields> {
  readonly id: string;
  /** Whose record it is. */
  readonly authorityId: AuthorityId;
  readonly state: string;
  readonly writtenBy: string | null;
  readonly writtenAt: Instant;
  readonly version: number;
  readonly fields: F;
}

/** Something that happened to a record. */
export interface GovernanceEvent {
  readonly kind: string;
  readonly at: Instant;
  readonly name: string | null;
  readonly note: string | null;
  /** By field: what it was and what it is. */
  readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
}

/** From which day to which, both of them within. */
export interface Days {
  readonly fromOn: LocalDate;
  readonly toOn?: LocalDate | undefined;
}
