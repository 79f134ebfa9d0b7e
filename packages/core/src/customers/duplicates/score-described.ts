import { openComparison } from '../linkage/compare-pair.js';
import { isContradictory, thresholds } from '../linkage/found-pairs.js';
import { readPattern } from '../linkage/levels.js';
import type { LinkageRecord } from '../linkage/linkage-record.js';
import { openPacker } from '../linkage/pack-records.js';
import { readBorn } from '../linkage/read-born.js';
import { openScoring } from '../linkage/score-pairs.js';
import { startingWeights } from '../linkage/weights.js';
import { likelySame, type Evidence, type Likeness } from '../matching/likely-same.js';
import type { MatchableCustomer } from '../matching/matchable-customer.js';

/** The size of base for which the duplicate finder's usual weights are taken, where none are learned. */
const usualRecords = 50_000;
const possibleFrom = 0.5;

/**
 * How likely each of some customers is the one described. Told by the plain rules of `likelySame`, and by the duplicate
 * finder, which sees through typing slips that the rules take for another name: the more of the two counts.
 */
export function scoreDescribed(described: MatchableCustomer, known: readonly MatchableCustomer[]): Likeness[] {
  const packer = openPacker();
  for (const one of [described, ...known]) packer.add(asRecord(one));
  const records = packer.pack();
  const patternOf = openComparison(records);
  const score = openScoring(records, startingWeights(usualRecords));
  return known.map((one, at) => {
    const pattern = patternOf(0, at + 1);
    return theMore(likelySame(described, one), score(0, at + 1, pattern), pattern);
  });
}

function theMore(byRules: Likeness, probability: number, pattern: number): Likeness {
  const isLikely = probability >= thresholds.merge && !isContradictory(pattern);
  const verdict = isLikely ? 'likely' : probability >= possibleFrom ? 'possible' : 'unlikely';
  const order = ['unlikely', 'possible', 'likely'] as const;
  if (order.indexOf(verdict) <= order.indexOf(byRules.verdict)) return byRules;
  return { score: Math.round(probability * 100) / 100, verdict, evidence: evidenceOf(byRules.evidence, pattern) };
}

/** What the rules take for something else, the finder knows for a slip. */
function evidenceOf(byRules: readonly Evidence[], pattern: number): Evidence[] {
  const { forename, surname, born } = readPattern(pattern);
  const slips: readonly string[] = ['slip', 'sound', 'near', 'part', 'initial'];
  const named = slips.includes(forename) || slips.includes(surname);
  const differing: readonly Evidence[] = [
    ...(named ? (['different-name', 'different-first-name'] as const) : []),
    ...(born === 'slip' ? (['different-born'] as const) : []),
  ];
  return [
    ...byRules.filter((piece) => !differing.includes(piece)),
    ...(named && !byRules.includes('name-by-sound') ? (['name-with-slip'] as const) : []),
    ...(born === 'slip' ? (['born-with-slip'] as const) : []),
  ];
}

/** Identifiers are left to the rules: without their kinds two numbers that differ say nothing. */
function asRecord({ bornOn, references: _references, ...matchable }: MatchableCustomer): LinkageRecord {
  return { ...matchable, born: bornOn === undefined ? undefined : readBorn(bornOn) };
}
