import type { Authority } from '../authorities/index.js';
import type { GoodRow, RowFaultNote } from '../kernel/import/run-import.js';
import { roles, type Role } from '../kernel/permissions.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { StaffRecord } from './import/staff-csv.js';
import type { Team } from './types.js';

/** A row whose names all stand for something. */
export interface CheckedStaff {
  readonly line: number;
  readonly record: StaffRecord;
  readonly authority: Authority;
  readonly roles: readonly Role[];
  readonly team: Team | undefined;
}

export interface StaffChecks {
  readonly authorities: readonly Authority[];
  /** Rows for another authority are refused; undefined for a file of the whole partnership. */
  readonly onlyFor: AuthorityId | undefined;
  readonly teams: readonly Team[];
  /** Whether somebody with this mail address works here already. */
  isKnown(email: string): boolean;
  /** Whether they work for other authorities than this one alone. */
  worksElsewhere(email: string, authorityId: AuthorityId): boolean;
}

/** Tells the rows that can be written from those that name an authority, role, team or manager that isn't there. */
export function checkStaff(
  rows: readonly GoodRow<StaffRecord>[],
  checks: StaffChecks,
): { checked: CheckedStaff[]; faults: RowFaultNote[] } {
  const faults: RowFaultNote[] = [];
  let checked: CheckedStaff[] = [];
  for (const { line, value } of rows) {
    const result = checkNames(line, value, checks);
    if ('message' in result) faults.push(result);
    else checked.push(result);
  }
  for (;;) {
    const emails = new Set(checked.map(({ record }) => record.email));
    const unmanaged = checked.filter(
      ({ record: { managerEmail: manager } }) =>
        manager !== undefined && !emails.has(manager) && !checks.isKnown(manager),
    );
    if (unmanaged.length === 0) return { checked, faults };
    checked = checked.filter((row) => !unmanaged.includes(row));
    faults.push(...unmanaged.map(({ line }) => managerFault(line)));
  }
}

function managerFault(line: number): RowFaultNote {
  const message = 'Add the manager’s own row, or leave the manager out: nobody here has that mail address.';
  return { line, field: 'manager email', message };
}

function checkNames(line: number, record: StaffRecord, checks: StaffChecks): CheckedStaff | RowFaultNote {
  const authority = checks.authorities.find(({ slug }) => slug === record.authority);
  if (!authority) {
    const slugs = checks.authorities.map(({ slug }) => slug).join(', ');
    return { line, field: 'authority', message: `Set the authority to one of: ${slugs}.` };
  }
  if (checks.onlyFor !== undefined && authority.id !== checks.onlyFor)
    return {
      line,
      field: 'authority',
      message: 'Import this row with the other authority’s staff, or for the partnership.',
    };
  if (checks.onlyFor !== undefined && checks.worksElsewhere(record.email, authority.id))
    return {
      line,
      field: 'email',
      message:
        'Import this row for the partnership, or leave it out: the mail address is of another authority’s staff.',
    };
  if (!record.roles.every(isRole))
    return { line, field: 'roles', message: `Set the roles to some of: ${roles.join(', ')}.` };
  const team = record.team === undefined ? undefined : teamNamed(checks.teams, authority.id, record.team);
  if (record.team !== undefined && !team)
    return {
      line,
      field: 'team',
      message: 'Add the team first, or leave it out: the authority has none of that name.',
    };
  return { line, record, authority, roles: record.roles.filter(isRole), team };
}

function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** By its name or its key, without case. */
function teamNamed(teams: readonly Team[], authorityId: AuthorityId, text: string): Team | undefined {
  const sought = text.toLowerCase();
  return teams.find((team) => team.authorityId === authorityId && [team.name.toLowerCase(), team.key].includes(sought));
}
