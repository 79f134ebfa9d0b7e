import { createHmac } from 'node:crypto';

/** What invented people and streets are called. */
export interface Vocabulary {
  readonly givenNames: readonly string[];
  readonly familyNames: readonly string[];
  readonly streets: readonly string[];
}

/**
 * Invented values in place of real ones. The same value always becomes the same other one, by a key that is thrown away
 * when the copy is made; names word by word, so that somebody is called the same wherever they are named.
 */
export interface Inventor {
  givenNames(value: string): string;
  familyName(value: string): string;
  /** "Ann Price": the last word is the family's. */
  fullName(value: string): string;
  organisation(value: string): string;
  /** E.164, of the ranges that Ofcom keeps for drama. */
  telephone(value: string): string;
  email(value: string): string;
  /** A line of an address, without a postcode. */
  address(value: string): string;
  /** Of an area that doesn't exist. */
  postcode(value: string): string;
  /** A telephone number, a mail address or a postal one, as the value looks. */
  reach(value: string): string;
  /** As long, with other digits and letters in the places of digits and letters. */
  code(value: string): string;
  /** A date some months away; those of one row move together. */
  date(value: string, row: string): string;
  /** Another one of a list, always the same. */
  oneOf(list: readonly string[], value: string): string | undefined;
  /** Sentences of about the length, which say nothing. */
  text(value: string): string;
}

const mobilePrefix = '+447700900';
const landlinePrefixes = ['+441632960', '+441134960', '+441174960', '+441214960', '+441414960', '+441614960'];
const sentences = [
  'The customer asked about this and was told what happens next.',
  'We looked into it and wrote down what was found.',
  'This was checked with the team that looks after it.',
  'They would like to hear when it is done.',
  'It was agreed to come back to this in a few days.',
  'Nothing else was needed at the time.',
  'The details were taken and passed on.',
  'A visit was arranged for the morning.',
];
const kinds = ['Services', 'Trading', 'Supplies', 'Partners', 'Association', 'Works'];
const letters = 'ABCDEFGHJKLMNPRSTUWXYZ';

export function createInventor(key: Buffer, { givenNames, familyNames, streets }: Vocabulary): Inventor {
  const numberOf = (kind: string, value: string): number =>
    createHmac('sha256', key).update(`${kind} ${value.trim().toLowerCase()}`).digest().readUIntBE(0, 6);
  const pick = (list: readonly string[], kind: string, value: string): string =>
    list[numberOf(kind, value) % list.length] ?? '';
  /** Never the same again, whatever the list holds. */
  const other = (list: readonly string[], kind: string, value: string): string => {
    const found = pick(list, kind, value);
    return found.toLowerCase() === value.trim().toLowerCase() ? pick(list, kind, `${value} again`) : found;
  };
  const inCaseOf = (like: string, made: string): string => (like === like.toLowerCase() ? made.toLowerCase() : made);
  const givenName = (word: string): string => inCaseOf(word, other(givenNames, 'given', word));
  const lastName = (word: string): string => inCaseOf(word, other(familyNames, 'family', word));
  const wordsOf = (value: string): string[] => value.split(/[\s,]+/).filter(Boolean);
  const inventor: Inventor = {
    givenNames: (value) => wordsOf(value).map(givenName).join(' '),
    familyName: (value) => inventor.fullName(value), // one of several words, as it stands in a full name
    fullName: (value) => {
      const words = wordsOf(value);
      return words.map((word, place) => (place === words.length - 1 ? lastName(word) : givenName(word))).join(' ');
    },
    organisation: (value) => `${pick(familyNames, 'organisation', value)} ${pick(kinds, 'organisation kind', value)}`,
    telephone: (value) => {
      if (!/^\+?\d/.test(value)) return value; // 'withheld'
      const number = numberOf('telephone', value);
      const prefix = value.startsWith('+447')
        ? mobilePrefix
        : (landlinePrefixes[number % landlinePrefixes.length] ?? '');
      return `${prefix}${String(Math.floor(number / 7) % 1000).padStart(3, '0')}`;
    },
    email: (value) => {
      const local = `${pick(givenNames, 'given', value)}.${pick(familyNames, 'family', value)}`;
      const ascii = local
        .normalize('NFD')
        .replace(/[^A-Za-z.]/g, '')
        .toLowerCase();
      return `${ascii}${numberOf('email', value) % 10_000}@post.example`;
    },
    address: (value) =>
      `${1 + (numberOf('house', value) % 180)} ${pick(streets, 'street', value)} ${numberOf('road', value) % 2 === 0 ? 'Road' : 'Close'}`,
    postcode: (value) => {
      const number = numberOf('postcode', value);
      const letter = (by: number): string => letters[Math.floor(number / by) % letters.length] ?? 'A';
      return `ZZ${1 + (number % 9)} ${Math.floor(number / 9) % 10}${letter(90)}${letter(1980)}`;
    },
    reach: (value) => {
      if (value.includes('@')) return inventor.email(value);
      return /^\+?[\d ()-]+$/.test(value) ? inventor.telephone(value) : inventor.address(value);
    },
    code: (value) => {
      const stream = createHmac('sha512', key).update(`code ${value}`).digest();
      return [...value].map((sign, place) => exchanged(sign, stream[place % stream.length] ?? 0)).join('');
    },
    date: (value, row) => {
      const days = 30 + (numberOf('days', row) % 300);
      const at = Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
      if (Number.isNaN(at)) return value;
      return new Date(at - days * 86_400_000).toISOString().slice(0, 10);
    },
    oneOf: (list, value) => (list.length === 0 ? undefined : other(list, 'one of', value)),
    text: (value) => {
      const made: string[] = [];
      for (let place = 0; place === 0 || made.join(' ').length < Math.min(value.length, 600) - 30; place += 1)
        made.push(pick(sentences, `sentence ${place}`, value));
      return made.join(' ');
    },
  };
  return inventor;
}

function exchanged(sign: string, by: number): string {
  if (/\d/.test(sign)) return String((Number(sign) + 1 + (by % 9)) % 10);
  const letter = letters[by % letters.length] ?? 'X';
  if (/[a-z]/.test(sign)) return letter.toLowerCase();
  return /[A-Z]/.test(sign) ? letter : sign;
}
