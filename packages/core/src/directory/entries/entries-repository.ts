import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { EntryContent, EntrySubject, WorkingHours } from './entry-types.js';

/** What the table of entries holds of a subject. */
export interface KeptEntry {
  readonly authorityId: AuthorityId;
  readonly content: Omit<EntryContent, 'jobTitle' | 'telephone' | 'managerId'>;
}

export interface EntryRow {
  authority_id: number;
  responsibilities: string;
  lgsl: string;
  covers: string;
  based_at: string;
  hours: string;
  languages: string;
  deputy_id: string | null;
}

/** Of the table's alias e. */
export const entryColumns =
  'e.authority_id, e.responsibilities, e.lgsl, e.covers, e.based_at, e.hours, e.languages, e.deputy_id';

export function toKeptEntry(row: EntryRow): KeptEntry {
  return {
    authorityId: row.authority_id,
    content: {
      responsibilities: JSON.parse(row.responsibilities) as string[],
      lgsl: JSON.parse(row.lgsl) as number[],
      covers: JSON.parse(row.covers) as string[],
      basedAt: row.based_at,
      hours: JSON.parse(row.hours) as WorkingHours,
      languages: JSON.parse(row.languages) as string[],
      deputyId: row.deputy_id,
    },
  };
}

// Rely on directory_entries_person_id_key and directory_entries_team_id_key.
const ofPerson = statement<{ id: string }, EntryRow>(
  `select ${entryColumns} from @directory_entries e where e.person_id = :id`,
);
const ofTeam = statement<{ id: string }, EntryRow>(
  `select ${entryColumns} from @directory_entries e where e.team_id = :id`,
);

export async function findEntry(db: Reads, { kind, id }: EntrySubject): Promise<KeptEntry | undefined> {
  const row = await db.first(kind === 'person' ? ofPerson : ofTeam, { id });
  return row && toKeptEntry(row);
}

interface SavedEntry {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly subject: EntrySubject;
  readonly content: EntryContent;
  readonly now: Instant;
}

export const subjectKey = ({ kind, id }: EntrySubject): { person_id: string } | { team_id: string } =>
  kind === 'person' ? { person_id: id } : { team_id: id };

/** Writes the entry's row, the first time or over what it holds. Whoever calls has taken the subject's version. */
export async function saveEntry(db: Writes, entry: SavedEntry): Promise<void> {
  const { content, subject } = entry;
  const key = subjectKey(subject);
  const values = {
    responsibilities: JSON.stringify(subject.kind === 'team' ? content.responsibilities : []),
    lgsl: JSON.stringify(content.lgsl),
    covers: JSON.stringify(content.covers),
    based_at: content.basedAt,
    hours: JSON.stringify(content.hours),
    languages: JSON.stringify(content.languages),
    deputy_id: content.deputyId,
    changed_at: entry.now,
  };
  if ((await db.update('directory_entries', key, values)) === 0)
    await db.insert('directory_entries', { id: entry.id, authority_id: entry.authorityId, ...key, ...values });
}

/** What people and employments say of a person. */
export interface KeptPerson {
  readonly name: string;
  readonly telephone: string;
  readonly version: number;
  readonly employmentId: string | null;
  readonly jobTitle: string;
  readonly managerId: string | null;
  readonly responsibilities: readonly string[];
}

/** Responsibilities as employments hold them, a line each. */
export function toLines(text: string | null): string[] {
  return (text ?? '').split('\n').filter((each) => each !== '');
}

interface PersonRow {
  display_name: string;
  telephone: string | null;
  version: number;
  employment_id: string | null;
  job_title: string | null;
  manager_id: string | null;
  responsibilities: string | null;
}

// Relies on the primary key and on employments_person_id_idx.
const person = statement<{ id: string; today: string }, PersonRow>(
  `select p.display_name, p.telephone, p.version, e.id as employment_id, e.job_title, e.manager_id,
     e.responsibilities
   from people p left join employments e on e.person_id = p.id and e.from_on <= :today
     and (e.to_on is null or e.to_on > :today)
   where p.id = :id order by e.from_on desc, e.id desc limit 1`,
);

export async function findPerson(db: Reads, id: string, today: LocalDate): Promise<KeptPerson | undefined> {
  const row = await db.first(person, { id, today });
  return (
    row && {
      name: row.display_name,
      telephone: row.telephone ?? '',
      version: row.version,
      employmentId: row.employment_id,
      jobTitle: row.job_title ?? '',
      managerId: row.manager_id,
      responsibilities: toLines(row.responsibilities),
    }
  );
}

// Relies on the primary key.
const known = statement<{ ids: readonly string[] }, { id: string }>('select id from people where id in (:ids*)');

/** Which of these are people. */
export async function knownPeople(db: Reads, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(ids.length === 0 ? [] : (await db.all(known, { ids })).map(({ id }) => id));
}

/** Takes the next version of a person or a team, with their telephone number. False: somebody was faster. */
export async function takeVersion(
  db: Writes,
  { kind, id }: EntrySubject,
  { telephone, version }: { readonly telephone: string; readonly version: number },
): Promise<boolean> {
  const changes = { telephone: telephone === '' ? null : telephone, version: version + 1 };
  return (await db.update(kind === 'person' ? 'people' : 'teams', { id, version }, changes)) === 1;
}

// Relies on the primary key.
const teamVersion = statement<{ id: string }, { version: number }>('select t.version from @teams t where t.id = :id');

export async function versionOfTeam(db: Reads, id: string): Promise<number> {
  return (await db.first(teamVersion, { id }))?.version ?? 1;
}
