import { slots, type PackedRecords } from './packed-records.js';

/**
 * One way of bringing together records that may be of one customer: those that share a key. A pair that a slip keeps
 * apart in one way comes together in another, so there are many.
 */
export interface BlockingPass {
  readonly name: string;
  /** How many keys a record may have. */
  readonly keys: number;
  /** A number of 32 bits, the same for records to be brought together; 0: this record isn't. */
  keyOf(record: number, slot: number): number;
  /** How many signs of likeness (`countSigns`) a pair needs, for it to be compared in full. */
  readonly signsNeeded: number;
}

/** Year and month, year and day, month and day: a slip in a date of birth leaves one of them as it was. */
const bornParts: readonly [name: string, part: (born: number) => number][] = [
  ['year-month', (born) => Math.floor(born / 100)],
  ['year-day', (born) => Math.floor(born / 10_000) * 100 + (born % 100)],
  ['month-day', (born) => born % 10_000],
];

export function listPasses(records: PackedRecords): BlockingPass[] {
  const { names, forename, born, postcode, address, sector, house, street, kind } = records;
  const { chars, starts, sound } = names;
  const surnameOf = (record: number): number => records.surname[record * slots.surname]!;
  const surnameSound = (record: number): number => sound[surnameOf(record)]!;
  const forenameSound = (record: number): number => sound[forename[record]!]!;
  const initial = (name: number): number => (name === 0 ? 0 : chars[starts[name]!]!);
  const pass = (
    name: string,
    signsNeeded: number,
    keys: number,
    partsOf: (record: number, slot: number) => readonly number[],
  ): BlockingPass => ({
    name,
    signsNeeded,
    keys,
    keyOf: (record, slot) => keyOfParts(kind[record]!, partsOf(record, slot)),
  });
  const slotted = (name: string, signsNeeded: number, column: Int32Array, width: number): BlockingPass =>
    pass(name, signsNeeded, width, (record, slot) => [column[record * width + slot]!]);
  return [
    slotted('identifier', 1, records.identifier, slots.identifier),
    slotted('telephone', 1, records.telephone, slots.telephone),
    slotted('email', 1, records.email, slots.email),
    slotted('born', 2, born, 1),
    slotted('postcode', 2, postcode, slots.address),
    slotted('address', 1, address, slots.address),
    pass('house-street', 1, slots.address, (record, slot) => [
      house[record * slots.address + slot]!,
      street[record * slots.address + slot]!,
    ]),
    pass('names', 3, 1, (record) => inOrder(forenameSound(record), surnameSound(record))),
    ...bornParts.flatMap(([name, part]) => [
      pass(`surname-${name}`, 2, 1, (record) => [surnameSound(record), part(born[record]!)]),
      pass(`forename-${name}`, 2, 1, (record) => [
        forenameSound(record),
        initial(surnameOf(record)),
        part(born[record]!),
      ]),
    ]),
    pass('sector-surname', 3, slots.address, (record, slot) => [
      sector[record * slots.address + slot]!,
      surnameSound(record),
    ]),
    pass('sector-forename', 3, slots.address, (record, slot) => [
      sector[record * slots.address + slot]!,
      forenameSound(record),
      initial(surnameOf(record)),
    ]),
    pass('street-surname', 2, slots.address, (record, slot) => [
      street[record * slots.address + slot]!,
      surnameSound(record),
    ]),
    pass('house-surname', 2, slots.address, (record, slot) => [
      house[record * slots.address + slot]!,
      surnameSound(record),
      initial(forename[record]!),
    ]),
  ];
}

function inOrder(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}

/** 0 where a part isn't known. Mixes as MurmurHash3 does. */
function keyOfParts(kind: number, parts: readonly number[]): number {
  let hash = kind + 1;
  for (const part of parts) {
    if (part === 0) return 0;
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0 || 1;
}
