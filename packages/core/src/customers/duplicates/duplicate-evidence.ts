import { readPattern, type Level, type LinkageField } from '../linkage/levels.js';

/** Whether a piece of evidence speaks for one customer, against, or hardly either way. */
export type Bearing = 'for' | 'against' | 'little';

export interface PairEvidence {
  readonly field: LinkageField;
  readonly level: Level;
  readonly words: string;
  readonly bearing: Bearing;
}

type Words<F extends LinkageField> = Readonly<
  Record<Exclude<Level<F>, 'unknown'>, readonly [words: string, bearing: Bearing]>
>;

const words: { readonly [F in LinkageField]: Words<F> } = {
  forename: {
    same: ['same first name', 'for'],
    slip: ['first name with a typing slip', 'for'],
    nickname: ['another form of the first name', 'for'],
    sound: ['first name that sounds or looks alike', 'for'],
    initial: ['first name shortened', 'for'],
    swapped: ['first name and surname swapped', 'for'],
    different: ['another first name', 'against'],
  },
  surname: {
    same: ['same surname', 'for'],
    slip: ['surname with a typing slip', 'for'],
    sound: ['surname that sounds alike', 'for'],
    part: ['part of a double surname', 'for'],
    initial: ['surname shortened', 'for'],
    near: ['surname that looks alike', 'for'],
    different: ['another surname', 'against'],
  },
  born: {
    same: ['same date of birth', 'for'],
    slip: ['date of birth with one slip', 'for'],
    'two-parts': ['two parts of the date of birth', 'for'],
    'same-year': ['born in the same year', 'little'],
    different: ['another date of birth', 'against'],
    generation: ['born a generation apart', 'against'],
  },
  address: {
    same: ['same address', 'for'],
    'same-house': ['same house and street', 'for'],
    postcode: ['same postcode or street', 'for'],
    'house-slip': ['house number with a slip', 'for'],
    street: ['neighbours', 'little'],
    area: ['same area', 'little'],
    elsewhere: ['another address', 'against'],
  },
  telephone: {
    same: ['same telephone number', 'for'],
    slip: ['telephone number with one slip', 'for'],
    different: ['another telephone number', 'against'],
  },
  email: {
    same: ['same email address', 'for'],
    slip: ['email address with one slip', 'for'],
    different: ['another email address', 'against'],
  },
  identifier: {
    same: ['same number in a register', 'for'],
    slip: ['number in a register with one slip', 'for'],
    different: ['another number in a register', 'against'],
  },
  person: {
    agrees: ['titles that agree', 'little'],
    'sex-differs': ['titles that don’t agree', 'against'],
    'suffix-differs': ['senior and junior', 'against'],
  },
};

/** What a pattern says in words, field by field; what one of the records lacks is left out. */
export function evidenceIn(pattern: number): PairEvidence[] {
  return Object.entries(readPattern(pattern)).flatMap(([name, level]) => {
    const field = name as LinkageField;
    const said = (words[field] as Readonly<Record<string, readonly [string, Bearing]>>)[level];
    return said ? [{ field, level, words: said[0], bearing: said[1] }] : [];
  });
}
