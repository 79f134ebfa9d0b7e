import type { Reads } from '../kernel/db/database.js';
import type { Box } from '../kernel/distance.js';
import { statement, type Statement, type Value } from '../kernel/db/statement.js';
import { placeColumns, toPlace, type PlaceRow } from './repository.js';
import type { SoughtWord } from './search-plan.js';
import type { Place } from './types.js';

/** As much of a place as putting the places found in order takes. */
export interface Candidate {
  readonly id: string;
  /** Counting order of houses within a street. */
  readonly sortKey: string;
  readonly number: string | null;
  readonly building: string | null;
  readonly subBuilding: string | null;
}

interface FoundRow {
  id: string;
  sort_key: string;
  number: string | null;
  building: string | null;
  sub_building: string | null;
}

/** As many as a plan may check beside the word that is looked up. */
const mostChecks = 9;

/**
 * By how many words are checked. The first word walks the primary key of place_tokens; each other is checked through
 * place_tokens_place_id_idx. Stops after enough rows, so that a common word costs no more than a rare one.
 */
export const placeSearches: readonly Statement<Record<string, Value>, FoundRow>[] = Array.from(
  { length: mostChecks + 1 },
  (_, checks) =>
    statement<Record<string, Value>, FoundRow>(
      `select p.id, p.sort_key, p.number, p.building, p.sub_building from place_tokens d join places p on p.id = d.place_id
       where (d.token >= :from0 and d.token < :to0)${Array.from({ length: checks }, (__, at) => check(at + 1)).join('')}
       limit :most`,
    ),
);

function check(at: number): string {
  return ` and exists (select 1 from place_tokens t${at} where t${at}.place_id = d.place_id
    and ((t${at}.token >= :from${at} and t${at}.token < :to${at}) or t${at}.token = :or${at}))`;
}

// Walks the primary key of place_tokens no further than `most`.
const howMany = statement<{ from: string; to: string; most: number }, { count: number }>(
  'select count(*) as count from (select 1 from place_tokens where token >= :from and token < :to limit :most) as found',
);

/** Places that bear every word, in no order; at most `most`. The rarest word is the one that is looked up. */
export async function findCandidates(db: Reads, words: readonly SoughtWord[], most: number): Promise<Candidate[]> {
  const [lookUp, ...also] = await rarestFirst(db, words.slice(0, mostChecks + 1));
  if (!lookUp) return [];
  const params: Record<string, Value> = { most, ...range(0, { ...lookUp, word: lookUp.or ?? lookUp.word }) };
  also.forEach((word, at) => Object.assign(params, range(at + 1, word), { [`or${at + 1}`]: word.or ?? word.word }));
  const search = placeSearches[also.length];
  if (!search) throw new Error('a search checks too many words');
  const rows = new Map((await db.all(search, params)).map((row) => [row.id, row]));
  return [...rows.values()].map(({ sort_key, sub_building, ...row }) => ({
    ...row,
    sortKey: sort_key,
    subBuilding: sub_building,
  }));
}

/** More places than this bear a common word; which of two common ones is rarer matters less. */
const countedTo = 500;

/** None when some word is nowhere. A short form counts as common: two ranges would have to be walked. */
async function rarestFirst(db: Reads, words: readonly SoughtWord[]): Promise<SoughtWord[]> {
  const counted: { word: SoughtWord; count: number }[] = [];
  for (const word of words) {
    const { from0: from = '', to0: to = '' } = range(0, word);
    const known = word.or === undefined;
    const count = known ? (await db.first(howMany, { from, to, most: countedTo }))?.count : countedTo + 1;
    if (!count) return [];
    counted.push({ word, count });
  }
  return counted.sort((a, b) => a.count - b.count).map(({ word }) => word);
}

/** Words are letters, digits and full stops, all of which sort after "!" and before the last character there is. */
function range(at: number, { word, match }: SoughtWord): Record<string, string> {
  return { [`from${at}`]: word, [`to${at}`]: `${word}${match === 'whole' ? '!' : '\u{10FFFF}'}` };
}

// Relies on places_lat_lon_idx for the band of latitude; the box is small.
const inBox = statement<{ south: number; north: number; west: number; east: number; most: number }, PlaceRow>(
  `select ${placeColumns} from places p
   where p.lat >= :south and p.lat <= :north and p.lon >= :west and p.lon <= :east and p.state <> 'historic'
   limit :most`,
);

/** Places inside a box of degrees, in no order. */
export async function findPlacesInBox(db: Reads, box: Box, most: number): Promise<Place[]> {
  return (await db.all(inBox, { ...box, most })).map(toPlace);
}

// Relies on places_postcode_sort_key_idx.
const inPostcode = statement<{ postcode: string; street: string; most: number }, PlaceRow>(
  `select ${placeColumns} from places p
   where p.postcode = :postcode and p.street = :street and p.state <> 'historic'
   order by p.sort_key, p.id limit :most`,
);

/** The houses of a street within a postcode, in counting order. */
export async function listStreetInPostcode(
  db: Reads,
  postcode: string,
  street: string,
  most: number,
): Promise<Place[]> {
  return (await db.all(inPostcode, { postcode, street, most })).map(toPlace);
}

// Relies on places_postcode_sort_key_idx.
const ofPostcode = statement<{ postcode: string; most: number }, PlaceRow>(
  `select ${placeColumns} from places p where p.postcode = :postcode and p.state <> 'historic'
   order by p.sort_key, p.id limit :most`,
);

/** The addresses of a postcode, in counting order. */
export async function listInPostcode(db: Reads, postcode: string, most: number): Promise<Place[]> {
  return (await db.all(ofPostcode, { postcode, most })).map(toPlace);
}
