import type { ProviderEntry } from '@moothall/adapter-sdk';
import type { Instant } from '../../kernel/clock.js';
import type { BookLine, ComparedDay, FoundDifference, FundTotal, Known, SideTotal } from './books-types.js';

/** Both books of a day. */
export interface TwoBooks {
  /** From midnight until before the next. */
  readonly from: Instant;
  readonly until: Instant;
  /** Of the day. */
  readonly ours: readonly BookLine[];
  /** Of the day and of days around it: what is captured or given back at midnight is one book's today, the other's tomorrow. */
  readonly theirs: readonly ProviderEntry[];
  /** By kind and reference, what Moothall has of theirs. */
  readonly known: ReadonlyMap<string, Known>;
  /** Whether the connection takes for this council alone: then what nobody knows is this council's. */
  readonly isAlone: boolean;
}

interface Pair {
  readonly ours: BookLine | undefined;
  readonly theirs: ProviderEntry | undefined;
  readonly known: Known | undefined;
}

/**
 * Ours of a day beside a provider's. Entries by which nothing was taken count only where we have something taken, and
 * what we have as taken on another day is that day's.
 */
export function compareBooks({ from, until, ours, theirs, known, isAlone }: TwoBooks): ComparedDay {
  const rest = new Map(theirs.map((entry) => [keyOf(entry), entry]));
  const pairs = ours.map((line): Pair => {
    const entry = rest.get(keyOf(line));
    rest.delete(keyOf(line));
    return { ours: line, theirs: entry, known: known.get(keyOf(line)) };
  });
  const ofTheDay = [...rest.values()].filter((entry) => isTaken(entry) && entry.at >= from && entry.at < until);
  const alone = ofTheDay.map((entry): Pair => ({ ours: undefined, theirs: entry, known: known.get(keyOf(entry)) }));
  const notOurs = alone.filter((pair) => (pair.known ? !pair.known.isTaken : isAlone));
  const compared = [...pairs, ...notOurs];
  const differences = compared.flatMap(differencesOf);
  return {
    totals: totalsOf(compared),
    agreeing: compared.length - differences.length,
    differences,
    unknown: isAlone ? 0 : alone.filter((pair) => !pair.known).length,
  };
}

/** By which both books name a payment or a refund. */
export function keyOf({ kind, theirReference }: Pick<BookLine, 'kind' | 'theirReference'>): string {
  return `${kind} ${theirReference ?? ''}`;
}

function differencesOf({ ours, theirs, known }: Pair): FoundDifference[] {
  const about = ours ?? theirs;
  const difference = differenceOf(ours, theirs);
  if (about === undefined || difference === undefined) return [];
  return [
    {
      ...{ entryKind: about.kind, difference, theirReference: about.theirReference },
      paymentId: ours?.paymentId ?? known?.paymentId ?? null,
      theirName: ours || known ? null : (theirs?.reference ?? null),
      fundCode: ours?.fundCode ?? known?.fundCode ?? null,
      ...{ ourPence: ours?.amountPence ?? null, theirPence: theirs?.amountPence ?? null },
      ...{ theirState: theirs?.state ?? null, at: about.at },
    },
  ];
}

function differenceOf(
  ours: BookLine | undefined,
  theirs: ProviderEntry | undefined,
): FoundDifference['difference'] | undefined {
  if (ours === undefined) return 'not-ours';
  if (theirs === undefined) return 'not-theirs';
  if (!isTaken(theirs)) return 'state';
  return theirs.amountPence === ours.amountPence ? undefined : 'amount';
}

/** Whether money went to or fro; a refund that the provider has to do still is as good as made. */
function isTaken({ kind, state }: Pick<ProviderEntry, 'kind' | 'state'>): boolean {
  return kind === 'payment' ? state === 'paid' : state === 'refunded' || state === 'submitted';
}

const nothing: SideTotal = { takenPence: 0, givenBackPence: 0 };

/** By fund code, those without one last. */
function totalsOf(pairs: readonly Pair[]): FundTotal[] {
  const totals = new Map<string | null, FundTotal>();
  for (const { ours, theirs, known } of pairs) {
    const fundCode = ours?.fundCode ?? known?.fundCode ?? null;
    const before = totals.get(fundCode) ?? { fundCode, ours: nothing, theirs: { ...nothing, settledPence: 0 } };
    const entry = theirs && isTaken(theirs) ? theirs : undefined;
    const settled = entry && entry.settledOn !== null ? signed(entry) : 0;
    totals.set(fundCode, {
      fundCode,
      ours: plus(before.ours, ours),
      theirs: { ...plus(before.theirs, entry), settledPence: before.theirs.settledPence + settled },
    });
  }
  return [...totals.values()].sort((a, b) => orderOf(a).localeCompare(orderOf(b)));
}

type Amount = Pick<BookLine, 'kind' | 'amountPence'>;

function plus({ takenPence, givenBackPence }: SideTotal, one: Amount | undefined): SideTotal {
  return {
    takenPence: takenPence + (one?.kind === 'payment' ? one.amountPence : 0),
    givenBackPence: givenBackPence + (one?.kind === 'refund' ? one.amountPence : 0),
  };
}

const signed = ({ kind, amountPence }: Amount): number => (kind === 'refund' ? -amountPence : amountPence);
const orderOf = ({ fundCode }: FundTotal): string => (fundCode === null ? '1' : `0${fundCode}`);

/** The same for the same difference each time; what differs otherwise than before is another. */
export function differenceKey({ entryKind, difference, theirReference, ...one }: FoundDifference): string {
  const { ourPence, theirPence, theirState } = one;
  return [entryKind, theirReference, difference, ourPence, theirPence, theirState].map((part) => part ?? '-').join(' ');
}
