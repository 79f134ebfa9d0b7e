import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement, type Params } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { comparedBy, countWhere } from './filter-repository.js';
import type { ScimComparison } from './scim-filter.js';
import type { Listed } from './scim-repository.js';

/** A group of a council's own system, as it says. */
export interface ScimGroup {
  readonly id: string;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

interface GroupRow {
  id: string;
  display_name: string;
  external_id: string | null;
  created_at: Instant;
  updated_at: Instant;
  version: number;
}

const columns = 'g.id, g.display_name, g.external_id, g.created_at, g.updated_at, g.version';

function toGroup(row: GroupRow): ScimGroup {
  return {
    ...{ id: row.id, displayName: row.display_name, externalId: row.external_id },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at, version: row.version },
  };
}

const groupById = statement<{ id: string }, GroupRow>(`select ${columns} from @scim_groups g where g.id = :id`);
const groupByName = statement<{ name: string }, GroupRow>(
  `select ${columns} from @scim_groups g where g.display_name = :name`,
);

export async function findScimGroup(db: Reads, id: string): Promise<ScimGroup | undefined> {
  const row = await db.first(groupById, { id });
  return row && toGroup(row);
}

export async function findScimGroupNamed(db: Reads, name: string): Promise<ScimGroup | undefined> {
  const row = await db.first(groupByName, { name });
  return row && toGroup(row);
}

export type GroupAttribute = 'displayName' | 'externalId' | 'id';
export const groupAttributes: readonly GroupAttribute[] = ['displayName', 'externalId', 'id'];
const groupColumns: Readonly<Record<GroupAttribute, string>> = {
  displayName: 'lower(g.display_name)',
  externalId: 'g.external_id',
  id: 'cast(g.id as text)',
};

/** Groups from the offset on, of which every comparison holds. */
export async function listScimGroups(
  db: Reads,
  filter: readonly ScimComparison<GroupAttribute>[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Listed<ScimGroup>> {
  const { conditions, values } = comparedBy(filter, groupColumns);
  const where = ['1 = 1', ...conditions].join(' and ');
  const total = await db.first(countWhere('@scim_groups g', where), values);
  const page = statement<Params, GroupRow>(
    `select ${columns} from @scim_groups g where ${where} order by g.created_at, g.id limit :limit offset :offset`,
  );
  const items = limit === 0 ? [] : await db.all(page, { ...values, limit, offset });
  return { total: Number(total?.count ?? 0), items: items.map(toGroup) };
}

export interface ScimMembership {
  readonly groupId: string;
  readonly groupName: string;
  readonly userId: string;
  readonly userName: string;
}

const membershipColumns = `m.group_id, g.display_name as group_name, m.user_id, p.display_name as user_name
  from @scim_group_members m join @scim_groups g on g.id = m.group_id
  join @scim_users u on u.id = m.user_id and u.removed_at is null join people p on p.id = u.person_id`;
interface MembershipRow {
  group_id: string;
  group_name: string;
  user_id: string;
  user_name: string;
}
// Relies on the primary key, and on scim_group_members_user_id_idx.
const ofGroups = statement<{ groups: readonly string[] }, MembershipRow>(
  `select ${membershipColumns} where m.group_id in (:groups*) order by m.group_id, m.user_id`,
);
const ofUsers = statement<{ users: readonly string[] }, MembershipRow>(
  `select ${membershipColumns} where m.user_id in (:users*) order by m.user_id, g.display_name`,
);

const toMembership = (row: MembershipRow): ScimMembership => ({
  ...{ groupId: row.group_id, groupName: row.group_name, userId: row.user_id, userName: row.user_name },
});

export async function listMembersOfGroups(db: Reads, groups: readonly string[]): Promise<ScimMembership[]> {
  return groups.length === 0 ? [] : (await db.all(ofGroups, { groups })).map(toMembership);
}

export async function listGroupsOfUsers(db: Reads, users: readonly string[]): Promise<ScimMembership[]> {
  return users.length === 0 ? [] : (await db.all(ofUsers, { users })).map(toMembership);
}

export async function insertScimGroup(
  db: Writes,
  group: Pick<ScimGroup, 'id' | 'displayName' | 'externalId'> & { readonly authorityId: AuthorityId },
  now: Instant,
): Promise<void> {
  await db.insert('scim_groups', {
    ...{ id: group.id, authority_id: group.authorityId, display_name: group.displayName },
    ...{ external_id: group.externalId, created_at: now, updated_at: now },
  });
}

export async function updateScimGroup(
  db: Writes,
  { id, version }: Pick<ScimGroup, 'id' | 'version'>,
  { displayName, externalId }: Pick<ScimGroup, 'displayName' | 'externalId'>,
  now: Instant,
): Promise<boolean> {
  const changes = { display_name: displayName, external_id: externalId, updated_at: now, version: version + 1 };
  return (await db.update('scim_groups', { id, version }, changes)) === 1;
}

export async function removeScimGroup(db: Writes, id: string): Promise<void> {
  await db.remove('scim_group_members', { group_id: id });
  await db.remove('scim_groups', { id });
}

export async function insertScimMembers(
  db: Writes,
  authorityId: AuthorityId,
  groupId: string,
  users: readonly string[],
): Promise<void> {
  if (users.length === 0) return;
  const rows = users.map((userId) => [authorityId, groupId, userId]);
  await db.bulk('scim_group_members', ['authority_id', 'group_id', 'user_id'], rows);
}

const leave = statement<{ authority: AuthorityId; group: string; users: readonly string[] }, never>(
  'delete from scim_group_members where authority_id = :authority and group_id = :group and user_id in (:users*)',
);

export async function removeScimMembers(
  db: Writes,
  authorityId: AuthorityId,
  groupId: string,
  users: readonly string[],
): Promise<void> {
  if (users.length > 0) await db.run(leave, { authority: authorityId, group: groupId, users });
}

/** Somebody whom the council's system removed is in no group any more. */
export async function removeScimMemberships(db: Writes, userId: string): Promise<void> {
  await db.remove('scim_group_members', { user_id: userId });
}

const peopleOf = statement<{ users: readonly string[] }, { id: string; person_id: string; is_active: number }>(
  'select u.id, u.person_id, u.is_active from @scim_users u where u.id in (:users*) and u.removed_at is null',
);

/** Of these users, those that are there. */
export async function listScimPeople(
  db: Reads,
  users: readonly string[],
): Promise<{ id: string; personId: string; isActive: boolean }[]> {
  if (users.length === 0) return [];
  const rows = await db.all(peopleOf, { users });
  return rows.map((row) => ({ id: row.id, personId: row.person_id, isActive: row.is_active === 1 }));
}

// Relies on team_members_person_id_idx.
const membershipsOf = statement<{ person: string }, { team_id: string; key: string; source: string | null }>(
  `select m.team_id, t.key, m.source from @team_members m join @teams t on t.id = m.team_id where m.person_id = :person`,
);

export async function listTeamPlaces(
  db: Reads,
  person: string,
): Promise<{ teamId: string; key: string; source: string | null }[]> {
  const rows = await db.all(membershipsOf, { person });
  return rows.map((row) => ({ teamId: row.team_id, key: row.key, source: row.source }));
}

const openTeams = statement<{ keys: readonly string[] }, { id: string; key: string }>(
  'select t.id, t.key from @teams t where t.key in (:keys*) and t.closed_at is null',
);

export async function listOpenTeamsByKey(db: Reads, keys: readonly string[]): Promise<{ id: string; key: string }[]> {
  return keys.length === 0 ? [] : db.all(openTeams, { keys });
}

export async function insertTeamPlace(
  db: Writes,
  place: { authorityId: AuthorityId; teamId: string; personId: string; fromOn: string; source: string },
): Promise<void> {
  await db.insert('team_members', {
    ...{ authority_id: place.authorityId, team_id: place.teamId, person_id: place.personId },
    ...{ leads: false, from_on: place.fromOn, source: place.source },
  });
}

export async function removeTeamPlace(db: Writes, teamId: string, personId: string): Promise<void> {
  await db.remove('team_members', { team_id: teamId, person_id: personId });
}
