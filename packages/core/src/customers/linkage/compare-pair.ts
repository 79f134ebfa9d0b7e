import { compareBorn } from './compare-born.js';
import { compareNumbers } from './compare-numbers.js';
import { comparePersons } from './compare-persons.js';
import { comparePlaces } from './compare-places.js';
import { shifts } from './levels.js';
import type { PackedRecords } from './packed-records.js';

/** Compares two records, by their numbers, in every field; answers the pattern of levels. */
export function openComparison(records: PackedRecords): (a: number, b: number) => number {
  const persons = comparePersons(records);
  const places = comparePlaces(records);
  const numbers = compareNumbers(records);
  const { born } = records;
  return (a, b) =>
    persons(a, b) | (compareBorn(born[a]!, born[b]!) << shifts.born) | (places(a, b) << shifts.address) | numbers(a, b);
}
