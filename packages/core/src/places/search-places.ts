import { z } from 'zod';
import type { Reads } from '../kernel/db/database.js';
import { line } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { foldAddress } from './address-words.js';
import { findPlaceByUprn, readPlaces } from './repository.js';
import { findCandidates, type Candidate } from './search-repository.js';
import { planPlaceSearch } from './search-plan.js';
import type { Place } from './types.js';

export interface PlaceSearch {
  readonly items: readonly Place[];
  /** Whether others match too: the words say too little. */
  readonly more: boolean;
}

/** Addresses by what somebody types: a house and street, a postcode, a UPRN, or parts of words. In counting order. */
export const searchPlaces = defineQuery({
  name: 'places.search-places',
  permission: 'places.read',
  input: z.strictObject({ text: line(200), limit: z.coerce.number().int().min(1).max(200).default(20) }),
  run: async ({ db }, { text, limit }): Promise<PlaceSearch> => await findPlaces(db, text, limit),
});

/** More than a page lists; a search that finds as many needs another word, so which of them come first says little. */
const mostCandidates = 250;

async function findPlaces(db: Reads, text: string, limit: number): Promise<PlaceSearch> {
  const plan = planPlaceSearch(text);
  if (plan.kind === 'nothing') return { items: [], more: false };
  if (plan.kind === 'uprn') {
    const place = await findPlaceByUprn(db, plan.uprn);
    return { items: place ? [place] : [], more: false };
  }
  for (const attempt of plan.attempts) {
    const found = await findCandidates(db, attempt, mostCandidates);
    if (found.length === 0) continue;
    const best = inAddressOrder(found, plan.numbers).slice(0, limit);
    const places = new Map((await readPlaces(db, best)).map((place) => [place.id, place]));
    return { items: best.flatMap((id) => places.get(id) ?? []), more: found.length > limit };
  }
  return { items: [], more: false };
}

function inAddressOrder(found: readonly Candidate[], numbers: readonly string[]): string[] {
  return found
    .map((each) => ({ ...each, rank: ownNumberRank(each, numbers) }))
    .sort((a, b) => a.rank - b.rank || compare(a.sortKey, b.sortKey) || compare(a.id, b.id))
    .map(({ id }) => id);
}

/** A house that bears the number before a flat in it, and before a flat of that number in another house. */
function ownNumberRank(place: Candidate, numbers: readonly string[]): number {
  if (numbers.length === 0) return 0;
  const own = foldAddress(place.number ?? place.building ?? '');
  if (!numbers.some((number) => own.includes(number))) return 2;
  return place.subBuilding === null ? 0 : 1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
