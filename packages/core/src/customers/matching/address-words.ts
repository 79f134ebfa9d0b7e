import { foldWords } from '../../kernel/names/fold-words.js';
import { remembered } from '../../kernel/remembered.js';

/** What tells one house from another: its number or name, and its street. */
export interface HouseAndStreet {
  house?: string;
  street?: string;
}

const streetWords: Readonly<Record<string, string>> = {
  ave: 'avenue',
  av: 'avenue',
  bvd: 'boulevard',
  blvd: 'boulevard',
  cl: 'close',
  clo: 'close',
  cres: 'crescent',
  crt: 'court',
  ct: 'court',
  dr: 'drive',
  est: 'estate',
  gdns: 'gardens',
  gdn: 'gardens',
  gr: 'grove',
  gro: 'grove',
  grv: 'grove',
  hts: 'heights',
  la: 'lane',
  ln: 'lane',
  pde: 'parade',
  pk: 'park',
  pl: 'place',
  rd: 'road',
  sq: 'square',
  st: 'street',
  str: 'street',
  ter: 'terrace',
  terr: 'terrace',
  tce: 'terrace',
  wk: 'walk',
  wy: 'way',
};

const wholeStreetWords = new Set([
  ...Object.values(streetWords),
  ...(
    'hill row mews view rise green common drove end yard wharf quay bridge bank meadow orchard vale croft fold ' +
    'circus bypass heol ffordd stryd lon maes clos brae wynd gate'
  ).split(' '),
]);

/** A dwelling inside a building, which people leave out when they give an address. */
const insideBuilding = /^\s*(?:flat|apartment|apt|unit|room|suite|floor)\s+(?:no\.?\s*)?[\w/-]+[\s,]*/i;
const numberedStreet = /^(\d+\s?[a-z]?(?:\s*[-/]\s*\d+[a-z]?)?)\s+(\p{L}.*)$/iu;

/**
 * The house and the street of an address's first line: "Flat 2, 4 Quarry Lane" has house 4; "Rose Cottage, Quarry
 * Lane" has a named one; "Quarry Lane" has none.
 */
export function readAddressLine(line: string): HouseAndStreet {
  const segments = line
    .replace(insideBuilding, '')
    .split(',')
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '');
  for (const segment of segments) {
    const numbered = numberedStreet.exec(segment);
    if (numbered) return { house: foldHouse(numbered[1] ?? ''), street: foldStreet(numbered[2] ?? '') };
  }
  const [first, second] = segments;
  if (first === undefined) return {};
  if (/^\d+\s?[a-z]?$/i.test(first) || (second !== undefined && !endsAsStreet(first))) {
    return { house: foldHouse(first), ...(second === undefined ? {} : { street: foldStreet(second) }) };
  }
  return endsAsStreet(first) ? { street: foldStreet(first) } : { house: foldHouse(first) };
}

/** A house's number or name in one spelling: "4 A" and "4a" are one, and so are "Rose Cottage" and "ROSE-COTTAGE". */
export function foldHouse(house: string): string {
  return foldWords(house).join('');
}

/** A street in one spelling: "Quarry Ln." and "QUARRY LANE" are quarrylane; "St Giles St" is stgilesstreet. */
export const foldStreet = remembered((street) => {
  const words = foldWords(street);
  return words.map((word, at) => (at > 0 && at === words.length - 1 ? (streetWords[word] ?? word) : word)).join('');
});

/** Whether a text of two or more words ends as street names do. */
export function endsAsStreet(text: string): boolean {
  const words = foldWords(text);
  const last = words.at(-1) ?? '';
  return words.length > 1 && wholeStreetWords.has(streetWords[last] ?? last);
}
