import { sortNameOf } from '../../identity/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { entryColumns, toKeptEntry, toLines, type EntryRow, type KeptEntry } from '../entries/entries-repository.js';
import { emptyContent } from '../entries/entry-subject.js';
import type { DirectoryPerson, DirectoryTeam } from './directory-types.js';

const stamp = statement<Record<string, never>, Record<string, number | null>>(
  `select (select count(*) from people) as people, (select sum(version) from people) as people_versions,
     (select count(*) from employments) as employments, (select count(*) from @role_assignments r) as roles,
     (select count(*) from @role_assignments r where r.to_on is not null) as ended,
     (select count(*) from @team_members m) as members, (select sum(m.leads) from @team_members m) as leaders,
     (select count(*) from @teams t where t.closed_at is null) as teams, (select sum(version) from @teams t) as team_versions`,
);

/** Changes whenever something in the directory does. Reads some tables whole; they hold some thousands of rows. */
export async function directoryStamp(db: Reads): Promise<string> {
  return Object.values((await db.first(stamp, {})) ?? {}).join(' ');
}

interface TeamRow {
  id: string;
  authority_id: number;
  name: string;
  purpose: string;
  telephone: string | null;
  email: string | null;
  version: number;
}

const allTeams = statement<Record<string, never>, TeamRow>(
  'select t.id, t.authority_id, t.name, t.purpose, t.telephone, t.email, t.version from @teams t where t.closed_at is null',
);
const teamEntries = statement<Record<string, never>, EntryRow & { team_id: string }>(
  `select ${entryColumns}, e.team_id from @directory_entries e where e.team_id is not null`,
);

/** Every open team. */
export async function readTeams(db: Reads): Promise<DirectoryTeam[]> {
  const entries = new Map((await db.all(teamEntries, {})).map((row) => [row.team_id, toKeptEntry(row)]));
  return (await db.all(allTeams, {})).map((row) => {
    const kept = entries.get(row.id);
    return {
      ...emptyContent,
      ...kept?.content,
      ...{ id: row.id, kind: 'team', authorityId: row.authority_id, name: row.name, purpose: row.purpose },
      ...{ sortName: row.name.toLowerCase(), email: row.email ?? '', telephone: row.telephone ?? '' },
      version: row.version,
    };
  });
}

interface PersonRow {
  id: string;
  display_name: string;
  email: string | null;
  telephone: string | null;
  version: number;
}

type Part = { first: string; last: string; today: string };

// All rely on the primary key or on the index of person_id.
const somePeople = statement<{ after: string; limit: number }, PersonRow>(
  'select id, display_name, email, telephone, version from people where id > :after order by id limit :limit',
);
const someEmployments = statement<
  Part,
  {
    person_id: string;
    job_title: string;
    responsibilities: string;
    manager_id: string | null;
    employer_authority_id: number | null;
  }
>(
  `select person_id, job_title, responsibilities, manager_id, employer_authority_id from employments
   where person_id between :first and :last and from_on <= :today and (to_on is null or to_on > :today)
   order by from_on, id`,
);
const someRoles = statement<Part, { person_id: string; authority_id: number }>(
  `select r.person_id, r.authority_id from @role_assignments r where r.person_id between :first and :last
   and r.from_on <= :today and (r.to_on is null or r.to_on > :today) order by r.from_on desc, r.authority_id desc`,
);
const someMembers = statement<Omit<Part, 'today'>, { person_id: string; team_id: string; leads: number }>(
  `select m.person_id, m.team_id, m.leads from @team_members m where m.person_id between :first and :last
   order by m.team_id`,
);
const someEntries = statement<Omit<Part, 'today'>, EntryRow & { person_id: string }>(
  `select ${entryColumns}, e.person_id from @directory_entries e where e.person_id between :first and :last`,
);

export interface PeoplePart {
  readonly people: readonly DirectoryPerson[];
  /** Of the last row read; undefined: that was the end. */
  readonly last: string | undefined;
}

/** The next people in the order of their ids: those who hold a role or a post today. */
export async function readPeople(db: Reads, after: string, limit: number, today: LocalDate): Promise<PeoplePart> {
  const rows = await db.all(somePeople, { after, limit });
  const [first, last] = [rows[0]?.id, rows.at(-1)?.id];
  if (first === undefined || last === undefined) return { people: [], last: undefined };
  const part = { first, last, today };
  const posts = new Map((await db.all(someEmployments, part)).map((row) => [row.person_id, row]));
  const roles = new Map((await db.all(someRoles, part)).map((row) => [row.person_id, row.authority_id]));
  const members = await readTeamsOf(db, first, last);
  const entries = new Map((await db.all(someEntries, { first, last })).map((row) => [row.person_id, toKeptEntry(row)]));
  const people = rows.flatMap((row) => {
    const [post, role, kept] = [posts.get(row.id), roles.get(row.id), entries.get(row.id)];
    const authorityId = kept?.authorityId ?? role ?? post?.employer_authority_id;
    if (!authorityId || (!post && role === undefined)) return [];
    const teams = members.get(row.id) ?? [];
    const work = {
      ...{ jobTitle: post?.job_title ?? '', managerId: post?.manager_id ?? null },
      responsibilities: toLines(post?.responsibilities ?? null),
    };
    return [personOf(row, { authorityId, teams, work, kept })];
  });
  return { people, last: rows.length < limit ? undefined : last };
}

async function readTeamsOf(
  db: Reads,
  first: string,
  last: string,
): Promise<Map<string, { id: string; leads: boolean }[]>> {
  const teams = new Map<string, { id: string; leads: boolean }[]>();
  for (const row of await db.all(someMembers, { first, last })) {
    const team = { id: row.team_id, leads: row.leads === 1 };
    const own = teams.get(row.person_id);
    if (own) own.push(team);
    else teams.set(row.person_id, [team]);
  }
  return teams;
}

interface Found {
  readonly authorityId: AuthorityId;
  readonly teams: DirectoryPerson['teams'];
  readonly work: Pick<DirectoryPerson, 'jobTitle' | 'managerId' | 'responsibilities'>;
  readonly kept: KeptEntry | undefined;
}

function personOf(row: PersonRow, { authorityId, teams, work, kept }: Found): DirectoryPerson {
  return {
    ...emptyContent,
    ...kept?.content,
    ...work,
    ...{ id: row.id, kind: 'person', authorityId, name: row.display_name, sortName: sortNameOf(row.display_name) },
    ...{ email: row.email ?? '', telephone: row.telephone ?? '', teams, version: row.version },
  };
}
