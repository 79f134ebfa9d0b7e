import type { Reads } from '../kernel/db/database.js';
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
