import type { Instant } from '../../kernel/clock.js';
import { formatDateTime, formatFullDate } from '../../kernel/format-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { EmptyStateView, PillView, TableView } from '../../web/components.js';
import { amountOf } from '../views.js';
import type { DayList, WholeDay } from './books-queries.js';
import type { DifferenceKind, FundTotal, KeptDifference, PaymentDay } from './books-types.js';

export const daysHref = '/desk/payment-days';
export const dayHref = ({ id }: Pick<PaymentDay, 'id'>): string => `${daysHref}/${id}`;

export const differenceWords: Readonly<Record<DifferenceKind, string>> = {
  'not-theirs': 'The provider doesn’t list it',
  'not-ours': 'Moothall doesn’t have it as taken',
  amount: 'The amounts differ',
  state: 'The provider took nothing',
};

/** The days that were compared with providers' books. */
export interface DaysPage {
  readonly rows: readonly {
    readonly href: string;
    readonly day: string;
    readonly council: string;
    readonly provider: string;
    readonly taken: string;
    readonly pill: PillView;
  }[];
  readonly empty: EmptyStateView;
  readonly only: { readonly text: string; readonly href: string };
  readonly moreHref: string | undefined;
}

export function daysPage(
  { items, nextCursor }: DayList,
  { which, nameOf }: { readonly which: 'all' | 'open'; readonly nameOf: (id: AuthorityId) => string },
): DaysPage {
  const query = which === 'open' ? 'which=open&' : '';
  return {
    rows: items.map((day) => ({
      ...{ href: dayHref(day), day: formatFullDate(day.dayOn), council: nameOf(day.authorityId) },
      ...{ provider: day.providerName, taken: amountOf(netOf(day.totals)), pill: dayPill(day) },
    })),
    empty: {
      text:
        which === 'open'
          ? 'Nothing is open: what the providers took is what Moothall has.'
          : 'No day is compared yet. Each night Moothall compares the last seven days with every connection that has books.',
    },
    only:
      which === 'open'
        ? { text: 'Show every day', href: daysHref }
        : { text: 'Show only days that somebody has to look at', href: `${daysHref}?which=open` },
    moreHref: nextCursor === null ? undefined : `${daysHref}?${query}cursor=${nextCursor}`,
  };
}

const netOf = (totals: readonly FundTotal[]): number =>
  totals.reduce((sum, { ours }) => sum + ours.takenPence - ours.givenBackPence, 0);

export function dayPill({ fault, open, closed, comparedAt }: PaymentDay): PillView {
  if (open > 0) return { text: open === 1 ? '1 difference' : `${open} differences`, tone: 'bad' };
  if (fault !== null) return { text: comparedAt === null ? 'Not compared' : 'Not compared again', tone: 'warning' };
  return { text: closed > 0 ? 'Explained' : 'Agrees', tone: 'good' };
}

/** What a council took on a day by a connection, by both books. */
export interface DayPage {
  readonly heading: string;
  readonly lead: string;
  readonly pill: PillView;
  readonly fault: string | undefined;
  readonly says: string;
  readonly totals: TableView | undefined;
  readonly differences: readonly DifferenceRow[];
  readonly isCut: boolean;
  readonly compareAction: string;
  readonly csvHref: string;
  readonly csrfToken: string;
}

interface DifferenceRow {
  readonly what: string;
  readonly payment: { readonly text: string; readonly href: string | undefined };
  readonly theirReference: string;
  readonly ours: string;
  readonly theirs: string;
  readonly words: string;
  readonly pill: PillView;
  readonly explained: string | undefined;
  readonly close: { readonly text: string; readonly href: string } | undefined;
}

interface About {
  readonly council: string;
  /** Whether the reader may open payments. */
  readonly mayRead: boolean;
  readonly csrfToken: string;
  readonly now: Instant;
}

export function dayPage({ day, differences, isCut }: WholeDay, about: About): DayPage {
  const { council, csrfToken, now } = about;
  const { dayOn, providerName, comparedAt, fault, unknown } = day;
  const others =
    unknown === 0
      ? ''
      : ` ${unknown} more that Moothall doesn’t know may be another council’s, because the connection serves several.`;
  const compared = `${countWords(day.agreeing, 'agrees', 'agree')}, ${countWords(day.open, 'differs', 'differ')}.${others}`;
  return {
    heading: `Payments of ${formatFullDate(dayOn)}`,
    lead: `${council}, by ${providerName}. ${comparedAt === null ? 'Not compared yet.' : `Compared ${formatDateTime(comparedAt, { now })}.`}`,
    ...{ pill: dayPill(day), says: comparedAt === null ? '' : compared, csrfToken, isCut },
    fault: fault === null ? undefined : `The provider could not be asked last: ${fault} It is tried again every hour.`,
    totals: day.totals.length === 0 ? undefined : totalsTable(day.totals),
    differences: differences.map((one) => differenceRow(one, about)),
    compareAction: `${dayHref(day)}/compare`,
    csvHref: `${dayHref(day)}/csv`,
  };
}

const countWords = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function totalsTable(totals: readonly FundTotal[]): TableView {
  const cells = ({ ours, theirs }: FundTotal): string[] => [
    amountOf(ours.takenPence),
    amountOf(theirs.takenPence),
    amountOf(ours.givenBackPence),
    amountOf(theirs.givenBackPence),
    amountOf(theirs.settledPence),
  ];
  const numeric = (texts: readonly string[]) => texts.map((text) => ({ text, format: 'numeric' }));
  const sum: FundTotal = totals.reduce((all, one) => ({
    fundCode: null,
    ours: added(all.ours, one.ours),
    theirs: { ...added(all.theirs, one.theirs), settledPence: all.theirs.settledPence + one.theirs.settledPence },
  }));
  return {
    caption: 'By fund code',
    head: [
      { text: 'Fund code' },
      ...numeric(['Taken, in Moothall', 'Taken, at the provider', 'Given back, in Moothall']),
      ...numeric(['Given back, at the provider', 'Paid out by the provider']),
    ],
    rows: [
      ...totals.map((one) => [{ text: one.fundCode ?? 'Without a fund code' }, ...numeric(cells(one))]),
      ...(totals.length > 1 ? [[{ text: 'In all' }, ...numeric(cells(sum))]] : []),
    ],
    ...{ firstCellIsHeader: true, isStacking: true },
  };
}

const added = (one: FundTotal['ours'], other: FundTotal['ours']): FundTotal['ours'] => ({
  takenPence: one.takenPence + other.takenPence,
  givenBackPence: one.givenBackPence + other.givenBackPence,
});

const statePills: Readonly<Record<KeptDifference['state'], PillView>> = {
  open: { text: 'Open', tone: 'bad' },
  closed: { text: 'Explained', tone: 'good' },
  gone: { text: 'Agrees now', tone: 'neutral' },
};

function differenceRow(one: KeptDifference, { mayRead, now }: About): DifferenceRow {
  const { id, paymentId, state, closedAt, closedByName, goneAt, reason } = one;
  const sides = sidesOf(one);
  const explained =
    closedAt === null
      ? undefined
      : `${reason ?? ''} (${[closedByName, formatDateTime(closedAt, { now })].filter(Boolean).join(', ')})`;
  return {
    what: `${sides.what}, ${formatDateTime(one.at, { now })}`,
    payment: {
      text: paymentWords(one),
      href: mayRead && paymentId !== null ? `/desk/payments/${paymentId}` : undefined,
    },
    ...{ theirReference: one.theirReference ?? '', ours: sides.ours, theirs: sides.theirs },
    words: differenceWords[one.difference],
    pill: statePills[state],
    explained: explained ?? (goneAt === null ? undefined : `Since ${formatDateTime(goneAt, { now })}`),
    close:
      state === 'gone'
        ? undefined
        : { text: state === 'open' ? 'Explain' : 'Explain otherwise', href: `/desk/payment-differences/${id}/close` },
  };
}

/** Which payment it is, as far as the reader may know. */
export function paymentWords({ isShown, reference, theirName, paymentId, difference }: KeptDifference): string {
  if (isShown) return reference ?? 'Of a contact';
  if (theirName !== null) return theirName;
  return difference === 'not-ours' && paymentId === null ? 'Unknown, or restricted' : 'Restricted';
}

/** What each book says, in words. */
export function sidesOf({ entryKind, ourPence, theirPence, theirState }: KeptDifference) {
  return {
    what: entryKind === 'refund' ? 'Given back' : 'Payment',
    ours: ourPence === null ? 'Nothing' : amountOf(ourPence),
    theirs: theirPence === null ? 'Nothing' : `${amountOf(theirPence)}, ${theirState ?? ''}`,
  };
}

const headings = [
  ...['Day', 'Provider', 'Kind', 'Reference', 'Provider’s reference', 'Fund code', 'Moothall (£)', 'Provider (£)'],
  ...['At the provider', 'Difference', 'State', 'Explained'],
];

/** What differed on a day, as lines of CSV. */
export function differenceLines({ day, differences }: WholeDay): (string | number | null)[][] {
  const inPounds = (pence: number | null): number | null => (pence === null ? null : pence / 100);
  const lines = differences.map((one) => [
    ...[day.dayOn, day.providerName, sidesOf(one).what, paymentWords(one), one.theirReference, one.fundCode],
    ...[inPounds(one.ourPence), inPounds(one.theirPence), one.theirState, differenceWords[one.difference]],
    ...[String(statePills[one.state].text), one.reason],
  ]);
  return [headings, ...lines];
}
