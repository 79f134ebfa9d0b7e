import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/** A person as an import of staff compares them. */
export interface KnownPerson {
  readonly id: string;
  readonly displayName: string;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly version: number;
  readonly hasAccount: boolean;
}

interface PersonRow {
  sign_in_name: string | null;
  id: string;
  display_name: string;
  telephone: string | null;
  email: string | null;
  version: number;
}

// Reads all people, who are some thousands, once a batch.
const byEmails = statement<{ emails: readonly string[] }, PersonRow>(
  `select p.id, p.display_name, p.telephone, p.email, p.version, a.sign_in_name
   from people p left join staff_accounts a on a.person_id = p.id
   where lower(p.email) in (:emails*) or a.sign_in_name in (:emails*)`,
);

/** People by mail address in small letters, their own or the one that they sign in with. */
export async function readPeopleByEmail(db: Reads, emails: readonly string[]): Promise<Map<string, KnownPerson>> {
  const found = new Map<string, KnownPerson>();
  for (let from = 0; from < emails.length; from += 1024) {
    const rows = await db.all(byEmails, { emails: emails.slice(from, from + 1024) });
    for (const row of rows) {
      const person = toKnown(row);
      for (const address of [row.sign_in_name, row.email?.toLowerCase()]) if (address) found.set(address, person);
    }
  }
  return found;
}

const byId = statement<{ id: string }, PersonRow>(
  `select p.id, p.display_name, p.telephone, p.email, p.version, a.sign_in_name
   from people p left join staff_accounts a on a.person_id = p.id where p.id = :id`,
);

export async function findPersonById(db: Reads, id: string): Promise<KnownPerson | undefined> {
  const row = await db.first(byId, { id });
  return row && toKnown(row);
}

function toKnown({ id, display_name, telephone, email, version, sign_in_name }: PersonRow): KnownPerson {
  return { id, displayName: display_name, telephone, email, version, hasAccount: sign_in_name !== null };
}

export async function updatePerson(
  db: Writes,
  person: Pick<KnownPerson, 'id' | 'version'>,
  changes: { display_name?: string; sort_name?: string; telephone?: string; email?: string },
): Promise<void> {
  await db.update('people', { id: person.id }, { ...changes, version: person.version + 1 });
}

export interface KnownEmployment {
  readonly id: string;
  readonly employer: string;
  readonly jobTitle: string;
  readonly managerId: string | null;
  /** A line each. */
  readonly responsibilities: string;
}

// Relies on employments_person_id_idx.
const openEmployments = statement<
  { person: string; today: string },
  { id: string; employer: string; job_title: string; manager_id: string | null; responsibilities: string }
>(
  `select id, employer, job_title, manager_id, responsibilities from employments
   where person_id = :person and (to_on is null or to_on > :today) order by from_on desc, id`,
);

export async function listEmployments(db: Reads, personId: string, today: LocalDate): Promise<KnownEmployment[]> {
  const rows = await db.all(openEmployments, { person: personId, today });
  return rows.map((row) => ({
    id: row.id,
    employer: row.employer,
    jobTitle: row.job_title,
    managerId: row.manager_id,
    responsibilities: row.responsibilities,
  }));
}

export async function insertEmployment(
  db: Writes,
  employment: KnownEmployment & { personId: string; employerAuthorityId: AuthorityId | null; fromOn: LocalDate },
): Promise<void> {
  await db.insert('employments', {
    id: employment.id,
    person_id: employment.personId,
    employer: employment.employer,
    employer_authority_id: employment.employerAuthorityId,
    job_title: employment.jobTitle,
    responsibilities: employment.responsibilities,
    manager_id: employment.managerId,
    from_on: employment.fromOn,
  });
}

export async function updateEmployment(
  db: Writes,
  id: string,
  changes: { job_title?: string; manager_id?: string | null; responsibilities?: string },
): Promise<void> {
  await db.update('employments', { id }, changes);
}

export async function insertMember(
  db: Writes,
  member: { authorityId: AuthorityId; teamId: string; personId: string; fromOn: LocalDate },
): Promise<void> {
  await db.insert('team_members', {
    authority_id: member.authorityId,
    team_id: member.teamId,
    person_id: member.personId,
    leads: false,
    from_on: member.fromOn,
  });
}
