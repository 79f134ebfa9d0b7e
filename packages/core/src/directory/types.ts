import type { LocalDate } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** People who own work together: a case always has one. */
export interface Team {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly name: string;
  /** What it does, in customers' words. */
  readonly purpose: string;
  readonly telephone: string | null;
  readonly email: string | null;
}

export interface TeamMember {
  readonly personId: string;
  readonly name: string;
  readonly leads: boolean;
}

/** When somebody is away, and who stands in for them. */
export interface Absence {
  readonly personId: string;
  readonly personName: string;
  readonly deputyId: string;
  readonly deputyName: string;
  readonly fromOn: LocalDate;
  /** The last day. */
  readonly toOn: LocalDate;
  readonly version: number;
}

/** A person as the desk names them: to assign work to, to see who did something. */
export interface StaffName {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string | null;
}
