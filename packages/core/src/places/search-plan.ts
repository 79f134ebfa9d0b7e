import { normaliseUprn } from '../kernel/uprn.js';
import { foldAddress, longForm, postcodeWord } from './address-words.js';

/** A word as it must stand in an address, or the beginning of one; `or` is another spelling that will do. */
export interface SoughtWord {
  readonly word: string;
  readonly match: 'whole' | 'beginning';
  readonly or?: string;
}

export type SearchPlan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'uprn'; readonly uprn: string }
  | {
      readonly kind: 'words';
      /** Readings of what was typed, the likeliest first; the next is tried when one finds nothing. */
      readonly attempts: readonly (readonly SoughtWord[])[];
      /** House numbers typed: places that bear one themselves come before flats and ranges. */
      readonly numbers: readonly string[];
    };

const mostWords = 8;

/** Reads what somebody typed: "4 quarry lane", "DM4 2LL", "12 dm42ll", "quar la", or a UPRN. */
export function planPlaceSearch(text: string): SearchPlan {
  const uprn = findUprn(text);
  if (uprn !== undefined) return { kind: 'uprn', uprn };
  const words = wordsOf(text);
  if (words.length === 0) return { kind: 'nothing' };
  return {
    kind: 'words',
    attempts: readings(text),
    numbers: words.map(({ word }) => word).filter(isNumber),
  };
}

/** The likeliest first: a whole postcode, or one that was begun, beside a house on a street; at last, any words. */
function readings(text: string): SoughtWord[][] {
  const sure = takePostcode(text, [wholePostcode, begunPostcode]);
  const unsure = takePostcode(text, [joinedPostcode]);
  const all = [
    [...sure.postcode, ...withHouse(wordsOf(sure.rest))],
    [...sure.postcode, ...wordsOf(sure.rest)],
    [...unsure.postcode, ...wordsOf(unsure.rest)],
    wordsOf(text).map((word): SoughtWord => (isNumber(word.word) ? word : { ...word, match: 'beginning' })),
  ];
  return [...new Map(all.map((reading) => [JSON.stringify(reading), reading])).values()];
}

/** Seven digits or more are a UPRN: no house has such a number. */
function findUprn(text: string): string | undefined {
  const bare = text.replace(/^\s*uprn\b[:\s]*/i, '').replace(/\s+/g, '');
  return /^\d{7,12}$/.test(bare) || /^\s*uprn\b/i.test(text) ? normaliseUprn(bare) : undefined;
}

const wholePostcode = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b/i;
/** "dm4 2" or "dm42l" at the end: what follows the space, or a digit before a letter, begins the second half. */
const begunPostcode = /\b([a-z]{1,2}\d[a-z\d]?)(?:\s+(?=\d)|(?=\d[a-z]$))(\d[a-z]?)$/i;
/** "dm42" at the end, which may as well be the first half of another postcode. */
const joinedPostcode = /\b([a-z]{1,2}\d[a-z\d]?)(\d)$/i;

/** A postcode, with or without its space, wherever it stands; at the end its beginning will do. */
function takePostcode(text: string, shapes: readonly RegExp[]): { postcode: SoughtWord[]; rest: string } {
  const trimmed = text.trim();
  for (const shape of shapes) {
    const found = shape.exec(trimmed);
    if (!found) continue;
    const [all, outward = '', inward = ''] = found;
    const match = inward.length === 3 ? 'whole' : 'beginning';
    const rest = `${trimmed.slice(0, found.index)} ${trimmed.slice(found.index + all.length)}`;
    return { postcode: [{ word: postcodeWord(`${outward} ${inward}`), match }], rest };
  }
  return { postcode: [], rest: text };
}

function wordsOf(text: string): SoughtWord[] {
  return foldAddress(text).slice(0, mostWords).map(sought);
}

const outwardCode = /^[a-z]{1,2}\d[a-z\d]?$/;

/** Numbers are whole: 4 isn't the beginning of 41; nor is DM4 that of DM42. */
function sought(word: string): SoughtWord {
  if (isNumber(word) || outwardCode.test(word)) return { word, match: 'whole' };
  const or = longForm(word);
  return { word, match: 'beginning', ...(or === undefined ? {} : { or }) };
}

function isNumber(word: string): boolean {
  return /^\d{1,6}[a-z]?$/.test(word);
}

/** One number with a street's name or a postcode's first half is looked up together: `4.quar`, `4.dm4`. */
function withHouse(words: readonly SoughtWord[]): readonly SoughtWord[] {
  const [number, second] = words.filter(({ word }) => isNumber(word));
  const at = words.findIndex((each) => each === number);
  const name = words.slice(at + 1).find(({ word, or }) => !isNumber(word) && or === undefined);
  if (!number || second || !name) return words;
  const together = { ...name, word: `${number.word}.${name.word}` };
  return words.flatMap((each) => (each === number ? [together] : each === name ? [] : [each]));
}
