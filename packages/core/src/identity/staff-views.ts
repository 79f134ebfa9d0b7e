import type { Instant, LocalDate } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime, formatFullDate } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import { roles as allRoles } from '../kernel/permissions.js';
import type { SelectOption } from '../web/form-components.js';
import type { PillView } from '../web/components.js';
import { roleNames, type RoleAssignment } from '../access/index.js';
import type { StaffWithRoles } from './queries.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

export interface StaffRow {
  readonly name: string;
  readonly href: string;
  readonly signInName: string;
  readonly roles: string;
  readonly state: PillView;
}

/** Who works here. */
export interface StaffPage {
  readonly search: string;
  readonly rows: readonly StaffRow[];
  readonly emptyText: string;
  readonly nextHref?: string | undefined;
}

export function staffPage(
  items: readonly StaffWithRoles[],
  about: { search: string; nextHref?: string | undefined; now: Instant },
): StaffPage {
  const today = localDateAt(about.now);
  const emptyText = about.search ? 'Nobody has that name. Try another part of it.' : 'Nobody works here yet.';
  return {
    search: about.search,
    nextHref: about.nextHref,
    emptyText,
    rows: items.map((item) => staffRow(item, today)),
  };
}

function staffRow(member: StaffWithRoles, today: string): StaffRow {
  const current = member.roles.filter((role) => stateOf(role, today) === 'current');
  return {
    name: member.displayName,
    href: `/desk/admin/staff/${member.personId}`,
    signInName: member.account?.signInName ?? '',
    roles:
      current.map(({ role, authorityName }) => `${roleNames[role]}, ${authorityName}`).join('; ') || worksFor(member),
    state: accountState(member),
  };
}

function worksFor({ worksFor: councils }: StaffWithRoles): string {
  return councils.length === 0 ? '' : `Works for ${councils.join(' and ')}`;
}

function accountState({ account, worksFor: councils }: StaffWithRoles): PillView {
  if (councils.length > 0) return { text: 'Another council’s' };
  if (!account) return { text: 'No account' };
  if (account.isDisabled) return { text: 'Disabled', tone: 'bad' };
  if (!account.hasPassword) return { text: 'No password yet', tone: 'warning' };
  return account.hasSecondFactor ? { text: 'Ready', tone: 'good' } : { text: 'No code set up', tone: 'warning' };
}

function stateOf({ fromOn, toOn }: RoleAssignment, today: string): 'future' | 'current' | 'ended' {
  if (toOn !== undefined && toOn <= today) return 'ended';
  return fromOn > today ? 'future' : 'current';
}

export interface RoleRow {
  readonly assignmentId: string;
  readonly text: string;
  readonly when: string;
  readonly canEnd: boolean;
}

/** One person: the account, and the roles at the administrator's authorities. */
export interface StaffMemberPage {
  readonly csrfToken: string;
  readonly action: string;
  readonly name: string;
  readonly state: PillView;
  readonly account?:
    { readonly signInName: string; readonly lastSignedIn: string; readonly isDisabled: boolean } | undefined;
  readonly hasSecondFactor: boolean;
  readonly secondFactor: string;
  /** Whose account it is to look after, where it is another council's; else empty. */
  readonly worksFor: string;
  readonly isOwn: boolean;
  readonly roles: readonly RoleRow[];
  readonly roleOptions: readonly SelectOption[];
  readonly authorityOptions: readonly SelectOption[];
  readonly chosenRole: string;
  readonly chosenAuthority: string;
  readonly faults: readonly FaultLink[];
  readonly roleFault?: { readonly text: string } | undefined;
  readonly authorityFault?: { readonly text: string } | undefined;
  readonly signInNameFault?: { readonly text: string } | undefined;
}

export function staffMemberPage(
  member: StaffWithRoles,
  about: {
    csrfToken: string;
    authorities: readonly { slug: string; name: string }[];
    now: Instant;
    isOwn: boolean;
    chosen?: { role?: string; authority?: string } | undefined;
    faults?: readonly FieldFault[] | undefined;
  },
): StaffMemberPage {
  const { csrfToken, now, authorities, faults = [] } = about;
  return {
    csrfToken,
    action: `/desk/admin/staff/${member.personId}`,
    name: member.displayName,
    state: accountState(member),
    worksFor: worksFor(member),
    account: member.account && {
      signInName: member.account.signInName,
      isDisabled: member.account.isDisabled,
      lastSignedIn: lastSignedIn(member.account.lastSignedInAt, now),
    },
    hasSecondFactor: member.account?.hasSecondFactor ?? false,
    secondFactor: secondFactorText(member),
    isOwn: about.isOwn,
    roles: member.roles.map((role) => roleRow(role, localDateAt(now))),
    roleOptions: allRoles.map((role) => ({ value: role, text: roleNames[role] })),
    authorityOptions: authorities.map(({ slug, name }) => ({ value: slug, text: name })),
    chosenRole: about.chosen?.role ?? '',
    chosenAuthority: about.chosen?.authority ?? '',
    faults: faultLinks(faults),
    roleFault: errorAt(faults, 'role'),
    authorityFault: errorAt(faults, 'authority'),
    signInNameFault: errorAt(faults, 'signInName'),
  };
}

function secondFactorText({ account }: StaffWithRoles): string {
  const state = account?.hasSecondFactor === true ? 'Set up' : 'Not set up';
  return account?.isSecondFactorRequired === true ? `${state}. This account must have one` : state;
}

function lastSignedIn(at: Instant | undefined, now: Instant): string {
  return at === undefined ? 'Never signed in' : `Last signed in ${formatDateTime(at, { now })}`;
}

function roleRow(role: RoleAssignment, today: string): RoleRow {
  const from = formatFullDate(role.fromOn as LocalDate);
  const until = role.toOn === undefined ? '' : `, ended on ${formatFullDate(role.toOn as LocalDate)}`;
  const words = { future: `from ${from}`, current: `since ${from}`, ended: `from ${from}${until}` };
  return {
    assignmentId: role.id,
    text: `${roleNames[role.role]}, ${role.authorityName}`,
    when: words[stateOf(role, today)],
    canEnd: role.toOn === undefined,
  };
}

/** The form that adds somebody. */
export interface NewStaffPage {
  readonly csrfToken: string;
  readonly faults: readonly FaultLink[];
  readonly displayName: string;
  readonly displayNameFault?: { readonly text: string } | undefined;
  readonly signInName: string;
  readonly signInNameFault?: { readonly text: string } | undefined;
  readonly email: string;
  readonly emailFault?: { readonly text: string } | undefined;
}

export function newStaffPage(about: {
  csrfToken: string;
  displayName?: string;
  signInName?: string;
  email?: string;
  faults?: readonly FieldFault[];
}): NewStaffPage {
  const { csrfToken, displayName = '', signInName = '', email = '', faults = [] } = about;
  return {
    csrfToken,
    displayName,
    signInName,
    email,
    faults: faultLinks(faults),
    displayNameFault: errorAt(faults, 'displayName'),
    signInNameFault: errorAt(faults, 'signInName'),
    emailFault: errorAt(faults, 'email'),
  };
}

/** A link that sets a password: shown on this page only. */
export interface PasswordLinkPage {
  readonly name: string;
  readonly link: string;
  /** Without a configured address only the path can be given. */
  readonly isWhole: boolean;
  readonly expires: string;
  readonly backHref: string;
}
