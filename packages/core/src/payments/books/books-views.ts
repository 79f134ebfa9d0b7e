import { formatDateTime } from '../../kernel/format-time.js';
import type { Instant } from '../../kernel/clock.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import type { PillView } from '../../web/components.js';
import { totalsOf } from './books-rules.js';
import type { Compared, ComparedBooks, DayBook, DifferenceKind } from './books-types.js';

export const booksHref = '/desk/payment-days';
const mostShown = 200;

interface DifferenceRow {
  readonly what: string;
  readonly reference: { readonly text: string; readonly href?: string };
  readonly theirReference: string;
  readonly ours: string;
  readonly theirs: string;
  readonly difference: PillView;
}

/** What a council took on a day by fund code, and where that differs from what providers say. */
export interface BooksPage {
  readonly councils: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
  readonly on: string;
  readonly onError: string | undefined;
  readonly heading: string;
  readonly totals: readonly (readonly [fund: string, count: string, taken: string, byHand: string, back: string])[];
  readonly sum: string;
  readonly isCut: boolean;
  readonly connections: readonly {
    readonly id: string;
    readonly title: string;
    readonly says: string;
    readonly tone: PillView;
    readonly rows: readonly DifferenceRow[];
    readonly isCut: boolean;
  }[];
  readonly comparedHref: string;
  readonly incomeHref: string;
  readonly allHref: string;
}

const differenceWords: Readonly<Record<DifferenceKind, string>> = {
  'not-theirs': 'The provider doesn’t list it',
  'not-ours': 'Moothall doesn’t have it as paid',
  amount: 'The amounts differ',
  state: 'The provider took nothing',
};

export function booksPage(
  book: DayBook,
  compared: readonly ComparedBooks[],
  about: { readonly councils: BooksPage['councils']; readonly council: string; readonly onError?: string; readonly now: Instant },
): BooksPage {
  const { councils, council, onError, now } = about;
  const totals = totalsOf(book.lines);
  const net = totals.reduce((sum, one) => sum + one.takenPence - one.givenBackPence, 0);
  const query = `authority=${book.authorityId}&on=${book.on}`;
  return {
    ...{ councils, on: book.on, onError, isCut: book.isCut },
    heading: `Payments of ${council} on ${book.on}`,
    totals: totals.map((one) => [
      one.fundCode ?? 'Without a fund code',
      String(one.count),
      pounds(one.takenPence),
      pounds(one.byHandPence),
      pounds(one.givenBackPence),
    ]),
    sum: `${pounds(net)} in all, less what was given back.`,
    connections: compared.map((one, index) => connectionOf(one, index, now)),
    comparedHref: `${booksHref}/compared.csv?${query}`,
    incomeHref: `${booksHref}/income.csv?${query}`,
    allHref: `${booksHref}/income.csv?${query}&of=all`,
  };
}

function connectionOf(one: ComparedBooks, index: number, now: Instant): BooksPage['connections'][number] {
  const { title, fault, compared, unknownCount } = one;
  const different = compared.filter(({ difference }) => difference !== null);
  const about = { id: `connection-${index}`, title, isCut: different.length > mostShown };
  if (fault !== null) return { ...about, says: fault, tone: { text: 'Not compared', tone: 'warning' }, rows: [] };
  const others =
    unknownCount === 0 ? '' : ` ${unknownCount} more that Moothall doesn’t know may be another council’s: the connection serves several.`;
  const agree = `${compared.length - different.length} agree, ${different.length} differ.`;
  return {
    ...about,
    says: (compared.length === 0 ? 'Neither has a payment on this day.' : agree) + others,
    tone: different.length === 0 ? { text: 'Agrees', tone: 'good' } : { text: 'Differs', tone: 'bad' },
    rows: different.slice(0, mostShown).map((each) => differenceRow(each, now)),
  };
}

function differenceRow({ ours, theirs, difference }: Compared, now: Instant): DifferenceRow {
  const at = ours?.at ?? theirs?.at ?? now;
  const text = ours === null ? (theirs?.reference ?? 'Unknown') : (ours.reference ?? 'Of a contact, or restricted');
  const href = ours?.paymentId ? { href: `/desk/payments/${ours.paymentId}` } : {};
  return {
    what: `${(ours ?? theirs)?.kind === 'refund' ? 'Given back' : 'Payment'}, ${formatDateTime(at, { now })}`,
    reference: { text, ...href },
    theirReference: ours?.theirReference ?? theirs?.theirReference ?? '',
    ours: ours === null ? 'Nothing' : pounds(ours.amountPence),
    theirs: theirs === null ? 'Nothing' : `${pounds(theirs.amountPence)}, ${theirs.state}`,
    difference: { text: difference === null ? 'Agrees' : differenceWords[difference], tone: 'bad' },
  };
}

const pounds = (pence: number): string => formatMoney(moneyOf(pence));

/** Every payment of the day with both sides, as lines of CSV. */
export function comparedLines(book: DayBook, compared: readonly ComparedBooks[]): (string | number | null)[][] {
  const headings = [
    ...['Day', 'Connection', 'Kind', 'Reference', 'Provider’s reference', 'Fund code'],
    ...['Ours (£)', 'Theirs (£)', 'Their state', 'Difference'],
  ];
  const lines = compared.flatMap(({ title, compared: each }) =>
    each.map(({ ours, theirs, difference }) => [
      ...[book.on, title, (ours ?? theirs)?.kind ?? null, ours?.reference ?? theirs?.reference ?? null],
      ...[ours?.theirReference ?? theirs?.theirReference ?? null, ours?.fundCode ?? null],
      ...[inPounds(ours?.amountPence), inPounds(theirs?.amountPence), theirs?.state ?? null],
      difference === null ? null : differenceWords[difference],
    ]),
  );
  return [headings, ...lines];
}

const inPounds = (pence: number | undefined): number | null => (pence === undefined ? null : pence / 100);
