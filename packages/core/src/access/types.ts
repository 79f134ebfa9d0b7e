import type { GrantLimit } from '../kernel/actor.js';
import type { Weekday } from '../kernel/date-words.js';
import type { Role } from '../kernel/permissions.js';
import type { AuthorityId } from '../kernel/scope.js';

/** A role that somebody holds at an authority: from a day on, up to (not including) the day on which it ends. */
export interface RoleAssignment {
  readonly id: string;
  readonly personId: string;
  readonly authorityId: AuthorityId;
  readonly authoritySlug: string;
  readonly authorityName: string;
  readonly role: Role;
  /** `YYYY-MM-DD` in Europe/London. */
  readonly fromOn: string;
  /** The first day without it; absent while no end is set. */
  readonly toOn?: string;
  /** The system that gives and ends it: `sign-in:entra`. Absent: people do. */
  readonly source?: string;
}

/** Hours of the week in which a grant holds. A window that ends at or before it begins runs past midnight. */
export interface GrantHours {
  /** The days on which the window begins. */
  readonly days: readonly Weekday[];
  /** Minutes since midnight in London, 0 to 1439. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A row of `grants`: a permission in one authority for a person, or for the staff of another authority. */
export interface GrantRow {
  readonly permission: string;
  readonly authorityId: AuthorityId;
  /** Holds for staff of this authority who hold the permission there. Absent: for the person alone. */
  readonly staffOfAuthorityId?: AuthorityId;
  /** Given by this agreement. */
  readonly agreementId?: string;
  /** Absent: at any time. */
  readonly hours?: readonly GrantHours[];
  /** Absent: every field. */
  readonly fields?: readonly string[];
  /** Absent: the whole authority. */
  readonly limit?: GrantLimit;
}

/** The words for each role, on pages and in the documents. */
export const roleNames: Readonly<Record<Role, string>> = {
  adviser: 'Adviser',
  officer: 'Officer',
  'team-leader': 'Team leader',
  'knowledge-editor': 'Knowledge editor',
  analyst: 'Analyst',
  administrator: 'Administrator',
  'data-protection-officer': 'Data protection officer',
};
