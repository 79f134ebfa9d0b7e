import type { LocalDate } from '../kernel/clock.js';
import { addDays } from '../kernel/local-date.js';
import type { TermsVersion } from './types.js';

/** The terms that hold, and those that follow them in turn. */
export interface TermsInTurn {
  /** Those that hold on the day; before any does, the first to come. */
  readonly agreed: TermsVersion | null;
  readonly coming: readonly TermsVersion[];
}

/**
 * Which of the versions that both sides signed hold on a day. Each holds until the next begins, at the latest until its
 * own last day; one that was agreed later takes the place of all that had not begun by its first day.
 * @param versions of one agreement, in the order of their numbers
 */
export function termsInTurn(versions: readonly TermsVersion[], on: LocalDate): TermsInTurn {
  const standing: TermsVersion[] = [];
  for (const version of versions.filter(({ agreedAt }) => agreedAt !== null)) {
    while ((standing.at(-1)?.fromOn ?? '') >= version.fromOn) standing.pop();
    standing.push(version);
  }
  const inTurn = standing.map((version, place) => endedBy(version, standing[place + 1]?.fromOn));
  const holding = Math.max(
    inTurn.findLastIndex(({ fromOn }) => fromOn <= on),
    0,
  );
  return { agreed: inTurn[holding] ?? null, coming: inTurn.slice(holding + 1) };
}

function endedBy(version: TermsVersion, nextFromOn: LocalDate | undefined): TermsVersion {
  if (nextFromOn === undefined) return version;
  const last = addDays(nextFromOn, -1);
  return version.toOn !== null && version.toOn <= last ? version : { ...version, toOn: last };
}
