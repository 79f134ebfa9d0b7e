import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { PropertyFact } from './types.js';

interface FactRow {
  id: string;
  authority_id: number;
  place_id: string;
  fact: string;
  value: string;
  source: string;
  as_of_at: number;
  version: number;
}

const columns = 'f.id, f.authority_id, f.place_id, f.fact, f.value, f.source, f.as_of_at, f.version';

function toFact(row: FactRow): PropertyFact {
  const { id, fact, value, source, version } = row;
  const { authority_id: authorityId, place_id: placeId, as_of_at: asOfAt } = row;
  return { id, authorityId, placeId, fact, value, source, asOfAt, version };
}

// Relies on property_facts_place_id_idx.
const ofPlace = statement<{ place: string }, FactRow>(
  `select ${columns} from @property_facts f where f.place_id = :place and f.ended_at is null
   order by f.fact, f.as_of_at desc, f.id`,
);
// Relies on property_facts_authority_id_place_id_fact_key.
const one = statement<{ authority: number; place: string; fact: string }, FactRow & { ended_at: number | null }>(
  `select ${columns}, f.ended_at from @property_facts f
   where f.authority_id = :authority and f.place_id = :place and f.fact = :fact`,
);

/** What the authorities in scope hold of the property, by fact, the newest first. */
export async function listFacts(db: Reads, placeId: string): Promise<PropertyFact[]> {
  return (await db.all(ofPlace, { place: placeId })).map(toFact);
}

/** The authority's own row for the fact, ended or not. */
export async function findFact(
  db: Reads,
  authorityId: AuthorityId,
  placeId: string,
  fact: string,
): Promise<{ fact: PropertyFact; ended: boolean } | undefined> {
  const row = await db.first(one, { authority: authorityId, place: placeId, fact });
  return row && { fact: toFact(row), ended: row.ended_at !== null };
}

// Relies on property_facts_authority_id_place_id_fact_key.
const ofPlaces = statement<{ authority: number; places: readonly string[] }, FactRow & { ended_at: number | null }>(
  `select ${columns}, f.ended_at from @property_facts f where f.authority_id = :authority and f.place_id in (:places*)`,
);

/** The authority's rows for many places, ended or not: for imports. */
export async function listFactsOfPlaces(
  db: Reads,
  authorityId: AuthorityId,
  places: readonly string[],
): Promise<{ fact: PropertyFact; ended: boolean }[]> {
  if (places.length === 0) return [];
  const rows = await db.all(ofPlaces, { authority: authorityId, places });
  return rows.map((row) => ({ fact: toFact(row), ended: row.ended_at !== null }));
}

/** What an authority says of a property. */
export interface FactDraft {
  readonly placeId: string;
  readonly fact: string;
  readonly value: string;
  readonly source: string;
  readonly asOfAt: Instant;
}

export async function insertFacts(
  db: Writes,
  authorityId: AuthorityId,
  facts: readonly FactDraft[],
  runId: string | null,
  newId: () => string,
): Promise<void> {
  const columns = ['id', 'authority_id', 'place_id', 'fact', 'value', 'source', 'as_of_at', 'import_run_id', 'version'];
  const rows = facts.map((fact) => [
    newId(),
    authorityId,
    fact.placeId,
    fact.fact,
    fact.value,
    fact.source,
    fact.asOfAt,
    runId,
    1,
  ]);
  await db.bulk('property_facts', columns, rows);
}

/** Overwrites what the authority said before; a fact that was ended holds again. */
export async function updateFact(
  db: Writes,
  before: PropertyFact,
  { value, source, asOfAt }: Pick<FactDraft, 'value' | 'source' | 'asOfAt'>,
  runId: string | null,
): Promise<void> {
  const changes = {
    value,
    source,
    as_of_at: asOfAt,
    ended_at: null,
    import_run_id: runId,
    version: before.version + 1,
  };
  await db.update('property_facts', { id: before.id }, changes);
}

/** From now on the authority says nothing of this; the row stays for the record. */
export async function endFactRow(db: Writes, before: PropertyFact, endedAt: Instant): Promise<void> {
  await db.update('property_facts', { id: before.id }, { ended_at: endedAt, version: before.version + 1 });
}
