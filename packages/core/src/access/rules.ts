import type { Grant, Grants } from '../kernel/actor.js';
import { addDays, dayOfWeek } from '../kernel/local-date.js';
import type { LocalTime } from '../kernel/london-time.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { GrantHours, GrantRow, RoleAssignment } from './types.js';

export interface Holding {
  readonly roles: readonly Pick<RoleAssignment, 'authorityId' | 'role'>[];
  readonly grants: readonly GrantRow[];
  readonly partnershipId: AuthorityId;
  /** Now, as a London clock and calendar show it. */
  readonly local: Pick<LocalTime, 'on' | 'minuteOfDay'>;
}

/**
 * What a person may do: by role at each authority, by grant in other authorities, and, for permissions that are
 * shared, over the partnership's own rows for whoever holds them anywhere.
 */
export function grantsFrom(permissions: readonly PermissionSpec[], holding: Holding): Grants {
  const held = new Map<string, readonly Grant[]>();
  for (const permission of permissions) {
    const grants = grantsOf(permission, holding);
    if (grants.length > 0) held.set(permission.name, grants);
  }
  return held;
}

function grantsOf(permission: PermissionSpec, { roles, grants, partnershipId, local }: Holding): Grant[] {
  const byAuthority = new Map<AuthorityId, Grant>();
  for (const { authorityId, role } of roles)
    if (permission.roles.includes(role)) byAuthority.set(authorityId, { authorityId });
  const ownAuthorities = new Set(byAuthority.keys());
  for (const grant of grants) {
    if (grant.permission !== permission.name || !isWithinHours(grant.hours, local)) continue;
    if (grant.staffOfAuthorityId !== undefined && !ownAuthorities.has(grant.staffOfAuthorityId)) continue;
    byAuthority.set(grant.authorityId, widest(byAuthority.get(grant.authorityId), grant));
  }
  if (permission.shared && byAuthority.size > 0) byAuthority.set(partnershipId, { authorityId: partnershipId });
  return [...byAuthority.values()].sort((one, other) => one.authorityId - other.authorityId);
}

/**
 * Two ways to the same authority show what either shows and cover what either covers; an agreement is named where
 * nothing else leads there.
 */
function widest(before: Grant | undefined, { authorityId, fields, agreementId, limit }: GrantRow): Grant {
  const agreement = before ? before.agreementId && agreementId && before.agreementId : agreementId;
  const isWhole = !limit || (before && !before.limits);
  const isFull = !fields || (before && !before.fields);
  return {
    authorityId,
    ...(agreement ? { agreementId: agreement } : {}),
    ...(isWhole ? {} : { limits: [...(before?.limits ?? []), limit] }),
    ...(isFull ? {} : { fields: [...new Set([...(before?.fields ?? []), ...fields])] }),
  };
}

/** Whether a London time lies in one of the windows; no windows means at any time. */
export function isWithinHours(hours: readonly GrantHours[] | undefined, local: Holding['local']): boolean {
  if (!hours) return true;
  const today = dayOfWeek(local.on);
  const yesterday = dayOfWeek(addDays(local.on, -1));
  return hours.some(({ days, fromMinute, toMinute }) => {
    if (fromMinute < toMinute)
      return days.includes(today) && local.minuteOfDay >= fromMinute && local.minuteOfDay < toMinute;
    const beganToday = days.includes(today) && local.minuteOfDay >= fromMinute;
    return beganToday || (days.includes(yesterday) && local.minuteOfDay < toMinute);
  });
}

/** The part of a person's grants that a token may use. */
export function restrictGrants(grants: Grants, allowed: readonly string[]): Grants {
  return new Map([...grants].filter(([permission]) => allowed.includes(permission)));
}
