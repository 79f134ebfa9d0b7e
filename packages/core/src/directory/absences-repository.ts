import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { Absence } from './types.js';

interface AbsenceRow {
  person_id: string;
  person_name: string;
  deputy_id: string;
  deputy_name: string;
  from_on: string;
  to_on: string;
  version: number;
}

const columns = `a.person_id, p.display_name as person_name, a.deputy_id, d.display_name as deputy_name, a.from_on,
  a.to_on, a.version from absences a join people p on p.id = a.person_id join people d on d.id = a.deputy_id`;

// Relies on the primary key.
const ofPeople = statement<{ people: readonly string[]; from: string }, AbsenceRow>(
  `select ${columns} where a.person_id in (:people*) and a.to_on >= :from`,
);
// Relies on absences_deputy_id_idx.
const coveredBy = statement<{ deputy: string; today: string }, AbsenceRow>(
  `select ${columns} where a.deputy_id = :deputy and a.from_on <= :today and a.to_on >= :today order by p.sort_name, p.id`,
);

function toAbsence(row: AbsenceRow): Absence {
  return {
    personId: row.person_id,
    personName: row.person_name,
    deputyId: row.deputy_id,
    deputyName: row.deputy_name,
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate,
    version: row.version,
  };
}

/** A person's absence that goes on or is to come; one that is over is none. */
export async function findAbsence(db: Reads, personId: string, today: LocalDate): Promise<Absence | undefined> {
  return (await db.all(ofPeople, { people: [personId], from: today })).map(toAbsence)[0];
}

/** Who of these people is away on a day, by person. */
export async function listAway(
  db: Reads,
  people: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, Absence>> {
  if (people.length === 0) return new Map();
  const rows = (await db.all(ofPeople, { people, from: today })).filter(({ from_on: from }) => from <= today);
  return new Map(rows.map((row) => [row.person_id, toAbsence(row)]));
}

/** When these people are away between two days, both of them included. */
export async function listAbsencesOf(
  db: Reads,
  people: readonly string[],
  { from, until }: { readonly from: LocalDate; readonly until: LocalDate },
): Promise<Absence[]> {
  if (people.length === 0) return [];
  return (await db.all(ofPeople, { people, from })).map(toAbsence).filter(({ fromOn }) => fromOn <= until);
}

/** Whom somebody stands in for on a day. */
export async function listCovered(db: Reads, deputy: string, today: LocalDate): Promise<Absence[]> {
  return (await db.all(coveredBy, { deputy, today })).map(toAbsence);
}

type NewAbsence = Omit<Absence, 'personName' | 'deputyName' | 'version'>;

const insertFirst = statement<{ person: string; deputy: string; from: string; to: string; at: Instant }, never>(
  `insert into absences (person_id, deputy_id, from_on, to_on, saved_at, version)
   values (:person, :deputy, :from, :to, :at, 1) on conflict (person_id) do nothing`,
);
const overWrite = statement<
  { person: string; deputy: string; from: string; to: string; at: Instant; version: number; today: string },
  never
>(
  `update absences set deputy_id = :deputy, from_on = :from, to_on = :to, saved_at = :at, version = version + 1
   where person_id = :person and (version = :version or to_on < :today)`,
);

/** Saves over the version that was read (0: there was none, or it is over). False: another window was faster. */
export async function saveAbsence(
  db: Writes,
  { personId: person, deputyId: deputy, fromOn: from, toOn: to }: NewAbsence,
  { version, today, now: at }: { readonly version: number; readonly today: LocalDate; readonly now: Instant },
): Promise<boolean> {
  const row = { person, deputy, from, to, at };
  if (version === 0 && (await db.run(insertFirst, row)) === 1) return true;
  return (await db.run(overWrite, { ...row, version, today })) === 1;
}

/** Forgets an absence of that version. False: another window was faster. */
export async function removeAbsence(db: Writes, personId: string, version: number): Promise<boolean> {
  return (await db.remove('absences', { person_id: personId, version })) === 1;
}
