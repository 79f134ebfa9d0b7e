import type { MatchableCustomer } from './matchable-customer.js';
import type { NameWords } from './name-words.js';
import { compareFirstNames, compareSurnames } from './compare-names.js';
import { foldEmail, foldReference, houseAndStreetOf, postcodesOf } from './search-tokens.js';
import { organisationWords, personNames } from './name-words.js';
import { toE164 } from '../../kernel/telephone.js';

/** Why two records may be, or may not be, of one customer. */
export type Evidence =
  | 'same-reference'
  | 'same-telephone'
  | 'same-email'
  | 'same-name'
  | 'name-by-nickname'
  | 'name-by-sound'
  | 'name-with-slip'
  | 'same-organisation'
  | 'same-house'
  | 'same-postcode'
  | 'same-born'
  | 'born-with-slip'
  | 'different-first-name'
  | 'different-name'
  | 'different-born';

export interface Likeness {
  /** From 0 to 1. */
  score: number;
  verdict: 'likely' | 'possible' | 'unlikely';
  /** For the adviser, who decides: nothing is merged by a score. */
  evidence: readonly Evidence[];
}

/** How far each piece of evidence alone speaks for one customer; pieces combine as independent ones would. */
const speaksFor: Partial<Record<Evidence, number>> = {
  'same-reference': 0.9,
  'same-telephone': 0.5,
  'same-email': 0.5,
  'same-name': 0.55,
  'name-by-nickname': 0.5,
  'name-by-sound': 0.35,
  'same-organisation': 0.6,
  'same-house': 0.45,
  'same-postcode': 0.3,
  'same-born': 0.5,
};

/** What is left of the score where something differs: father and son share all but the date, twins all but the name. */
const speaksAgainst: Partial<Record<Evidence, number>> = {
  'different-born': 0.3,
  'different-first-name': 0.25,
  'different-name': 0.4,
};

const likelyFrom = 0.75;
const possibleFrom = 0.5;

/** Whether two records may be of one customer, for showing "possible duplicate" while a customer is being created. */
export function likelySame(a: MatchableCustomer, b: MatchableCustomer): Likeness {
  const evidence = [...compareNumbers(a, b), ...compareNamesOf(a, b), ...compareAddresses(a, b), ...compareBorn(a, b)];
  let doubt = 1;
  let share = 1;
  for (const piece of evidence) {
    doubt *= 1 - (speaksFor[piece] ?? 0);
    share *= speaksAgainst[piece] ?? 1;
  }
  // Whole hundredths, so that a limit is not missed by the last bit of a fraction.
  const score = Math.round((1 - doubt) * share * 100) / 100;
  const verdict = score >= likelyFrom ? 'likely' : score >= possibleFrom ? 'possible' : 'unlikely';
  return { score, verdict, evidence };
}

function compareNumbers(a: MatchableCustomer, b: MatchableCustomer): Evidence[] {
  const evidence: Evidence[] = [];
  if (shareAny(a.references, b.references, foldReference)) evidence.push('same-reference');
  if (shareAny(a.telephones, b.telephones, toE164)) evidence.push('same-telephone');
  if (shareAny(a.emails, b.emails, foldEmail)) evidence.push('same-email');
  return evidence;
}

function compareNamesOf(a: MatchableCustomer, b: MatchableCustomer): Evidence[] {
  if (a.organisationName && b.organisationName) {
    const same = organisationWords(a.organisationName).join(' ') === organisationWords(b.organisationName).join(' ');
    return [same ? 'same-organisation' : 'different-name'];
  }
  const pairs = personNames(a).flatMap((one) => personNames(b).map((other) => compareNames(one, other)));
  const order: readonly (Evidence | undefined)[] = ['same-name', 'name-by-nickname', 'name-by-sound', undefined];
  for (const best of order) if (pairs.includes(best)) return best ? [best] : [];
  if (pairs.length === 0) return [];
  return [pairs.includes('different-first-name') ? 'different-first-name' : 'different-name'];
}

/** Undefined where a surname agrees and a first name isn't known, or the other way about. */
function compareNames(a: NameWords, b: NameWords): Evidence | undefined {
  const first = compareFirstNames(a, b);
  const surnameKnown = a.surnames.length > 0 && b.surnames.length > 0;
  const surname = surnameKnown ? compareSurnames(a, b) : undefined;
  if (surname === 'none') return isSwapped(a, b) ? 'same-name' : 'different-name';
  if (first === 'none') return 'different-first-name';
  if (first === undefined || surname === undefined || first === 'initial') return undefined;
  if (surname === 'sound' || first === 'sound' || first === 'part') return 'name-by-sound';
  return first === 'same' ? 'same-name' : 'name-by-nickname';
}

function isSwapped(a: NameWords, b: NameWords): boolean {
  const [firstName] = a.firstNames;
  const [surname] = a.surnames;
  return firstName !== undefined && firstName === b.surnames[0] && surname === b.firstNames[0];
}

function compareAddresses(a: MatchableCustomer, b: MatchableCustomer): Evidence[] {
  if (shareAny(a.addresses, b.addresses, houseKey)) return ['same-house'];
  const theirs = postcodesOf(b.addresses ?? []);
  return postcodesOf(a.addresses ?? []).some((postcode) => theirs.includes(postcode)) ? ['same-postcode'] : [];
}

function houseKey(address: NonNullable<MatchableCustomer['addresses']>[number]): string | undefined {
  const [postcode] = postcodesOf([address]);
  const { house } = houseAndStreetOf(address);
  return postcode && house ? `${postcode}|${house}` : undefined;
}

function compareBorn(a: MatchableCustomer, b: MatchableCustomer): Evidence[] {
  if (!a.bornOn || !b.bornOn) return [];
  return [a.bornOn === b.bornOn ? 'same-born' : 'different-born'];
}

function shareAny<Value>(
  a: readonly Value[] | undefined,
  b: readonly Value[] | undefined,
  keyOf: (value: Value) => string | undefined,
): boolean {
  const keys = new Set((a ?? []).map(keyOf).filter((key) => key !== undefined && key !== ''));
  return (b ?? []).some((value) => keys.has(keyOf(value)));
}
