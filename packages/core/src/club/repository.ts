import type { Instant } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement, type Value } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { RecordKind } from './record/record-kind.js';
import type { Fields, GovernanceEvent, GovernanceRecord } from './types.js';

type Stored = Pick<RecordKind, 'table' | 'fields' | 'json'>;
type RecordRow = Readonly<Record<string, string | number | null>>;

/** More than a partnership keeps in one part; the oldest beyond it are found by their address. */
const listedAtMost = 500;

/** `fromOn` is kept as `from_on`. */
const columnOf = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const ownColumns = ['id', 'authority_id', 'state', 'written_by', 'written_at', 'version'];

function select(db: Reads, { table, fields }: Stored) {
  return db.from(table).select([...ownColumns, ...fields.map(({ name }) => columnOf(name))]);
}

function toRecord({ fields, json }: Stored, row: RecordRow): GovernanceRecord {
  const given = fields
    .map(({ name }) => [name, row[columnOf(name)] ?? null] as const)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, json.includes(name) ? (JSON.parse(String(value)) as unknown) : value]);
  return {
    id: String(row['id']),
    authorityId: Number(row['authority_id']),
    state: String(row['state']),
    writtenBy: row['written_by'] === null ? null : String(row['written_by']),
    writtenAt: Number(row['written_at']),
    version: Number(row['version']),
    fields: Object.fromEntries(given) as Fields,
  };
}

function toColumns({ fields, json }: Stored, given: Fields): Row {
  const columns = fields.map(({ name }) => {
    const value = given[name];
    return [columnOf(name), json.includes(name) ? JSON.stringify(value) : ((value ?? null) as Value)] as const;
  });
  return Object.fromEntries(columns);
}

/** A part's records that the reader may see, the last one written first. Relies on the index of `authority_id`. */
export async function listRecordsOf(db: Reads, kind: Stored): Promise<GovernanceRecord[]> {
  const rows = await db.rows<RecordRow>(
    select(db, kind)
      .orderBy([
        { column: 'written_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(listedAtMost),
  );
  return rows.map((row) => toRecord(kind, row));
}

export async function findRecord(db: Reads, kind: Stored, id: string): Promise<GovernanceRecord | undefined> {
  const [row] = await db.rows<RecordRow>(select(db, kind).where({ id }).limit(1));
  return row && toRecord(kind, row);
}

export async function insertRecord(db: Writes, kind: Stored, record: GovernanceRecord): Promise<void> {
  const { id, authorityId, state, writtenBy, writtenAt, version, fields } = record;
  await db.insert(kind.table, {
    ...{ id, authority_id: authorityId, state, written_by: writtenBy, written_at: writtenAt, version },
    ...toColumns(kind, fields),
  });
}

/** Answers whether it still had that version; it then has the next. */
export async function changeRecord(
  db: Writes,
  kind: Stored,
  { id, version }: Pick<GovernanceRecord, 'id' | 'version'>,
  changes: { readonly fields?: Fields; readonly state?: string },
): Promise<boolean> {
  const columns = {
    ...(changes.fields ? toColumns(kind, changes.fields) : {}),
    ...(changes.state === undefined ? {} : { state: changes.state }),
  };
  return (await db.update(kind.table, { id, version }, { ...columns, version: version + 1 })) === 1;
}

export interface NewGovernanceEvent {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly part: string;
  readonly recordId: string;
  readonly kind: string;
  readonly at: Instant;
  readonly personId: string | null;
  readonly note?: string | undefined;
  readonly changes?: GovernanceEvent['changes'];
}

export async function insertGovernanceEvent(db: Writes, event: NewGovernanceEvent): Promise<void> {
  await db.insert('governance_events', {
    ...{ id: event.id, authority_id: event.authorityId, part: event.part, record_id: event.recordId },
    ...{ kind: event.kind, at: event.at, person_id: event.personId, note: event.note ?? null },
    changes: event.changes ? JSON.stringify(event.changes) : null,
  });
}

interface EventRow {
  kind: string;
  at: Instant;
  name: string | null;
  note: string | null;
  changes: string | null;
}

// Relies on governance_events_record_id_at_idx.
const eventsOf = statement<{ record: string }, EventRow>(
  `select e.kind, e.at, p.display_name as name, e.note, e.changes
   from @governance_events e left join people p on p.id = e.person_id
   where e.record_id = :record order by e.at desc, e.id desc`,
);

/** What happened to a record, latest first. */
export async function listGovernanceEvents(db: Reads, recordId: string): Promise<GovernanceEvent[]> {
  const rows = await db.all(eventsOf, { record: recordId });
  return rows.map(({ changes, ...row }) => ({
    ...row,
    changes: changes === null ? {} : (JSON.parse(changes) as GovernanceEvent['changes']),
  }));
}

// Relies on governance_events_record_id_at_idx.
const authorsOf = statement<{ record: string }, { id: string }>(
  `select distinct e.person_id as id from @governance_events e
   where e.record_id = :record and e.kind in ('added', 'changed', 'file added', 'file removed')
     and e.person_id is not null`,
);

/** Who wrote or changed what a record says, or gave or took its evidence. */
export async function listAuthors(db: Reads, recordId: string): Promise<string[]> {
  return (await db.all(authorsOf, { record: recordId })).map(({ id }) => id);
}
