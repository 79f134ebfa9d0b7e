import { createHash } from 'node:crypto';
import type { RowFaultNote } from '../../kernel/import/run-import.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { CheckedStaff } from '../check-staff.js';
import type { Employed } from './known-staff-repository.js';

export interface KnownPost {
  readonly employer: string;
  readonly authorityId: AuthorityId | null;
  readonly jobTitle: string;
  /** A line each. */
  readonly responsibilities: string;
  readonly managerId: string | null;
  readonly managerName: string | null;
}

/** What is kept of somebody before a file is brought in. */
export interface KnownStaff {
  readonly id: string;
  readonly name: string;
  readonly telephone: string | null;
  readonly hasEmail: boolean;
  readonly hasAccount: boolean;
  readonly posts: readonly KnownPost[];
  /** `<authority id> <role>` */
  readonly roles: readonly string[];
  /** Ids. */
  readonly teams: readonly string[];
}

/** One part of somebody's record, as it is and as it would be; empty: nothing there. */
export interface StaffFieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

interface Named {
  readonly name: string;
  readonly email: string;
}

/** What bringing in a file would do. */
export interface StaffDifference {
  /** Who isn't known yet, with what the file says of them. */
  readonly added: readonly (Named & { readonly fields: readonly StaffFieldChange[] })[];
  readonly changed: readonly (Named & { readonly fields: readonly StaffFieldChange[] })[];
  /** Who has a post at an authority that the file is of, and isn't in it. */
  readonly gone: readonly (Named & { readonly jobTitle: string })[];
  readonly unchanged: number;
  readonly faults: readonly RowFaultNote[];
  /** Names this very difference: twelve letters and digits. */
  readonly code: string;
}

export interface ComparedStaff {
  readonly rows: readonly CheckedStaff[];
  readonly known: ReadonlyMap<string, KnownStaff>;
  readonly gone: readonly Employed[];
  readonly faults: readonly RowFaultNote[];
}

/** The difference between a file's rows and what is kept, in the order of the file. */
export function compareStaff({ rows, known, gone, faults }: ComparedStaff): StaffDifference {
  const people = new Map<string, { name: string; before: KnownStaff | undefined; fields: StaffFieldChange[] }>();
  for (const row of rows) {
    const { email, name } = row.record;
    const before = known.get(email);
    const person = people.get(email) ?? { name, before, fields: [] };
    person.fields = merged(person.fields, fieldsOf(row, before, known));
    people.set(email, person);
  }
  const listed = [...people].map(([email, { name, before, fields }]) => ({ email, name, before, fields }));
  const shown = (all: typeof listed) => all.map(({ name, email, fields }) => ({ name, email, fields }));
  const parts = {
    added: shown(listed.filter(({ before }) => before === undefined)),
    changed: shown(listed.filter(({ before, fields }) => before !== undefined && fields.length > 0)),
    gone: gone.map(({ name, emails, jobTitle }) => ({ name, email: emails[0] ?? '', jobTitle })),
    unchanged: listed.filter(({ before, fields }) => before !== undefined && fields.length === 0).length,
    faults,
  };
  return { ...parts, code: codeOf(parts) };
}

const mayHaveSeveral = ['Works for', 'Role', 'Team'];

/** Of somebody who stands in several rows: the last has the last word, and posts, roles and teams add up. */
function merged(earlier: readonly StaffFieldChange[], later: readonly StaffFieldChange[]): StaffFieldChange[] {
  const isSaidAgain = ({ field, after }: StaffFieldChange): boolean =>
    later.some((each) => each.field === field && (each.after === after || !mayHaveSeveral.includes(field)));
  return [...earlier.filter((change) => !isSaidAgain(change)), ...later];
}

function codeOf(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** What a row changes. What it leaves out stays, and roles and teams are only added. */
function fieldsOf(
  row: CheckedStaff,
  before: KnownStaff | undefined,
  known: ReadonlyMap<string, KnownStaff>,
): StaffFieldChange[] {
  const { record, team, roles, authority } = row;
  const fields: StaffFieldChange[] = [];
  const differ = (field: string, was: string, is: string | undefined): void => {
    if (is !== undefined && is !== was) fields.push({ field, before: was, after: is });
  };
  if (before) differ('Name', before.name, record.name);
  differ('Telephone', before?.telephone ?? '', record.phone);
  if (before && !before.hasEmail) differ('Mail address', '', record.email);
  if (before && !before.hasAccount) differ('Account', '', 'A new one, without a password');
  const employer = record.employer ?? authority.name;
  const post = before?.posts.find((each) => each.employer === employer);
  if (!post) differ('Works for', '', employer);
  differ('Job title', post?.jobTitle ?? '', record.jobTitle);
  if (record.managerEmail !== undefined && !isManager(post, known.get(record.managerEmail)))
    differ('Manager', post?.managerName ?? '', record.managerEmail);
  const does = record.responsibilities.join('\n');
  if (does !== '') differ('Deals with', post?.responsibilities ?? '', does);
  for (const role of roles)
    if (!before?.roles.includes(`${authority.id} ${role}`)) differ('Role', '', `${role}, ${authority.name}`);
  if (team && !before?.teams.includes(team.id)) differ('Team', '', team.name);
  return fields;
}

function isManager(post: KnownPost | undefined, manager: KnownStaff | undefined): boolean {
  return manager !== undefined && post?.managerId === manager.id;
}
