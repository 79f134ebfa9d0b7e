import { readPattern } from './levels.js';

/** Above this two records are taken for one customer's; between the two a person should look. */
export const thresholds = { merge: 0.9, review: 0.1 } as const;

export type Verdict = 'merge' | 'review' | 'different';

/** With a pattern that speaks against itself, a person should look however likely the pair is. */
export function verdictOf(probability: number, pattern: number): Verdict {
  if (probability >= thresholds.merge && !isContradictory(pattern)) return 'merge';
  return probability >= thresholds.review ? 'review' : 'different';
}

/**
 * Whether the records differ in what is a person's own: twins have two forenames, father and son two dates of birth,
 * and either pair may share all the rest. Only a mail address or a number that one person has outweighs it.
 */
export function isContradictory(pattern: number): boolean {
  const { forename, born, email, identifier, person } = readPattern(pattern);
  if (person === 'suffix-differs') return true;
  if (email === 'same' || identifier === 'same') return false;
  return forename === 'different' || born === 'generation' || born === 'different';
}

/** Pairs of records by their numbers, the likeliest first, with what they were found by. */
export interface FoundPairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** That the two are one customer, 0 to 1. */
  readonly probability: Float64Array;
  readonly pattern: Int32Array;
}
