/** The characters of a case reference: no 0 O 1 I, which are mistaken for one another. A character's place is its value. */
export const referenceAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** What was typed is a case reference, or why it is not. */
export type ReadCaseReference =
  | { kind: 'reference'; reference: string }
  /** Not of a reference's length and parts. */
  | { kind: 'other' }
  /** Holds characters that no reference has; `characters` lists them, for "References never have O or 0". */
  | { kind: 'unused-characters'; characters: string }
  /** One or more characters are wrong or changed places. */
  | { kind: 'mistyped' };

const randomCharacters = 8;
const randomByteCount = 5;
const prefixShape = /^[A-HJ-NP-Z]{2}$/;
const referenceLength = 2 + randomCharacters + 1;

/**
 * A new case reference, such as WM-4F7K-2Q9M-X: the authority's prefix, 40 random bits so that it can't be guessed on
 * the web, and a check character. The same one twice is possible: the store refuses it, and the caller makes another.
 *
 * `randomBytes` is node:crypto's, or a test's. Throws RangeError for a prefix that `isReferencePrefix` refuses.
 */
export function makeCaseReference(prefix: string, randomBytes: (count: number) => Uint8Array): string {
  if (!isReferencePrefix(prefix)) {
    throw new RangeError(`A case reference begins with two capital letters other than I and O, not "${prefix}".`);
  }
  const symbols = prefix + fiveBitSymbols(randomBytes(randomByteCount));
  return hyphenate(symbols + checkCharacter(symbols));
}

/** Whether an authority may have these two letters as its prefix: capitals, and neither I nor O. */
export function isReferencePrefix(text: string): boolean {
  return prefixShape.test(text);
}

/** The reference as it is written, WM-4F7K-2Q9M-X, from any case, spacing and hyphens; undefined when it is none. */
export function parseCaseReference(text: string): string | undefined {
  const read = readCaseReference(text);
  return read.kind === 'reference' ? read.reference : undefined;
}

/**
 * As `parseCaseReference`, and says what is amiss. Words of eleven letters in all can pass for a reference (one in 32
 * has the right check character): look for a case first, then for what else the text may be.
 */
export function readCaseReference(text: string): ReadCaseReference {
  const symbols = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−._/]/g, '');
  if (symbols.length !== referenceLength || !/^[A-Z]{2}[A-Z\d]+$/.test(symbols)) return { kind: 'other' };
  const unused = [...new Set(symbols)].filter((symbol) => !referenceAlphabet.includes(symbol)).sort();
  if (unused.length > 0) return { kind: 'unused-characters', characters: unused.join('') };
  if (!isReferencePrefix(symbols.slice(0, 2))) return { kind: 'other' };
  return checkCharacter(symbols.slice(0, -1)) === symbols.at(-1)
    ? { kind: 'reference', reference: hyphenate(symbols) }
    : { kind: 'mistyped' };
}

/**
 * A reference for reading out on the telephone, in the letters of the ICAO spelling alphabet:
 * "Whiskey Mike, 4 Foxtrot 7 Kilo, 2 Quebec 9 Mike, X-ray".
 */
export function spokenCaseReference(reference: string): string {
  const groups = reference.split('-').map((group) => [...group].map((symbol) => spelling[symbol] ?? symbol).join(' '));
  return groups.join(', ');
}

const spelling: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo ' +
    'Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'
  )
    .split(' ')
    .map((word) => [word.slice(0, 1), word]),
);

/** 5 bytes as 8 symbols of 5 bits. */
function fiveBitSymbols(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => referenceAlphabet.charAt(parseInt(five, 2))).join('');
}

/**
 * The character that makes the polynomial of all symbols zero at x = 2 in the field of 32 elements. The powers of 2
 * there differ from each other over 31 places, so that one wrong symbol, or any two that changed places, always shows.
 */
function checkCharacter(symbols: string): string {
  let sum = 0;
  for (const symbol of symbols) sum = double(sum) ^ referenceAlphabet.indexOf(symbol);
  return referenceAlphabet.charAt(double(sum));
}

/** Times 2 in the field of 32 elements, modulo the primitive polynomial x^5 + x^2 + 1. */
function double(value: number): number {
  const doubled = value << 1;
  return doubled < 32 ? doubled : doubled ^ 0b100101;
}

function hyphenate(symbols: string): string {
  return [symbols.slice(0, 2), symbols.slice(2, 6), symbols.slice(6, 10), symbols.slice(10)].join('-');
}
