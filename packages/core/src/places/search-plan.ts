import { normalisePostcode } from '../kernel/postcode.js';
import { normaliseUprn } from '../kernel/uprn.js';
import { foldAddress, longForm } from './address-words.js';

/** A word as it must stand in an address, or the beginning of one; `or` is another spelling that will do. */
export interface SoughtWord {
  readonly word: string;
  readonly match: 'whole' | 'beginning';
  readonly or?: string;
}

/** `lookUp` is the most telling word, the only one that walks an index; `also` are checked on what it finds. */
export interface SearchAttempt {
  readonly lookUp: SoughtWord;
  readonly also: readonly SoughtWord[];
}

export type SearchPlan =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'uprn'; readonly uprn: string }
  | {
      readonly kind: 'words';
      /** Readings of what was typed, the likeliest first; the next is tried when one finds nothing. */
      readonly attempts: readonly SearchAttempt[];
      /** House numbers typed: places that bear one themselves come before flats and ranges. */
      readonly numbers: readonly string[];
    };

const mostWords = 8;

/** Reads what somebody typed: "4 quarry lane", "DM4 2LL", "12 dm42ll", "quar la", or a UPRN. */
export function planPlaceSearch(text: string): SearchPlan {
  const uprn = findUprn(text);
  if (uprn !== undefined) return { kind: 'uprn', uprn };
  const { postcode, rest } = takePostcode(text);
  const words = foldAddress(rest).slice(0, mostWords).map(sought);
  const readings = [
    [...(postcode ? [postcode] : []), ...withHouse(words)],
    [...(postcode ? [postcode] : []), ...words],
    ...(postcode ? [foldAddress(text).slice(0, mostWords).map(sought)] : []),
  ];
  const attempts = readings.filter((reading) => reading.length > 0).map(inOrder);
  if (attempts.length === 0) return { kind: 'nothing' };
  return { kind: 'words', attempts, numbers: words.map(({ word }) => word).filter(isNumber) };
}

function inOrder(words: readonly SoughtWord[]): SearchAttempt {
  const [lookUp, ...also] = [...words].sort((a, b) => telling(b) - telling(a));
  if (!lookUp) throw new Error('a reading without words');
  return { lookUp, also };
}

/** Seven digits or more are a UPRN: no house has such a number. */
function findUprn(text: string): string | undefined {
  const bare = text.replace(/^\s*uprn\b[:\s]*/i, '').replace(/\s+/g, '');
  return /^\d{7,12}$/.test(bare) || /^\s*uprn\b/i.test(text) ? normaliseUprn(bare) : undefined;
}

const wholePostcode = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b/i;
const beginningOfPostcode = /\b([a-z]{1,2}\d[a-z\d]?)\s?(\d[a-z]?)$/i;

/** A postcode, with or without its space, wherever it stands; at the end its beginning will do. */
function takePostcode(text: string): { postcode?: SoughtWord; rest: string } {
  const trimmed = text.trim();
  const whole = wholePostcode.exec(trimmed);
  if (whole && normalisePostcode(whole[0]) !== undefined) {
    const word = foldAddress(whole[0]).join('');
    return { postcode: { word, match: 'whole' }, rest: without(trimmed, whole) };
  }
  const begun = beginningOfPostcode.exec(trimmed);
  if (!begun) return { rest: text };
  return {
    postcode: { word: foldAddress(begun[0]).join(''), match: 'beginning' },
    rest: without(trimmed, begun),
  };
}

function without(text: string, match: RegExpExecArray): string {
  return `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
}

/** Numbers are whole: 4 isn't the beginning of 41. */
function sought(word: string): SoughtWord {
  if (isNumber(word)) return { word, match: 'whole' };
  const or = longForm(word);
  return { word, match: 'beginning', ...(or === undefined ? {} : { or }) };
}

function isNumber(word: string): boolean {
  return /^\d{1,6}[a-z]?$/.test(word);
}

/** One number with a street's name is looked up together: `4.quar`. */
function withHouse(words: readonly SoughtWord[]): readonly SoughtWord[] {
  const [number, second] = words.filter(({ word }) => isNumber(word));
  const at = words.findIndex((each) => each === number);
  const name = words.slice(at + 1).find(({ word, or }) => !isNumber(word) && or === undefined);
  if (!number || second || !name || at === words.length - 1) return words;
  return words.map((each) => (each === number ? { word: `${number.word}.${name.word}`, match: 'beginning' } : each));
}

/** How few addresses a word is likely to leave. */
function telling({ word, match, or }: SoughtWord): number {
  if (word.includes('.')) return 90 + word.length;
  if (match === 'whole' && /^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/.test(word)) return 200;
  if (isNumber(word)) return 2;
  return or === undefined ? 2 + word.length : 1;
}
