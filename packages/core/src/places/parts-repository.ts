import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { groupBy } from './group-by.js';

/** A record of a gazetteer's supply as it is kept until addresses are made of it. */
export interface StoredPart {
  /** `property`, `street-name`, … */
  readonly kind: string;
  readonly key: string;
  readonly uprn: string | null;
  readonly usrn: string | null;
  /** The record as JSON; null once it is deleted. */
  readonly content: string | null;
}

interface PartRow {
  record_kind: string;
  record_key: string;
  uprn: string | null;
  usrn: string | null;
  parts: string;
}

const columns = 'record_kind, record_key, uprn, usrn, parts';

function toPart(row: PartRow): StoredPart {
  const { record_kind: kind, record_key: key, uprn, usrn } = row;
  return { kind, key, uprn, usrn, content: row.parts === 'null' ? null : row.parts };
}

// Relies on the primary key of place_parts.
const byKeys = statement<{ source: string; kind: string; keys: readonly string[] }, PartRow>(
  `select ${columns} from place_parts where source = :source and record_kind = :kind and record_key in (:keys*)`,
);
const forget = statement<{ source: string; kind: string; keys: readonly string[] }, never>(
  'delete from place_parts where source = :source and record_kind = :kind and record_key in (:keys*)',
);
// Relies on place_parts_usrn_idx. Properties of a street whose name has changed get a new address.
const touchStreets = statement<{ source: string; run: string; streets: readonly string[] }, never>(
  `update place_parts set import_run_id = :run
   where usrn in (:streets*) and source = :source and record_kind = 'property-address' and import_run_id <> :run`,
);
// Relies on place_parts_import_run_id_uprn_idx.
const touched = statement<{ run: string; after: string; most: number }, { uprn: string }>(
  `select distinct uprn from place_parts where import_run_id = :run and uprn > :after order by uprn limit :most`,
);
// Relies on place_parts_uprn_idx.
const ofProperties = statement<{ source: string; uprns: readonly string[] }, PartRow>(
  `select ${columns} from place_parts where uprn in (:uprns*) and source = :source`,
);
// Relies on place_parts_usrn_idx.
const streetNames = statement<{ source: string; streets: readonly string[] }, PartRow>(
  `select ${columns} from place_parts where usrn in (:streets*) and source = :source and record_kind = 'street-name'`,
);
// Relies on place_parts_import_run_id_uprn_idx.
const forgetDeleted = statement<{ run: string }, never>(
  `delete from place_parts where import_run_id = :run and (parts = 'null' or record_kind = 'file')`,
);

const atOnce = 1024;

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += atOnce) yield all.slice(from, from + atOnce);
}

/** The stored parts of one kind with these keys, by key. */
export async function readParts(
  db: Reads,
  source: string,
  kind: string,
  keys: readonly string[],
): Promise<Map<string, StoredPart>> {
  const found = new Map<string, StoredPart>();
  for (const part of slices(keys))
    for (const row of await db.all(byKeys, { source, kind, keys: part })) found.set(row.record_key, toPart(row));
  return found;
}

/** Puts parts in place of those with their keys. */
export async function replaceParts(
  db: Writes,
  source: string,
  parts: readonly StoredPart[],
  known: ReadonlySet<StoredPart>,
  runId: string,
): Promise<void> {
  const before = groupBy(known, ({ kind }) => kind);
  for (const [kind, stored] of before)
    for (const part of slices(stored)) await db.run(forget, { source, kind, keys: part.map(({ key }) => key) });
  const names = ['source', 'record_kind', 'record_key', 'uprn', 'usrn', 'parts', 'import_run_id'];
  const rows = parts.map(({ kind, key, uprn, usrn, content }) => [
    source,
    kind,
    key,
    uprn,
    usrn,
    content ?? 'null',
    runId,
  ]);
  await db.bulk('place_parts', names, rows);
}

/** Marks the addresses on these streets as touched by the run. */
export async function touchAddressesOn(
  db: Writes,
  source: string,
  streets: readonly string[],
  runId: string,
): Promise<void> {
  for (const part of slices(streets)) await db.run(touchStreets, { source, run: runId, streets: part });
}

/** The next properties that the run touched, in the order of their UPRNs as text. */
export async function listTouched(db: Reads, runId: string, after: string, most: number): Promise<string[]> {
  return (await db.all(touched, { run: runId, after, most })).map(({ uprn }) => uprn);
}

/** Everything kept of these properties (at most a thousand) and of the streets on which their addresses stand. */
export async function readPropertyParts(
  db: Reads,
  source: string,
  uprns: readonly string[],
): Promise<{ parts: StoredPart[]; streetNames: StoredPart[] }> {
  const parts = (await db.all(ofProperties, { source, uprns })).map(toPart);
  const streets = [...new Set(parts.flatMap(({ usrn }) => usrn ?? []))];
  const names: StoredPart[] = [];
  for (const part of slices(streets)) names.push(...(await db.all(streetNames, { source, streets: part })).map(toPart));
  return { parts, streetNames: names };
}

/** Drops what the run deleted, and its header, once addresses are made. */
export async function forgetDeletedParts(db: Writes, runId: string): Promise<void> {
  await db.run(forgetDeleted, { run: runId });
}
