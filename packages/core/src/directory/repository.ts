import { sortNameOf } from '../identity/index.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { StaffName, Team, TeamMember } from './types.js';

interface TeamRow {
  id: string;
  authority_id: number;
  key: string;
  name: string;
  purpose: string;
  telephone: string | null;
  email: string | null;
}

const columns = 't.id, t.authority_id, t.key, t.name, t.purpose, t.telephone, t.email';

function toTeam(row: TeamRow): Team {
  const { id, key, name, purpose, telephone, email } = row;
  return { id, authorityId: row.authority_id, key, name, purpose, telephone, email };
}

const openTeams = statement<Record<string, never>, TeamRow>(
  `select ${columns} from @teams t where t.closed_at is null order by t.name, t.id`,
);
const teamById = statement<{ id: string }, TeamRow>(`select ${columns} from @teams t where t.id = :id`);
// Relies on teams_authority_id_key_key.
const teamByKey = statement<{ authority: number; key: string }, TeamRow>(
  `select ${columns} from @teams t where t.authority_id = :authority and t.key = :key and t.closed_at is null`,
);
// Relies on team_members_person_id_idx.
const teamsOf = statement<{ person: string }, TeamRow>(
  `select ${columns} from @teams t join @team_members m on m.team_id = t.id
   where m.person_id = :person and t.closed_at is null order by t.name, t.id`,
);
const membersOf = statement<{ team: string }, { person_id: string; display_name: string; leads: number }>(
  `select m.person_id, p.display_name, m.leads from @team_members m join people p on p.id = m.person_id
   where m.team_id = :team order by p.sort_name, p.id`,
);

export async function listOpenTeams(db: Reads): Promise<Team[]> {
  return (await db.all(openTeams, {})).map(toTeam);
}

export async function findTeam(db: Reads, id: string): Promise<Team | undefined> {
  const row = await db.first(teamById, { id });
  return row && toTeam(row);
}

/** The team that a service's routing names. */
export async function findTeamByKey(db: Reads, authorityId: AuthorityId, key: string): Promise<Team | undefined> {
  const row = await db.first(teamByKey, { authority: authorityId, key });
  return row && toTeam(row);
}

export async function listTeamsOf(db: Reads, personId: string): Promise<Team[]> {
  return (await db.all(teamsOf, { person: personId })).map(toTeam);
}

export async function listMembers(db: Reads, teamId: string): Promise<TeamMember[]> {
  const rows = await db.all(membersOf, { team: teamId });
  return rows.map((row) => ({ personId: row.person_id, name: row.display_name, leads: row.leads === 1 }));
}

// Relies on team_members_person_id_idx.
const colleaguesOf = statement<{ person: string }, { id: string; display_name: string }>(
  `select p.id, p.display_name from people p where p.id <> :person and p.id in (
     select o.person_id from @team_members m join @team_members o on o.team_id = m.team_id where m.person_id = :person)
   order by p.sort_name, p.id`,
);

/** Who is in a team with somebody. */
export async function listColleagues(db: Reads, person: string): Promise<Pick<StaffName, 'id' | 'name'>[]> {
  return (await db.all(colleaguesOf, { person })).map(({ id, display_name: name }) => ({ id, name }));
}

// Relies on people_sort_name_idx for the prefix; people are some thousands.
const staffNamed = statement<
  { from: string; to: string; today: string; limit: number },
  { id: string; display_name: string; job_title: string | null }
>(
  `select p.id, p.display_name,
     (select e.job_title from employments e where e.person_id = p.id and (e.to_on is null or e.to_on >= :today)
      order by e.from_on desc limit 1) as job_title
   from people p
   where p.sort_name >= :from and p.sort_name < :to
     and exists (select 1 from @role_assignments r where r.person_id = p.id and (r.to_on is null or r.to_on >= :today))
   order by p.sort_name, p.id limit :limit`,
);

/** Staff of the scope's authorities whose folded name ("ellery sam") begins so. */
export async function listStaffNamed(db: Reads, prefix: string, today: string, limit: number): Promise<StaffName[]> {
  const rows = await db.all(staffNamed, { from: prefix, to: `${prefix}\u{10FFFF}`, today, limit });
  return rows.map((row) => ({ id: row.id, name: row.display_name, jobTitle: row.job_title }));
}

const member = statement<{ team: string; person: string }, { person_id: string }>(
  'select person_id from @team_members where team_id = :team and person_id = :person',
);

export async function isTeamMember(db: Reads, teamId: string, personId: string): Promise<boolean> {
  return (await db.first(member, { team: teamId, person: personId })) !== undefined;
}

export interface NewTeam {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly name: string;
  readonly purpose: string;
  readonly telephone?: string | undefined;
  readonly email?: string | undefined;
}

export async function insertTeam(db: Writes, team: NewTeam): Promise<void> {
  const { id, authorityId, key, name, purpose, telephone, email } = team;
  await db.insert('teams', { id, authority_id: authorityId, key, name, purpose, telephone, email });
}

interface NewMember {
  readonly authorityId: AuthorityId;
  readonly teamId: string;
  readonly personId: string;
  readonly leads: boolean;
  readonly fromOn: string;
}

/** Who is in the team already stays so from the day on which they came. */
export async function saveMember(db: Writes, member: NewMember, before: { isMember: boolean }): Promise<void> {
  const { authorityId, teamId, personId, leads, fromOn } = member;
  const key = { team_id: teamId, person_id: personId };
  if (before.isMember) await db.update('team_members', key, { leads });
  else await db.insert('team_members', { authority_id: authorityId, ...key, leads, from_on: fromOn });
}

// Relies on people_sort_name_idx.
const peopleNamed = statement<{ names: readonly string[]; today: string }, { id: string }>(
  `select p.id from people p where p.sort_name in (:names*)
     and exists (select 1 from @role_assignments r where r.person_id = p.id
       and r.from_on <= :today and (r.to_on is null or r.to_on > :today))`,
);

/** Staff of the scope's authorities with one of these names, in whatever case and with or without accents. */
export async function findStaffNamed(db: Reads, names: readonly string[], today: string): Promise<string[]> {
  if (names.length === 0) return [];
  const sortNames = [...new Set(names.map(sortNameOf))];
  return (await db.all(peopleNamed, { names: sortNames, today })).map(({ id }) => id);
}
