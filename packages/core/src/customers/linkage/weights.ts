import { levels, linkageFields, type LinkageField } from './levels.js';

/** How often pairs of one class show each level of each field, where both records have the field. */
export type LevelShares = Readonly<Record<LinkageField, Float64Array>>;

/**
 * What pairs look like, in three classes (I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64, 1969,
 * with a class more): two records of one customer, two people of one household, and two who have nothing to do with one
 * another. Without the middle class, a wife at the same address with the same telephone would look like a duplicate.
 */
export interface LinkageWeights {
  readonly customer: LevelShares;
  readonly household: LevelShares;
  readonly unrelated: LevelShares;
  /** Of a household's pairs, how many agree in what is a person's own, as one person's records would: twins, a father and son of one name. */
  readonly alike: Readonly<Record<OwnField, number>>;
  /** Of all pairs that can be made, how many are of each class; the rest are unrelated. */
  readonly customerRate: number;
  readonly householdRate: number;
}

/** What is a person's own and not the household's. */
export const ownFields = ['forename', 'born', 'email', 'identifier'] as const;
export type OwnField = (typeof ownFields)[number];

export function isOwnField(field: LinkageField): field is OwnField {
  return (ownFields as readonly string[]).includes(field);
}

/** Where learning begins, and what it keeps to where a file is too small to tell: shares of each level after "unknown". */
const customerStart: Readonly<Record<LinkageField, readonly number[]>> = {
  forename: [0.75, 0.12, 0.04, 0.02, 0.03, 0.03, 0.01],
  surname: [0.79, 0.12, 0.02, 0.02, 0.01, 0.02, 0.02],
  born: [0.84, 0.13, 0.015, 0.005, 0.006, 0.004],
  address: [0.62, 0.12, 0.05, 0.05, 0.03, 0.04, 0.09],
  telephone: [0.72, 0.13, 0.15],
  email: [0.75, 0.13, 0.12],
  identifier: [0.83, 0.12, 0.05],
  person: [0.96, 0.038, 0.002],
};
const householdStart: Readonly<Record<LinkageField, readonly number[]>> = {
  forename: [0.01, 0.005, 0.01, 0.02, 0.01, 0.005, 0.94],
  surname: [0.75, 0.01, 0.005, 0.03, 0.001, 0.004, 0.2],
  born: [0.005, 0.001, 0.004, 0.03, 0.56, 0.4],
  address: [0.9, 0.04, 0.03, 0.01, 0.005, 0.005, 0.01],
  telephone: [0.5, 0.01, 0.49],
  email: [0.1, 0.02, 0.88],
  identifier: [0.05, 0.01, 0.94],
  person: [0.45, 0.54, 0.01],
};
const unrelatedStart: Readonly<Record<LinkageField, readonly number[]>> = {
  forename: [0.008, 0.002, 0.004, 0.012, 0.003, 0.0002, 0.9708],
  surname: [0.0015, 0.0008, 0.0015, 0.0004, 0.0001, 0.004, 0.9917],
  born: [0.00004, 0.0006, 0.0012, 0.012, 0.4862, 0.49996],
  address: [0.000002, 0.00001, 0.00002, 0.00002, 0.00008, 0.01, 0.989868],
  telephone: [0.000002, 0.00001, 0.999988],
  email: [0.000001, 0.00001, 0.999989],
  identifier: [0.000001, 0.00002, 0.999979],
  person: [0.5, 0.498, 0.002],
};

const alikeStart: Readonly<Record<OwnField, number>> = { forename: 0.01, born: 0.01, email: 0.1, identifier: 0.02 };

/** Of the pairs that can be made of some records: the usual number of duplicates and of neighbours in a household. */
const duplicatesForEachRecord = 0.1;
const householdPairsForEachRecord = 1;

export function startingWeights(records: number): LinkageWeights {
  const pairs = Math.max(1, (records * (records - 1)) / 2);
  return {
    customer: sharesOf(customerStart),
    household: sharesOf(householdStart),
    unrelated: sharesOf(unrelatedStart),
    alike: alikeStart,
    customerRate: Math.min(0.05, (duplicatesForEachRecord * records) / pairs),
    householdRate: Math.min(0.05, (householdPairsForEachRecord * records) / pairs),
  };
}

/** Shares by level number; "unknown" counts as 1 in each class, and so speaks for none. */
function sharesOf(shares: Readonly<Record<LinkageField, readonly number[]>>): LevelShares {
  return Object.fromEntries(
    linkageFields.map((field) => [field, Float64Array.of(1, ...shares[field])]),
  ) as unknown as LevelShares;
}

/** A table of zeros in the shape of the levels. */
export function noShares(): Record<LinkageField, Float64Array> {
  return Object.fromEntries(
    linkageFields.map((field) => [field, new Float64Array(levels[field].length)]),
  ) as unknown as Record<LinkageField, Float64Array>;
}
