import { csvLine } from '../../kernel/csv-lines.js';
import { toLocal } from '../../kernel/london-time.js';
import type { IncomeFile, IncomeLine } from './income-types.js';

/** Of the file's form, in its first record. A change that a reader has to know about makes it the next. */
const formVersion = 1;

/** `income-westmoor-000012.csv` */
export function incomeFileName({ series, number }: Pick<IncomeFile, 'series' | 'number'>): string {
  return `income-${series}-${String(number).padStart(6, '0')}.csv`;
}

/** The file as `docs/administer/income-file.md` has it: the same text each time. */
export function incomeFileText(file: IncomeFile, lines: readonly IncomeLine[]): string {
  const { series, number, dayOn, madeAt, takes, lineCount, takenPence, givenBackPence } = file;
  const made = new Date(madeAt).toISOString().replace(/\.\d+Z$/, 'Z');
  return [
    ['H', 'MOOTHALL-INCOME', formVersion, series, number, dayOn, made, takes],
    ...lines.map(recordOf),
    ...fundsOf(lines),
    ['T', lineCount, takenPence, -givenBackPence, takenPence - givenBackPence],
  ]
    .map(csvLine)
    .join('');
}

type Cells = (string | number | null)[];

function recordOf(line: IncomeLine): Cells {
  const { on, minuteOfDay } = toLocal(line.at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
  return [
    ...['D', line.position, line.kind, on, time, line.method, line.fundCode, line.reference],
    ...[line.provider, line.theirReference, line.pence],
  ];
}

/** What each fund code comes to, in the order of the codes, without one last. */
function fundsOf(lines: readonly IncomeLine[]): Cells[] {
  const codes = [...new Set(lines.map(({ fundCode }) => fundCode))];
  const orderOf = (code: string | null): string => (code === null ? '1' : `0${code}`);
  return codes
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map((code) => {
      const own = lines.filter(({ fundCode }) => fundCode === code);
      return ['F', code, own.length, own.reduce((sum, { pence }) => sum + pence, 0)];
    });
}
