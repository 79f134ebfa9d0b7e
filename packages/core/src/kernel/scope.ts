import { notAllowed, notFound } from './errors.js';
import type { Actor, Grant, GrantLimit, StaffActor } from './actor.js';

/** A small whole number that names an authority in every row; never shown outside (the slug is). */
export type AuthorityId = number;

/** The authorities whose rows a reader may see. `all` is for the system and for partnership-wide work only. */
export interface Scope {
  readonly authorityIds: readonly AuthorityId[] | 'all';
  readonly grants: readonly Grant[];
  /** For whose eyes restricted rows are left out (`RestrictionRule`); none: the system's, which reads every row. */
  readonly reader?: StaffActor;
  /** Lent to a command for a person's own matter (`CommandContext.lend`): restricted rows are there as for the system. */
  readonly isLent?: true;
}

export const everyAuthority: Scope = { authorityIds: 'all', grants: [] };

/**
 * The scope of an actor for one permission.
 * @throws not_allowed when the actor holds the permission nowhere.
 */
export function scopeFor(actor: Actor, permission: string): Scope {
  if (actor.kind === 'system') return everyAuthority;
  const grants = grantsOf(actor, permission);
  if (grants.length === 0) throw notAllowed({ facts: { permission } });
  const authorityIds = [...new Set(grants.map((grant) => grant.authorityId))].sort((a, b) => a - b);
  return actor.kind === 'staff' ? { authorityIds, grants, reader: actor } : { authorityIds, grants };
}

/** Whether the actor holds the permission (in that authority, when one is named). */
export function may(actor: Actor, permission: string, authorityId?: AuthorityId): boolean {
  if (actor.kind === 'system') return true;
  const grants = grantsOf(actor, permission);
  return authorityId === undefined ? grants.length > 0 : grants.some((grant) => grant.authorityId === authorityId);
}

/**
 * For a page about something that the actor may see but not change: whoever holds the permission in their own council
 * doesn't therefore hold it where an agreement lets them look.
 * @throws not_found as a record out of their scope would
 */
export function requireMay(actor: Actor, permission: string, authorityId: AuthorityId): void {
  if (!may(actor, permission, authorityId)) throw notFound();
}

function grantsOf(actor: Actor, permission: string): readonly Grant[] {
  return actor.kind === 'staff' ? (actor.grants.get(permission) ?? []) : [];
}

export function isInScope(scope: Scope, authorityId: AuthorityId): boolean {
  return scope.authorityIds === 'all' || scope.authorityIds.includes(authorityId);
}

/** The agreement by which a scope reaches an authority, if it takes one. */
export function agreementFor(scope: Scope, authorityId: AuthorityId): string | undefined {
  return scope.grants.find((grant) => grant.authorityId === authorityId)?.agreementId;
}

/** Whether a scope covers an authority in part alone. */
export function isLimited(scope: Scope, authorityId: AuthorityId): boolean {
  return scope.grants.some((grant) => grant.authorityId === authorityId && grant.limits !== undefined);
}

/** The authorities of a scope that hide a field of their customers and cases (`db/shared-fields.ts`). */
export function hiddenIn({ grants }: Scope, field: string): AuthorityId[] {
  const hidden = grants.filter(({ fields }) => fields && !fields.includes(field)).map(({ authorityId }) => authorityId);
  return [...new Set(hidden)].sort((a, b) => a - b);
}

/** Whether a scope sees some fields alone in an authority. */
export function isPartlyHidden({ grants }: Scope, authorityId: AuthorityId): boolean {
  return grants.some((grant) => grant.authorityId === authorityId && grant.fields !== undefined);
}

/** The same scope seeing every field: for what is decided and written, never for what is shown. */
export function withEveryField(scope: Scope): Scope {
  if (!scope.grants.some(({ fields }) => fields)) return scope;
  return { ...scope, grants: scope.grants.map(({ fields: _, ...grant }) => grant) };
}

/** What something is of. `null`: of none; `undefined`: it isn't asked. */
export type Wish = Readonly<Partial<Record<keyof GrantLimit, string | null | undefined>>>;

/** Whether a scope covers something of an authority: all of it does, unless its grant there is limited. */
export function coversOf(scope: Scope, authorityId: AuthorityId, { services, channels, lines }: Wish): boolean {
  if (!isInScope(scope, authorityId)) return false;
  const limits = scope.grants.find((grant) => grant.authorityId === authorityId)?.limits;
  if (!limits) return true;
  const meets = (covered: readonly string[] | undefined, wanted: string | null | undefined): boolean =>
    covered === undefined || wanted === undefined || (wanted !== null && covered.includes(wanted));
  return limits.some(
    (limit) =>
      (services === null || meets(limit.services, services)) &&
      meets(limit.channels, channels) &&
      meets(limit.lines, lines),
  );
}

/** The one authority of a scope narrowed to it. @throws not_allowed when it lies outside. */
export function narrowScope(scope: Scope, authorityId: AuthorityId): Scope {
  if (!isInScope(scope, authorityId)) throw notAllowed();
  const grants = scope.grants.filter((grant) => grant.authorityId === authorityId);
  return withReader(scope, { authorityIds: [authorityId], grants });
}

/** One service of one authority, for as long as a command runs: its records, restricted ones too, and no other's. */
export function lentScope({ authorityId, serviceId }: Lent): Scope {
  const grants = [{ authorityId, limits: [{ services: [serviceId] }] }];
  return { authorityIds: [authorityId], grants, isLent: true };
}

/** What a command is lent. */
export interface Lent {
  readonly authorityId: AuthorityId;
  readonly serviceId: string;
}

/** Another scope for the same eyes: who looks beyond their own authorities still sees no row that is kept from them. */
export function withReader({ reader }: Scope, other: Scope): Scope {
  return reader === undefined || other.reader !== undefined || other.isLent ? other : { ...other, reader };
}
