import type { LocalDate } from '../../kernel/clock.js';
import type { MatchableAddress, MatchableCustomer } from './matchable-customer.js';
import type { NameWords } from './name-words.js';
import { foldHouse, foldStreet, readAddressLine } from './address-words.js';
import { foldLetters } from '../../kernel/names/fold-words.js';
import { normalisePostcode } from '../../kernel/postcode.js';
import { organisationWords, personNames } from './name-words.js';
import { soundsOf } from './sounds.js';
import type { SharedField } from '../../kernel/db/shared-fields.js';
import { toE164 } from '../../kernel/telephone.js';

/**
 * What customers are found by. Each is made so that one equality or one prefix answers a whole question,
 * and one token serves several: `n:smith|joan` answers "smith", "smi", "smith joan" and "smith jo".
 */
export const token = {
  /** Two names of one customer: surname and first name, first name and surname, or neighbours in an organisation's name. */
  name: (one: string, other: string) => cut(`n:${one}|${other}`),
  /** How surname and first name sound. */
  sound: (surname: string, firstName: string) => cut(`p:${surname}|${firstName}`),
  namePostcode: (name: string, postcode: string) => cut(`np:${name}|${postcode}`),
  soundPostcode: (sound: string, postcode: string) => cut(`pp:${sound}|${postcode}`),
  /** Postcode, then house, so that `a:DM4 ` finds an outcode, `a:DM4 2LL|` a postcode and `a:DM4 2LL|4` a house. */
  address: (postcode: string, house: string) => cut(`a:${postcode}|${house}`),
  street: (street: string, house: string) => cut(`s:${street}|${house}`),
  /** Digits from the last to the first: a beginning of the token is the end of the number, which people quote. */
  telephone: (digits: string) => cut(`t:${[...digits.replace(/\D/g, '')].reverse().join('')}`),
  email: (email: string) => cut(`e:${foldEmail(email)}`),
  reference: (reference: string) => cut(`r:${foldReference(reference)}`),
  born: (on: LocalDate) => `d:${on}`,
};

const fieldsOfKinds: Readonly<Record<string, SharedField>> = {
  ...{ np: 'customer.address', pp: 'customer.address', a: 'customer.address', s: 'customer.address' },
  ...{ t: 'customer.contact-points', e: 'customer.contact-points' },
  ...{ r: 'customer.identifiers', d: 'customer.birth' },
};

/** The field of an agreement that a token, or the beginning of one, tells of; undefined: a name, which all fields are of. */
export function fieldOfToken(text: string): SharedField | undefined {
  return fieldsOfKinds[text.slice(0, text.indexOf(':'))];
}

const longestToken = 80;

/** Everything by which a customer is found: about a dozen tokens, each once, in no order that matters. */
export function customerTokens(customer: MatchableCustomer): string[] {
  const tokens = new Set<string>();
  const postcodes = postcodesOf(customer.addresses ?? []);
  for (const name of personNames(customer)) addPerson(tokens, name, postcodes);
  if (customer.organisationName) addOrganisation(tokens, organisationWords(customer.organisationName), postcodes);
  for (const address of customer.addresses ?? []) addAddress(tokens, address);
  for (const telephone of customer.telephones ?? []) {
    const e164 = toE164(telephone);
    if (e164 !== undefined) tokens.add(token.telephone(e164));
  }
  for (const email of customer.emails ?? []) if (email.trim()) tokens.add(token.email(email));
  for (const reference of customer.references ?? [])
    if (foldReference(reference)) tokens.add(token.reference(reference));
  if (customer.bornOn) tokens.add(token.born(customer.bornOn));
  return [...tokens];
}

/** A reference in one spelling: letters and digits in capitals. */
export function foldReference(reference: string): string {
  return foldLetters(reference)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}

/** An e-mail address in one spelling. Domains ignore case (RFC 5321 section 2.4); in practice so do mailboxes. */
export function foldEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

/** House and street of an address, folded, from its parts or from its first line. */
export function houseAndStreetOf(address: MatchableAddress): { house: string; street: string } {
  const read = address.line ? readAddressLine(address.line) : {};
  return {
    house: address.house ? foldHouse(address.house) : (read.house ?? ''),
    street: address.street ? foldStreet(address.street) : (read.street ?? ''),
  };
}

/** Postcodes of addresses, each once, as Royal Mail writes them. */
export function postcodesOf(addresses: readonly MatchableAddress[]): string[] {
  const postcodes = addresses.map(({ postcode }) => normalisePostcode(postcode ?? ''));
  return [...new Set(postcodes.filter((postcode) => postcode !== undefined))];
}

function addPerson(tokens: Set<string>, { surnames, firstNames }: NameWords, postcodes: readonly string[]): void {
  const [surname = ''] = surnames;
  const [firstName = ''] = firstNames;
  for (const name of surnames) tokens.add(token.name(name, firstName));
  for (const name of firstNames) tokens.add(token.name(name, surname));
  const [firstSound = ''] = soundsOf(firstName);
  for (const name of surnames.length > 0 ? surnames : firstNames) {
    addNameAtPostcodes(tokens, name, postcodes);
    for (const sound of soundsOf(name)) tokens.add(token.sound(sound, surnames.length > 0 ? firstSound : ''));
  }
}

function addOrganisation(tokens: Set<string>, words: readonly string[], postcodes: readonly string[]): void {
  words.forEach((word, at) => tokens.add(token.name(word, words[at + 1] ?? '')));
  const [first] = words;
  if (first === undefined) return;
  addNameAtPostcodes(tokens, first, postcodes);
  for (const sound of soundsOf(first)) tokens.add(token.sound(sound, ''));
}

function addNameAtPostcodes(tokens: Set<string>, name: string, postcodes: readonly string[]): void {
  const [sound] = soundsOf(name);
  for (const postcode of postcodes) {
    tokens.add(token.namePostcode(name, postcode));
    if (sound !== undefined) tokens.add(token.soundPostcode(sound, postcode));
  }
}

function addAddress(tokens: Set<string>, address: MatchableAddress): void {
  const { house, street } = houseAndStreetOf(address);
  const postcode = normalisePostcode(address.postcode ?? '');
  if (postcode !== undefined) tokens.add(token.address(postcode, house));
  if (street !== '') tokens.add(token.street(street, house));
}

function cut(key: string): string {
  return key.length <= longestToken ? key : key.slice(0, longestToken);
}
