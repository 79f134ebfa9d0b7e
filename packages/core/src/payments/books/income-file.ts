import { csvLine } from '../../kernel/csv-lines.js';
import { toLocal } from '../../kernel/london-time.js';
import type { BookLine, DayBook } from './books-types.js';

/** The columns of the file for the income system, as `docs/administer/payments.md` has them. */
export const incomeColumns = [
  ...['day', 'time', 'type', 'case_reference', 'payment', 'provider', 'provider_reference', 'method', 'fund_code'],
  'amount_pence',
] as const;

/** What goes into the file: what providers took, or that and what was recorded by hand. */
export type IncomeOf = 'providers' | 'all';

/** A day's payments for the income system, as lines of CSV: refunds below nought. */
export function incomeLines({ on, lines }: DayBook, of: IncomeOf): string[] {
  const own = lines.filter(({ way }) => of === 'all' || way !== null);
  return [csvLine(incomeColumns), ...own.map((line) => csvLine(cellsOf(on, line)))];
}

export const incomeFileName = ({ on }: Pick<DayBook, 'on'>): string => `income-${on}.csv`;

function cellsOf(on: string, line: BookLine): (string | number | null)[] {
  const { minuteOfDay } = toLocal(line.at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
  return [
    ...[on, time, line.kind, line.reference, line.paymentId, line.instance, line.theirReference],
    ...[line.way ?? line.method, line.fundCode],
    line.kind === 'refund' ? -line.amountPence : line.amountPence,
  ];
}
