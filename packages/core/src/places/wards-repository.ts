import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

// Relies on places_ward_idx: each jumps to the next ward.
const nextWard = statement<{ after: string }, { ward: string | null }>(
  'select min(ward) as ward from places where ward > :after',
);
// Relies on places_ward_idx and the primary key of place_authorities.
const placeIn = statement<{ ward: string; authority: number }, { id: string }>(
  `select p.id from places p join place_authorities a on a.place_id = p.id
   where p.ward = :ward and a.authority_ref = :authority limit 1`,
);

/** The wards in which an authority's addresses lie, by name: the areas that a case’s place can be in. */
export async function listWards(db: Reads, authority: AuthorityId): Promise<string[]> {
  const wards: string[] = [];
  for (let after = ''; ;) {
    const ward = (await db.first(nextWard, { after }))?.ward;
    if (typeof ward !== 'string') return wards;
    if (await db.first(placeIn, { ward, authority })) wards.push(ward);
    after = ward;
  }
}
