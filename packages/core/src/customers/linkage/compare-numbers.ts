import { compareTexts } from './compare-texts.js';
import { levelNumber, shifts } from './levels.js';
import { slots, type PackedRecords } from './packed-records.js';
import type { PackedTexts } from './dictionary.js';

// The three fields have the same levels.
const same = levelNumber('telephone', 'same');
const slip = levelNumber('telephone', 'slip');
const different = levelNumber('telephone', 'different');

/** Compares telephone numbers, mail addresses and identifiers, each the closest of all that both have. */
export function compareNumbers(records: PackedRecords): (a: number, b: number) => number {
  const telephones = compareSlots(records.telephone, slots.telephone, records.telephones);
  const emails = compareSlots(records.email, slots.email, records.emails);
  const identifiers = compareSlots(records.identifier, slots.identifier, records.identifiers, records.identifierKind);
  return (a, b) =>
    (telephones(a, b) << shifts.telephone) | (emails(a, b) << shifts.email) | (identifiers(a, b) << shifts.identifier);
}

/** With `kinds`, values of different kinds are not compared. */
function compareSlots(
  column: Int32Array,
  width: number,
  texts: PackedTexts,
  kinds?: Int32Array,
): (a: number, b: number) => number {
  const text = compareTexts(texts);
  return (a, b) => {
    let best = 0;
    for (let one = a * width; one < (a + 1) * width; one += 1) {
      const value = column[one]!;
      if (value === 0) continue;
      for (let other = b * width; other < (b + 1) * width; other += 1) {
        const theirs = column[other]!;
        if (theirs === 0 || (kinds !== undefined && kinds[one] !== kinds[other])) continue;
        if (value === theirs) return same;
        if (text.isOneSlip(value, theirs)) best = slip;
        else if (best === 0) best = different;
      }
    }
    return best;
  };
}
