import { listRolesOfPeople } from '../../access/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { readPeopleByEmail, type KnownPerson } from '../staff-repository.js';
import type { KnownPost, KnownStaff } from './compare-staff.js';

const peopleAtOnce = 1000;

interface PostRow {
  person_id: string;
  employer: string;
  employer_authority_id: number | null;
  job_title: string;
  responsibilities: string;
  manager_id: string | null;
  manager_name: string | null;
}

// Rely on employments_person_id_idx and team_members_person_id_idx.
const postsOf = statement<{ people: readonly string[]; today: string }, PostRow>(
  `select e.person_id, e.employer, e.employer_authority_id, e.job_title, e.responsibilities, e.manager_id,
     m.display_name as manager_name
   from employments e left join people m on m.id = e.manager_id
   where e.person_id in (:people*) and (e.to_on is null or e.to_on > :today) order by e.from_on desc, e.id`,
);
const teamsOf = statement<{ people: readonly string[] }, { person_id: string; team_id: string }>(
  'select m.person_id, m.team_id from @team_members m where m.person_id in (:people*)',
);

/** What is kept of the people with these mail addresses, by mail address in small letters. */
export async function readKnownStaff(
  db: Reads,
  emails: readonly string[],
  today: LocalDate,
): Promise<{ readonly people: Map<string, KnownPerson>; readonly staff: Map<string, KnownStaff> }> {
  const every = db.within(everyAuthority); // who works for another council is not taken for new
  const people = await readPeopleByEmail(every, emails);
  const ids = [...new Set([...people.values()].map(({ id }) => id))];
  const known = new Map(
    ids.map((id) => [id, { posts: [] as KnownPost[], roles: [] as string[], teams: [] as string[] }]),
  );
  for (let from = 0; from < ids.length; from += peopleAtOnce) {
    const some = ids.slice(from, from + peopleAtOnce);
    for (const row of await every.all(postsOf, { people: some, today }))
      known.get(row.person_id)?.posts.push(toPost(row));
    for (const { personId, authorityId, role, toOn } of await listRolesOfPeople(every, some))
      if (toOn === undefined || toOn > today) known.get(personId)?.roles.push(`${authorityId} ${role}`);
    for (const row of await every.all(teamsOf, { people: some })) known.get(row.person_id)?.teams.push(row.team_id);
  }
  const staff = [...people].map(([email, { id, displayName: name, telephone, email: ownEmail, hasAccount }]) => {
    const own = known.get(id) ?? { posts: [], roles: [], teams: [] };
    return [email, { id, name, telephone, hasEmail: ownEmail !== null, hasAccount, ...own }] as const;
  });
  return { people, staff: new Map(staff) };
}

function toPost(row: PostRow): KnownPost {
  return {
    employer: row.employer,
    authorityId: row.employer_authority_id,
    jobTitle: row.job_title,
    responsibilities: row.responsibilities,
    managerId: row.manager_id,
    managerName: row.manager_name,
  };
}

/** Somebody who holds a post that a file doesn't name. */
export interface Employed {
  readonly postId: string;
  readonly personId: string;
  readonly authorityId: AuthorityId;
  readonly name: string;
  /** In small letters: their own, and the one that they sign in with. */
  readonly emails: readonly string[];
  readonly jobTitle: string;
}

const employedBy = statement<
  { authorities: readonly number[]; today: string },
  {
    id: string;
    person_id: string;
    employer_authority_id: number;
    display_name: string;
    email: string | null;
    sign_in_name: string | null;
    job_title: string;
  }
>(
  `select e.id, e.person_id, e.employer_authority_id, p.display_name, p.email, a.sign_in_name, e.job_title
   from employments e join people p on p.id = e.person_id left join staff_accounts a on a.person_id = p.id
   where e.employer_authority_id in (:authorities*) and (e.to_on is null or e.to_on > :today)
   order by p.sort_name, p.id, e.id`,
);

/** Who has a post at these authorities themselves, by name. Reads their posts whole: some thousands. */
export async function listEmployed(
  db: Reads,
  authorities: readonly AuthorityId[],
  today: LocalDate,
): Promise<Employed[]> {
  if (authorities.length === 0) return [];
  return (await db.all(employedBy, { authorities, today })).map((row) => ({
    postId: row.id,
    personId: row.person_id,
    authorityId: row.employer_authority_id,
    name: row.display_name,
    emails: [row.email?.toLowerCase(), row.sign_in_name].filter((each) => typeof each === 'string'),
    jobTitle: row.job_title,
  }));
}

// Relies on the primary key.
const nextVersion = statement<{ id: string }, never>('update people set version = version + 1 where id = :id');

/** Ends a post today; the person's version tells the directory and whoever has their entry open. */
export async function endPost(db: Writes, { postId, personId }: Employed, today: LocalDate): Promise<void> {
  await db.update('employments', { id: postId }, { to_on: today });
  await db.run(nextVersion, { id: personId });
}
