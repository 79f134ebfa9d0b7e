import type { ReadSearchOptions, SearchReading } from './read-search.js';
import { nicknamesOf } from '../../kernel/names/nicknames.js';
import { readSearch } from './read-search.js';
import { soundsOf } from './sounds.js';
import { token } from './search-tokens.js';
import { nearSlipsOf, slipsOf } from './typing-slips.js';

/**
 * A condition on one of a customer's tokens: it is one of these, it begins so, both its halves begin so, or its first
 * half is this one and its second a typing slip from the word.
 */
export type TokenMatch =
  | { match: 'equals'; tokens: readonly string[] }
  | { match: 'starts'; prefix: string }
  | { match: 'halves'; prefix: string; second: string }
  | { match: 'slip'; prefix: string; word: string };

export type LookupReason =
  | 'telephone'
  | 'telephone-end'
  | 'email'
  | 'reference'
  | 'name-postcode'
  | 'sound-postcode'
  | 'house-postcode'
  | 'postcode'
  | 'house-street'
  | 'born'
  | 'name'
  | 'nickname'
  | 'part-name'
  | 'sound'
  | 'slip'
  | 'street';

/** One question to the index of tokens. */
export interface Lookup {
  reason: LookupReason;
  /** The customer has, for each of these, a token that matches it. */
  allOf: readonly TokenMatch[];
  /** Once it has found anyone, the lookups after it are left out. */
  whenFound: 'stop' | 'go-on';
  /** Asked only while nobody is found: it costs more than the others. */
  askedWhen?: 'nobody-found';
}

/** The lookups for a search, the most selective first. Run them in order until `enough` customers are found. */
export interface SearchPlan {
  reading: SearchReading;
  lookups: readonly Lookup[];
  enough: number;
}

const enough = 50;

/** Plans how to find the customers that an adviser's words speak of. An empty text needs no lookup. */
export function planSearch(typed: string, options: ReadSearchOptions = {}): SearchPlan {
  const reading = readSearch(typed, options);
  const planned = [
    ...planNumbers(reading),
    ...planPostcode(reading),
    ...planBorn(reading),
    ...planHouse(reading),
    ...planNames(reading),
    ...planStreet(reading),
  ];
  const isLastResort = ({ askedWhen }: Lookup): boolean => askedWhen === 'nobody-found';
  const lookups = [...planned.filter((one) => !isLastResort(one)), ...planned.filter(isLastResort)];
  return { reading, lookups, enough };
}

function planNumbers({ telephone, telephoneEnd, email, reference }: SearchReading): Lookup[] {
  const lookups: Lookup[] = [];
  if (telephone) {
    lookups.push(equals('telephone', 'stop', [token.telephone(telephone)]));
    // The area code is what people get wrong.
    lookups.push(starts('telephone-end', 'go-on', token.telephone(telephone.slice(-6))));
  }
  if (email) lookups.push(equals('email', 'stop', [token.email(email)]), starts('email', 'go-on', token.email(email)));
  if (reference) lookups.push(equals('reference', 'stop', [token.reference(reference)]));
  if (telephoneEnd) lookups.push(starts('telephone-end', 'go-on', token.telephone(telephoneEnd)));
  if (reference && reference.length >= 4) lookups.push(starts('reference', 'go-on', token.reference(reference)));
  return lookups;
}

function planPostcode({ postcode, postcodeStart, house, names }: SearchReading): Lookup[] {
  const sounds = [...new Set(names.flatMap(soundsOf))];
  if (postcode !== undefined) {
    return [
      ...equalsAny('name-postcode', 'stop', names, (name) => token.namePostcode(name, postcode)),
      ...equalsAny('sound-postcode', 'stop', sounds, (sound) => token.soundPostcode(sound, postcode)),
      ...equalsAny('house-postcode', 'stop', house ? [house] : [], () => token.address(postcode, house ?? '')),
      starts('postcode', 'go-on', beforeBar(token.address(postcode, ''))),
    ];
  }
  if (postcodeStart === undefined) return [];
  // The surname is mostly the last word: its lookup goes first.
  const surnameFirst = [...names].reverse();
  return [
    ...surnameFirst.map((name) => starts('name-postcode', 'go-on', token.namePostcode(name, postcodeStart))),
    ...sounds.reverse().map((sound) => starts('sound-postcode', 'go-on', token.soundPostcode(sound, postcodeStart))),
    ...(names.length === 0 ? [starts('postcode', 'go-on', `a:${postcodeStart}`)] : []),
  ];
}

function planBorn({ bornOn }: SearchReading): Lookup[] {
  return bornOn ? [equals('born', 'stop', [token.born(bornOn)])] : [];
}

function planHouse({ street, house }: SearchReading): Lookup[] {
  return street && house ? [equals('house-street', 'stop', [token.street(street, house)])] : [];
}

function planStreet({ street }: SearchReading): Lookup[] {
  if (!street) return [];
  return [starts('street', 'go-on', token.street(street, '')), starts('street', 'go-on', `s:${street}`)];
}

function planNames({ names, namesApart }: SearchReading): Lookup[] {
  return [...planNamesRead(names), ...(namesApart ? planNamesRead(namesApart) : [])];
}

function planNamesRead(names: readonly string[]): Lookup[] {
  const [first] = names;
  const last = names.at(-1);
  if (first === undefined || last === undefined) return [];
  return names.length === 1 ? planOneName(first) : planNamePair(first, last, names);
}

function planOneName(name: string): Lookup[] {
  return [
    starts('name', 'go-on', token.name(name, '')),
    ...(name.length >= 2 ? [starts('part-name', 'go-on', `n:${name}`)] : []),
    ...soundsOf(name).map((sound) => starts('sound', 'go-on', token.sound(sound, ''))),
    ...nearSlipsOf(name).map((slip) => asLastResort(starts('slip', 'go-on', token.name(slip, '')))),
  ];
}

/** First and last of the words, either of which may be the surname, and either or both a part of a name. */
function planNamePair(first: string, last: string, names: readonly string[]): Lookup[] {
  const nicknames = [
    ...nicknamesOf(first).map((name) => token.name(last, name)),
    ...nicknamesOf(last).map((name) => token.name(first, name)),
  ];
  const sounds = soundsOf(first).flatMap((a) => soundsOf(last).flatMap((b) => [token.sound(b, a), token.sound(a, b)]));
  return [
    equals('name', 'go-on', [token.name(last, first), token.name(first, last)]),
    ...(nicknames.length > 0 ? [equals('nickname', 'go-on', nicknames)] : []),
    starts('part-name', 'go-on', token.name(first, last)),
    starts('part-name', 'go-on', token.name(last, first)),
    ...(sounds.length > 0 ? [equals('sound', 'go-on', [...new Set(sounds)])] : []),
    ...(names.length === 2 ? [partsOfBoth(first, last)] : []),
    // Middle names, and the words of an organisation.
    { reason: 'part-name', allOf: names.map((name) => ({ match: 'starts', prefix: `n:${name}` })), whenFound: 'go-on' },
    ...slipInEither(first, last),
  ];
}

/** One of two names as it is, the other with a typing slip, whichever is the surname. */
function slipInEither(first: string, last: string): Lookup[] {
  return [...slipBeside(last, first), ...slipBeside(first, last)];
}

function slipBeside(name: string, word: string): Lookup[] {
  if (slipsOf(word).length === 0) return [];
  const match: TokenMatch = { match: 'slip', prefix: token.name(name, ''), word };
  return [asLastResort({ reason: 'slip', allOf: [match], whenFound: 'go-on' })];
}

function asLastResort(lookup: Lookup): Lookup {
  return { ...lookup, askedWhen: 'nobody-found' };
}

/** A token holds both names, and another holds them the other way round: the longer part leaves fewer to look through. */
function partsOfBoth(one: string, other: string): Lookup {
  const [longer, shorter] = one.length >= other.length ? [one, other] : [other, one];
  const pair: TokenMatch = { match: 'halves', prefix: `n:${longer}`, second: shorter };
  return { reason: 'part-name', allOf: [pair], whenFound: 'stop' };
}

function equals(reason: LookupReason, whenFound: Lookup['whenFound'], tokens: readonly string[]): Lookup {
  return { reason, allOf: [{ match: 'equals', tokens: [...new Set(tokens)] }], whenFound };
}

function equalsAny(
  reason: LookupReason,
  whenFound: Lookup['whenFound'],
  values: readonly string[],
  toToken: (value: string) => string,
): Lookup[] {
  return values.length === 0 ? [] : [equals(reason, whenFound, values.map(toToken))];
}

function starts(reason: LookupReason, whenFound: Lookup['whenFound'], prefix: string): Lookup {
  return { reason, allOf: [{ match: 'starts', prefix }], whenFound };
}

/** A token up to and with its bar: the whole of its first half, the beginning of any second. */
function beforeBar(key: string): string {
  return key.slice(0, key.indexOf('|') + 1);
}
