import { levelNumber, levelOf, linkageFields, type LinkageField } from './levels.js';
import { slots, type PackedRecords } from './packed-records.js';
import { isOwnField, type LinkageWeights } from './weights.js';

/** A value that so few share is as good as any other rare one: a base is too small to tell them apart. */
const fewestSharing = 5;

interface ValueColumn {
  readonly values: Int32Array;
  readonly width: number;
  /** How many have each value, by its number. */
  readonly counts: Uint32Array;
  /** How many have any. */
  readonly known: number;
}

/**
 * The probability that two records are of one customer. Where they agree in a value, it counts how common the value
 * is: two Smiths say less than two Featherstonehaughs, and a number that a hostel's fifty residents gave says little.
 */
export function openScoring(
  records: PackedRecords,
  weights: LinkageWeights,
): (a: number, b: number, pattern: number) => number {
  const columns = valueColumns(records);
  const same = Object.fromEntries(linkageFields.map((field) => [field, sameLevel(field)])) as Record<
    LinkageField,
    number
  >;
  return (a, b, pattern) => {
    let customer = weights.customerRate;
    let household = weights.householdRate;
    let unrelated = 1 - customer - household;
    for (const field of linkageFields) {
      const level = levelOf(pattern, field);
      if (level === 0) continue;
      const ofCustomer = weights.customer[field][level]!;
      let ofUnrelated = weights.unrelated[field][level]!;
      let ofHousehold = weights.household[field][level]!;
      const column = columns[field];
      if (column && level === same[field]) {
        ofUnrelated = shareOfValue(column, a, b, ofUnrelated);
        if (isOwnField(field)) {
          const alike = weights.alike[field];
          ofHousehold = alike * ofCustomer + (1 - alike) * ofUnrelated;
        }
      }
      customer *= ofCustomer;
      household *= ofHousehold;
      unrelated *= ofUnrelated;
    }
    return customer / (customer + household + unrelated);
  };
}

function sameLevel(field: LinkageField): number {
  return field === 'person' ? -1 : levelNumber(field, 'same');
}

/** How often two unrelated people would share the value that both have, where all values together give `onAverage`. */
function shareOfValue({ values, width, counts, known }: ValueColumn, a: number, b: number, onAverage: number): number {
  let fewest = Infinity;
  for (let one = a * width; one < (a + 1) * width; one += 1) {
    const value = values[one]!;
    if (value === 0) continue;
    for (let other = b * width; other < (b + 1) * width; other += 1)
      if (values[other] === value) fewest = Math.min(fewest, counts[value]!);
  }
  if (fewest === Infinity) return onAverage;
  return fewest <= fewestSharing ? Math.min(onAverage, fewestSharing / known) : fewest / known;
}

function valueColumns(records: PackedRecords): Partial<Record<LinkageField, ValueColumn>> {
  const { count } = records;
  return {
    forename: countValues(records.forename, 1, count),
    surname: countValues(records.surname, slots.surname, count),
    born: countValues(records.born.slice(0, count).map(dayNumber), 1, count),
    address: countValues(records.address, slots.address, count),
    telephone: countValues(records.telephone, slots.telephone, count),
    email: countValues(records.email, slots.email, count),
    identifier: countValues(records.identifier, slots.identifier, count),
  };
}

/** The days of the calendar and those that slips make, in numbers small enough to count by. */
function dayNumber(born: number): number {
  if (born === 0) return 0;
  return 1 + ((Math.floor(born / 10_000) * 100 + (Math.floor(born / 100) % 100)) * 100 + (born % 100)) - 10_000_000;
}

function countValues(values: Int32Array, width: number, records: number): ValueColumn {
  let largest = 0;
  for (let at = 0; at < records * width; at += 1) largest = Math.max(largest, values[at]!);
  const counts = new Uint32Array(largest + 1);
  let known = 0;
  for (let at = 0; at < records * width; at += 1) {
    const value = values[at]!;
    if (value === 0) continue;
    counts[value]! += 1;
    if (at % width === 0) known += 1;
  }
  return { values, width, counts, known: Math.max(1, known) };
}
