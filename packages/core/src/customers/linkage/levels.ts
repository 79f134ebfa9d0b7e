/**
 * How far two records agree, field by field. Each field has a few levels, the first of which is "not known in one of
 * them"; the levels of all fields together are one number, a pattern, so that a hundred million comparisons come down
 * to some thousands of patterns with their counts.
 */
export const levels = {
  forename: ['unknown', 'same', 'slip', 'nickname', 'sound', 'initial', 'swapped', 'different'],
  surname: ['unknown', 'same', 'slip', 'sound', 'part', 'initial', 'near', 'different'],
  born: ['unknown', 'same', 'slip', 'two-parts', 'same-year', 'different', 'generation'],
  address: ['unknown', 'same', 'same-house', 'postcode', 'house-slip', 'street', 'area', 'elsewhere'],
  telephone: ['unknown', 'same', 'slip', 'different'],
  email: ['unknown', 'same', 'slip', 'different'],
  identifier: ['unknown', 'same', 'slip', 'different'],
  person: ['unknown', 'agrees', 'sex-differs', 'suffix-differs'],
} as const;

export type LinkageField = keyof typeof levels;
export type Level<F extends LinkageField = LinkageField> = (typeof levels)[F][number];

export const linkageFields = Object.keys(levels) as readonly LinkageField[];

const widths: Readonly<Record<LinkageField, number>> = {
  forename: 3,
  surname: 3,
  born: 3,
  address: 3,
  telephone: 2,
  email: 2,
  identifier: 2,
  person: 2,
};

/** Where in a pattern each field's level stands, in bits from the right. */
export const shifts = Object.fromEntries(
  linkageFields.map((field, at) => [field, linkageFields.slice(0, at).reduce((sum, one) => sum + widths[one], 0)]),
) as Readonly<Record<LinkageField, number>>;

/** How many patterns there may be. */
export const patternCount = 2 ** linkageFields.reduce((sum, field) => sum + widths[field], 0);

/** The number of a field's level within a pattern. */
export function levelOf(pattern: number, field: LinkageField): number {
  return (pattern >> shifts[field]) & ((1 << widths[field]) - 1);
}

/** The names of every field's level. */
export function readPattern(pattern: number): { readonly [F in LinkageField]: Level<F> } {
  return Object.fromEntries(
    linkageFields.map((field) => [field, levels[field][levelOf(pattern, field)]]),
  ) as unknown as ReturnType<typeof readPattern>;
}

/** The number of a level by its name. */
export function levelNumber<F extends LinkageField>(field: F, level: Level<F>): number {
  return (levels[field] as readonly string[]).indexOf(level);
}
