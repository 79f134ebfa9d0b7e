import type { MatchableCustomer, MatchableName } from './matchable-customer.js';
import type { NameAgreement } from './compare-names.js';
import type { SearchReading } from './read-search.js';
import { compareWords } from './compare-names.js';
import { foldEmail, foldReference, houseAndStreetOf, postcodesOf } from './search-tokens.js';
import { organisationWords, personNames } from './name-words.js';
import { toE164 } from '../../kernel/telephone.js';
import { isTypingSlip } from './typing-slips.js';

export interface RankedCandidate<Customer> {
  customer: Customer;
  /** Comparable within one search only. */
  score: number;
  /** Another of their names, where it agrees better with what was typed than the present one. */
  otherName: MatchableName | undefined;
}

/** What each agreement is worth. A number, an address or a date tells people apart better than a name. */
const nameWorth: Readonly<Record<NameAgreement | 'slip', number>> = {
  same: 10,
  nickname: 7,
  part: 6,
  sound: 5,
  slip: 4,
  initial: 3,
  none: -4,
};
const worth = {
  ...{ telephone: 25, telephoneEnd: 12, email: 25, reference: 25, born: 15 },
  ...{ postcode: 8, postcodeStart: 4, house: 8, street: 6, order: 2 },
};

/**
 * The candidates that lookups found, the best first: exact names before nicknames, those before names that are typed in
 * part or only sound alike; then what agrees of address, numbers and date of birth. Equal ones stand by name, then id.
 */
export function rankCandidates<Customer extends MatchableCustomer & { id: string }>(
  reading: SearchReading,
  candidates: readonly Customer[],
): RankedCandidate<Customer>[] {
  return candidates
    .map((customer) => ({ customer, ...scoreOf(reading, customer), key: sortKey(customer) }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ customer, score, otherName }) => ({ customer, score, otherName }));
}

/**
 * Whether each typed name agrees with something that the customer is called. Where one doesn't, they were found by a name
 * that isn't in what is known of them here.
 */
export function isCalled({ names }: SearchReading, customer: MatchableCustomer): boolean {
  const called = [...namesOf(customer).flatMap(wordsOf), ...organisationWords(customer.organisationName ?? '')];
  return names.every((word) => called.some((name) => agreementOf(word, name) !== 'none'));
}

interface Score {
  readonly score: number;
  readonly otherName: MatchableName | undefined;
}

function scoreOf(reading: SearchReading, customer: MatchableCustomer): Score {
  const [typed, apart] = [scoreNames(reading.names, customer), scoreNames(reading.namesApart ?? [], customer)];
  const { score, otherName } = apart.score > typed.score ? apart : typed;
  return { score: score + scoreNumbers(reading, customer) + scoreAddresses(reading, customer), otherName };
}

function scoreNames(words: readonly string[], customer: MatchableCustomer): Score {
  if (words.length === 0) return { score: 0, otherName: undefined };
  let best: Score = {
    score: scoreWords(words, organisationWords(customer.organisationName ?? '')),
    otherName: undefined,
  };
  for (const [index, name] of namesOf(customer).entries()) {
    const [surname = ''] = personNames(name)[0]?.surnames ?? [];
    const inOrder = compareWords(words.at(-1) ?? '', surname) === 'same';
    const score = scoreWords(words, wordsOf(name)) + (inOrder ? worth.order : 0);
    if (score > best.score) best = { score, otherName: index === 0 ? undefined : name };
  }
  return best;
}

/** The present name first. Another surname without first names goes with the present ones. */
function namesOf({ firstNames, lastName, otherNames = [] }: MatchableCustomer): MatchableName[] {
  return [
    { firstNames, lastName },
    ...otherNames.map((other) => (other.firstNames ? other : { ...other, firstNames })),
  ];
}

function wordsOf(name: MatchableName): string[] {
  return personNames(name).flatMap(({ surnames, firstNames }) => [...surnames, ...firstNames]);
}

/** Each typed word takes the name that it agrees with best and no other word has taken. */
function scoreWords(words: readonly string[], names: readonly string[]): number {
  const left = [...names];
  let score = 0;
  for (const word of words) {
    const worths = left.map((name) => nameWorth[agreementOf(word, name)]);
    const best = Math.max(nameWorth.none, ...worths);
    score += best;
    if (best > nameWorth.none) left.splice(worths.indexOf(best), 1);
  }
  return score;
}

function agreementOf(word: string, name: string): NameAgreement | 'slip' {
  const agreement = compareWords(word, name);
  return agreement === 'none' && isTypingSlip(word, name) ? 'slip' : agreement;
}

function scoreNumbers(reading: SearchReading, customer: MatchableCustomer): number {
  const { telephone, telephoneEnd, email, reference, bornOn } = reading;
  const end = telephoneEnd ?? telephone?.slice(-6);
  const telephones = (customer.telephones ?? []).map((number) => toE164(number) ?? number.replace(/\D/g, ''));
  let score = 0;
  if (telephone && telephones.includes(telephone)) score += worth.telephone;
  else if (end && telephones.some((number) => number.endsWith(end))) score += worth.telephoneEnd;
  if (email && customer.emails?.some((address) => foldEmail(address).startsWith(email))) score += worth.email;
  if (reference && customer.references?.some((known) => foldReference(known).startsWith(reference))) {
    score += worth.reference;
  }
  if (bornOn && customer.bornOn === bornOn) score += worth.born;
  return score;
}

function scoreAddresses(reading: SearchReading, customer: MatchableCustomer): number {
  const { postcode, postcodeStart, street } = reading;
  if (!(postcode ?? postcodeStart ?? street)) return 0;
  // A house's name is typed as a person's would be: "rose cottage dm4 2ll".
  const house = reading.house ?? reading.names.join('');
  const scores = (customer.addresses ?? []).map((address) => {
    const known = houseAndStreetOf(address);
    const [at = ''] = postcodesOf([address]);
    const near =
      at !== '' && at === postcode ? 'postcode' : postcodeStart && at.startsWith(postcodeStart) ? 'start' : '';
    const onStreet = street !== undefined && known.street.startsWith(street);
    let score = near === 'postcode' ? worth.postcode : near === 'start' ? worth.postcodeStart : 0;
    if (onStreet) score += worth.street;
    if (house !== '' && known.house === house && (near !== '' || onStreet)) score += worth.house;
    return score;
  });
  return Math.max(0, ...scores);
}

function sortKey(customer: MatchableCustomer & { id: string }): string {
  const { surnames = [], firstNames = [] } = personNames(customer)[0] ?? {};
  const organisation = organisationWords(customer.organisationName ?? '');
  return [...surnames, ...organisation, ' ', ...firstNames, ' ', customer.id].join(' ');
}
