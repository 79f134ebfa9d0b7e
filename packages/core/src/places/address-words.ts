import type { Place } from './types.js';

type Addressed = Pick<
  Place,
  'organisation' | 'subBuilding' | 'building' | 'number' | 'street' | 'locality' | 'town' | 'postcode'
>;

/** Words in one spelling: small letters without accents, apostrophes left out ("St Mary’s" is st, marys). */
export function foldAddress(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’`]/g, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What ends a street's name: too common to look a house up by. */
const streetEnds: ReadonlySet<string> = new Set(
  (
    'avenue close court crescent drive gardens grove hill lane park parade place rise road row square street terrace ' +
    'view walk way'
  ).split(' '),
);

/** Short forms that a longer word doesn't begin with; "av" and "cres" are found as beginnings. */
const shortForms: Readonly<Record<string, string>> = {
  ct: 'court',
  dr: 'drive',
  gdns: 'gardens',
  ln: 'lane',
  mt: 'mount',
  pk: 'park',
  rd: 'road',
  saint: 'st',
  sq: 'square',
};

export function longForm(word: string): string | undefined {
  return Object.hasOwn(shortForms, word) ? shortForms[word] : undefined;
}

/**
 * The words under which a place is found: each word of its address; its postcode as one (`dm4-2ll`); its house numbers, also those
 * inside a range; and number with street word or postcode district (`4.quarry`, `4.dm4`), because each alone is common.
 */
export function placeWords(place: Addressed): string[] {
  const street = foldAddress(place.street ?? '');
  const names = [place.subBuilding, place.building, place.number].flatMap((text) => foldAddress(text ?? ''));
  const words = new Set([
    ...street,
    ...names,
    ...[place.organisation, place.locality, place.town].flatMap((text) => foldAddress(text ?? '')),
    ...foldAddress(place.postcode ?? '').slice(0, 1),
    ...(place.postcode ? [postcodeWord(place.postcode)] : []),
  ]);
  const numbers = houseNumbers(place);
  for (const number of numbers) {
    words.add(number);
    for (const word of [...streetNames(place), ...foldAddress(place.postcode ?? '').slice(0, 1)])
      words.add(`${number}.${word}`);
  }
  return [...words].map((word) => word.slice(0, 60));
}

/** `dm4-2ll`: with its halves apart, so that DM4 2 isn't taken for DM42. */
export function postcodeWord(postcode: string): string {
  return foldAddress(postcode).join('-');
}

/** The words of the street (else of the locality) that tell it from others. */
function streetNames(place: Addressed): string[] {
  const words = foldAddress(place.street ?? place.locality ?? '');
  const telling = words.filter((word) => !streetEnds.has(word));
  return telling.length > 0 ? telling : words;
}

const numberRange = /(\d{1,5})([a-z]?)\s*[-–/]\s*(\d{1,5})([a-z]?)/gi;
const longestRange = 20;

/** 4A gives 4a and 4; 12-16 gives 12, 14 and 16 (a side of a street is odd or even). */
function houseNumbers(place: Addressed): Set<string> {
  const numbers = new Set<string>();
  for (const text of [place.number, place.building, place.subBuilding]) {
    for (const word of foldAddress(text ?? '')) for (const number of numberForms(word)) numbers.add(number);
    for (const [, from = '', , to = ''] of (text ?? '').matchAll(numberRange))
      for (const number of inside(Number(from), Number(to))) numbers.add(number);
  }
  return numbers;
}

function numberForms(word: string): string[] {
  const digits = /^(\d{1,6})[a-z]$/.exec(word)?.[1];
  if (digits !== undefined) return [word, digits];
  return /^\d{1,6}$/.test(word) ? [word] : [];
}

function inside(from: number, to: number): string[] {
  if (to <= from || (to - from) / 2 > longestRange || (to - from) % 2 === 1) return [];
  return Array.from({ length: (to - from) / 2 + 1 }, (_, step) => String(from + 2 * step));
}

/** Sorts a street's houses in counting order: street, town, number, building, what is inside it. Tabs come before all. */
export function addressSortKey(place: Addressed): string {
  const { street, locality, town, number, building, subBuilding, organisation } = place;
  const parts = [street ?? locality, town, number, building, subBuilding, organisation];
  return parts.map((part) => countingText(part ?? '')).join('\t');
}

/** `4a` becomes `000004 a`, so that 4 comes before 4a, and 9 before 10. */
function countingText(text: string): string {
  return foldAddress(text)
    .join(' ')
    .replace(/\d{1,6}/g, (digits) => `${digits.padStart(6, '0')} `)
    .trim();
}
