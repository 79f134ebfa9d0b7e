import type { GrantLimit } from '../kernel/actor.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { Instant } from '../kernel/clock.js';
import type { PermissionSpec, Role } from '../kernel/permissions.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { GrantHours, GrantRow, RoleAssignment } from './types.js';

interface RoleRow {
  id: string;
  person_id: string;
  authority_id: number;
  slug: string;
  name: string;
  role: Role;
  from_on: string;
  to_on: string | null;
  source: string | null;
}

const roleColumns = 'r.id, r.person_id, r.authority_id, a.slug, a.name, r.role, r.from_on, r.to_on, r.source';

function toRole(row: RoleRow): RoleAssignment {
  return {
    id: row.id,
    personId: row.person_id,
    authorityId: row.authority_id,
    authoritySlug: row.slug,
    authorityName: row.name,
    role: row.role,
    fromOn: row.from_on,
    ...(row.to_on === null ? {} : { toOn: row.to_on }),
    ...(row.source === null ? {} : { source: row.source }),
  };
}

// Relies on role_assignments_person_id_idx.
const rolesOfPeople = statement<{ people: readonly string[] }, RoleRow>(
  `select ${roleColumns} from @role_assignments r join authorities a on a.id = r.authority_id
   where r.person_id in (:people*) order by r.person_id, r.authority_id, r.from_on, r.id`,
);
const roleById = statement<{ id: string }, RoleRow>(
  `select ${roleColumns} from @role_assignments r join authorities a on a.id = r.authority_id where r.id = :id`,
);

/** Every role of these people within the reader's scope, ended ones included. */
export async function listRolesOfPeople(db: Reads, people: readonly string[]): Promise<RoleAssignment[]> {
  return (await db.all(rolesOfPeople, { people })).map(toRole);
}

export async function findRole(db: Reads, id: string): Promise<RoleAssignment | undefined> {
  const row = await db.first(roleById, { id });
  return row && toRole(row);
}

export interface RoleInForce {
  readonly authorityId: AuthorityId;
  readonly role: Role;
}

// Relies on role_assignments_person_id_idx; runs with every request of the desk.
const inForce = statement<{ person: string; today: string }, { authority_id: number; role: Role }>(
  `select r.authority_id, r.role from @role_assignments r
   where r.person_id = :person and r.from_on <= :today and (r.to_on is null or r.to_on > :today)
   order by r.authority_id, r.role`,
);

export async function listRolesInForce(db: Reads, person: string, today: string): Promise<RoleInForce[]> {
  const rows = await db.all(inForce, { person, today });
  return rows.map((row) => ({ authorityId: row.authority_id, role: row.role }));
}

/** A role, a grant, what a limited grant covers, or the partnership's id, as one query answers them together. */
export interface HoldingRow {
  readonly kind: 'role' | 'grant' | 'limited-grant' | 'limit' | 'partnership';
  readonly authority_id: number;
  readonly name: string;
  readonly staff_of_authority_id: number | null;
  readonly agreement_id: string | null;
  readonly hours: string | null;
  readonly fields: string | null;
}

const heldNow = `r.person_id = :person and r.from_on <= :today and (r.to_on is null or r.to_on > :today)`;

const ofTheirStaff = `staff_of_authority_id in (select r.authority_id from @role_assignments r where ${heldNow})`;

// Runs with every request of the desk. Relies on role_assignments_person_id_idx, grants_person_id_idx,
// grants_staff_of_authority_id_idx and grant_limits_staff_of_authority_id_idx. What an agreement covers is read once,
// not with each of its grants.
const holding = statement<{ person: string; today: string; now: Instant }, HoldingRow>(
  `select 'role' as kind, r.authority_id, r.role as name, null as staff_of_authority_id, null as agreement_id,
     null as hours, null as fields
     from @role_assignments r where ${heldNow}
   union all
   select case g.services when 'null' then 'grant' else 'limited-grant' end, g.authority_id, g.permission,
     g.staff_of_authority_id, g.agreement_id, g.hours, g.fields
     from @grants g where g.from_at <= :now and (g.to_at is null or g.to_at > :now)
       and (g.person_id = :person or g.${ofTheirStaff})
   union all
   select 'limit', l.authority_id, l.covers, l.staff_of_authority_id, cast(l.agreement_id as text), null, null
     from @grant_limits l where l.from_at <= :now and l.to_at > :now and l.${ofTheirStaff}
   union all
   select 'partnership', a.id, a.slug, null, null, null, null from authorities a where a.kind = 'partnership'
   order by 1, 2, 3, 4, 5`,
);

/** Roles, and grants for the person and for the staff of authorities at which they hold a role: those in force. */
export function listHoldingRows(db: Reads, person: string, at: { today: string; now: Instant }): Promise<HoldingRow[]> {
  return db.all(holding, { person, ...at });
}

/** What the rows say. @throws when the installation has no partnership */
export function holdingOf(rows: readonly HoldingRow[]): {
  roles: RoleInForce[];
  grants: GrantRow[];
  partnershipId: AuthorityId;
} {
  const partnershipRow = rows.find(({ kind }) => kind === 'partnership');
  if (!partnershipRow) throw noPartnership();
  return {
    roles: rows
      .filter(({ kind }) => kind === 'role')
      .map((row) => ({ authorityId: row.authority_id, role: row.name as Role })),
    grants: grantsIn(rows),
    partnershipId: partnershipRow.authority_id,
  };
}

/** A limited grant of which it isn't said what it covers covers nothing. */
function grantsIn(rows: readonly HoldingRow[]): GrantRow[] {
  const limits = new Map<string | null, GrantLimit>();
  for (const { kind, agreement_id: agreement, name } of rows)
    if (kind === 'limit') limits.set(agreement, JSON.parse(name) as GrantLimit);
  return rows.flatMap((row): GrantRow[] => {
    if (row.kind === 'grant') return [toGrant(row)];
    const limit = row.kind === 'limited-grant' ? limits.get(row.agreement_id) : undefined;
    return limit ? [{ ...toGrant(row), limit }] : [];
  });
}

function toGrant(row: HoldingRow): GrantRow {
  const hours = JSON.parse(row.hours ?? 'null') as GrantHours[] | null;
  const fields = JSON.parse(row.fields ?? 'null') as string[] | null;
  return {
    permission: row.name,
    authorityId: row.authority_id,
    ...(row.staff_of_authority_id === null ? {} : { staffOfAuthorityId: row.staff_of_authority_id }),
    ...(row.agreement_id === null ? {} : { agreementId: row.agreement_id }),
    ...(hours ? { hours } : {}),
    ...(fields ? { fields } : {}),
  };
}

function noPartnership(): Error {
  return new Error('there is no partnership among the authorities: set the installation up first');
}

const partnership = statement<Record<string, never>, { id: number }>(
  `select id from authorities where kind = 'partnership' order by id limit 1`,
);

/** The partnership's own row among the authorities. */
export async function getPartnershipId(db: Reads): Promise<AuthorityId> {
  const row = await db.first(partnership, {});
  if (!row) throw noPartnership();
  return row.id;
}

// A council that was merged has nobody's roles any more: whoever follows it has them.
const authorityBySlug = statement<{ slug: string }, { id: number }>(
  `with recursive line (id) as (
     select a.id from authorities a where a.slug = :slug
     union
     select s.to_authority_id from line join authority_successions s on s.from_authority_id = line.id
     where s.area_kind = 'whole' and s.service_key = '*'
   )
   select line.id from line where not exists (
     select 1 from authority_successions s
     where s.from_authority_id = line.id and s.area_kind = 'whole' and s.service_key = '*')`,
);

/** The authority of that slug; of one that was merged, whoever follows it. */
export async function findAuthorityBySlug(db: Reads, slug: string): Promise<AuthorityId | undefined> {
  return (await db.first(authorityBySlug, { slug }))?.id;
}

const authorityNames = statement<Record<string, never>, { id: number; slug: string; name: string }>(
  'select id, slug, name from authorities order by name',
);

/** Every authority, by name. */
export function listAuthorityNames(db: Reads): Promise<{ id: AuthorityId; slug: string; name: string }[]> {
  return db.all(authorityNames, {});
}

const personExists = statement<{ id: string }, { id: string }>('select id from people where id = :id');

export async function hasPerson(db: Reads, id: string): Promise<boolean> {
  return (await db.first(personExists, { id })) !== undefined;
}

// Takes the row's lock on PostgreSQL until the transaction ends; on SQLite writers come one at a time anyway.
const lockAuthorityRow = statement<{ id: number }, never>('update authorities set slug = slug where id = :id');

/** Makes two changes at an authority follow one another: of who holds which role, of what its records name. */
export async function lockAuthority(db: Writes, id: AuthorityId): Promise<void> {
  await db.run(lockAuthorityRow, { id });
}

// Relies on role_assignments_authority_id_role_idx.
const otherAdministrators = statement<{ authority: number; person: string; today: string }, { count: number }>(
  `select count(distinct r.person_id) as count from @role_assignments r
   join staff_accounts s on s.person_id = r.person_id and s.disabled_at is null
   where r.authority_id = :authority and r.role = 'administrator' and r.person_id <> :person
     and r.from_on <= :today and (r.to_on is null or r.to_on > :today)`,
);

/** How many other people with an enabled account administer the authority today. */
export async function countOtherAdministrators(
  db: Reads,
  authority: AuthorityId,
  person: string,
  today: string,
): Promise<number> {
  return (await db.first(otherAdministrators, { authority, person, today }))?.count ?? 0;
}

export async function insertRole(
  db: Writes,
  role: {
    id: string;
    authorityId: AuthorityId;
    personId: string;
    role: Role;
    fromOn: string;
    assignedBy?: string;
    source?: string;
  },
): Promise<void> {
  await db.insert('role_assignments', {
    id: role.id,
    authority_id: role.authorityId,
    person_id: role.personId,
    role: role.role,
    from_on: role.fromOn,
    to_on: null,
    assigned_by: role.assignedBy ?? null,
    source: role.source ?? null,
  });
}

const setEnd = statement<{ id: string; authority: number; toOn: string }, never>(
  'update role_assignments set to_on = :toOn where id = :id and authority_id = :authority and to_on is null',
);

/** Ends a role on a day. Answers false when an end was already set. */
export async function endRoleOn(db: Writes, role: RoleAssignment, toOn: string): Promise<boolean> {
  return (await db.run(setEnd, { id: role.id, authority: role.authorityId, toOn })) === 1;
}

// Relies on role_assignments_authority_id_role_idx.
const holders = statement<{ authority: AuthorityId; roles: readonly string[]; today: string }, { person_id: string }>(
  `select distinct r.person_id from @role_assignments r
   where r.authority_id = :authority and r.role in (:roles*) and r.from_on <= :today
     and (r.to_on is null or r.to_on > :today)
   order by r.person_id`,
);

/** Who holds a permission at an authority by a role of their own there. Guests by grant are nobody's to tell. */
export async function listHolders(
  db: Reads,
  { roles }: Pick<PermissionSpec, 'roles'>,
  authority: AuthorityId,
  today: string,
): Promise<string[]> {
  return (await db.all(holders, { authority, roles, today })).map((row) => row.person_id);
}
