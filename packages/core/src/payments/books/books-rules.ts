import type { ProviderEntry } from '@moothall/adapter-sdk';
import type { Instant } from '../../kernel/clock.js';
import type { BookLine, Compared, FundTotal } from './books-types.js';

/** By fund code, those without one last. */
export function totalsOf(lines: readonly BookLine[]): FundTotal[] {
  const totals = new Map<string | null, FundTotal>();
  for (const { fundCode, kind, way, amountPence } of lines) {
    const before = totals.get(fundCode) ?? { fundCode, takenPence: 0, givenBackPence: 0, byHandPence: 0, count: 0 };
    totals.set(fundCode, {
      fundCode,
      takenPence: before.takenPence + (kind === 'payment' ? amountPence : 0),
      givenBackPence: before.givenBackPence + (kind === 'refund' ? amountPence : 0),
      byHandPence: before.byHandPence + (way === null ? amountPence : 0),
      count: before.count + 1,
    });
  }
  return [...totals.values()].sort((a, b) => orderOf(a).localeCompare(orderOf(b)));
}

const orderOf = ({ fundCode }: FundTotal): string => (fundCode === null ? '1' : `0${fundCode}`);

interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Ours of a day beside a provider's books around it. `known` are the provider's references that Moothall has, whenever it
 * was: what is paid on another day there is that day's. Entries by which nothing was taken are compared only where we have
 * something taken.
 */
export function compare(
  ours: readonly BookLine[],
  theirs: readonly ProviderEntry[],
  { from, until, known }: Period & { readonly known: ReadonlySet<string> },
): { readonly compared: Compared[]; readonly unknown: ProviderEntry[] } {
  const byReference = new Map(theirs.map((entry) => [keyOf(entry), entry]));
  const compared = ours.map((line): Compared => {
    const entry = byReference.get(keyOf(line)) ?? null;
    byReference.delete(keyOf(line));
    return { ours: line, theirs: entry, difference: differenceOf(line, entry) };
  });
  const alone = [...byReference.values()].filter((entry) => isTaken(entry) && entry.at >= from && entry.at < until);
  const notOurs = (entry: ProviderEntry): Compared => ({ ours: null, theirs: entry, difference: 'not-ours' });
  return {
    compared: [...compared, ...alone.filter((entry) => known.has(entry.theirPayment)).map(notOurs)],
    unknown: alone.filter((entry) => !known.has(entry.theirPayment)),
  };
}

const keyOf = ({ kind, theirReference }: Pick<BookLine, 'kind' | 'theirReference'>): string =>
  `${kind} ${theirReference ?? ''}`;

function differenceOf(ours: BookLine, theirs: ProviderEntry | null): Compared['difference'] {
  if (theirs === null) return 'not-theirs';
  if (!isTaken(theirs)) return 'state';
  return theirs.amountPence === ours.amountPence ? null : 'amount';
}

/** Whether money went to or fro; a refund that the provider has to do still is as good as made. */
function isTaken({ kind, state }: Pick<ProviderEntry, 'kind' | 'state'>): boolean {
  return kind === 'payment' ? state === 'paid' : state === 'refunded' || state === 'submitted';
}
