import type { LocalDate } from '../kernel/clock.js';
import { partsOf } from '../kernel/local-date.js';
import { moneyOf, multiplyMoney, shareOutMoney } from '../kernel/money.js';
import type { AnswerLevel, Price, WorkCount } from '../partnerships/index.js';
import { daysOfMonth, type Segment } from './month-rules.js';
import type { ChargeLine, LineKind } from './types.js';

/** What was done on a segment's days: by the agreement, and by the provider for anybody, itself included. */
export interface SegmentWork extends WorkCount {
  readonly providersContacts: number;
}

export interface Calls {
  readonly answered: number;
  readonly inTime: number;
}

export interface MonthToCharge {
  readonly monthOn: LocalDate;
  readonly segments: readonly (Segment & { readonly work: SegmentWork })[];
  /** What the statements of the financial year before this month charged. */
  readonly yearSoFarPence: number;
  /** Undefined: nobody has said. */
  readonly calls: Calls | undefined;
}

type Part = MonthToCharge['segments'][number];

/**
 * What a month costs, line by line. Within each version of the terms: its price; what is over the most of a month, then
 * what is missing to the least; what is taken off because calls were answered too late. At the end, what is over the most
 * of the year.
 */
export function chargesOf(month: MonthToCharge): ChargeLine[] {
  const lines = month.segments.flatMap((part, index) => linesOf(month, part, index));
  const yearCap = month.segments.findLast(({ version }) => priceOf(version).capYearPence !== undefined);
  if (!yearCap) return lines;
  const left = Math.max(0, (priceOf(yearCap.version).capYearPence ?? 0) - month.yearSoFarPence);
  const over = Math.max(0, sumOf(lines) - left);
  return over === 0 ? lines : [...lines, line(yearCap, 'year-cap', { pence: -over })];
}

export function sumOf(lines: readonly Pick<ChargeLine, 'pence'>[]): number {
  return lines.reduce((sum, { pence }) => sum + pence, 0);
}

/** Whether calls were answered as fast as was agreed; without any nobody waited. */
export function isKept({ percent }: AnswerLevel, { answered, inTime }: Calls): boolean {
  return inTime * 100 >= answered * percent;
}

const priceOf = ({ terms }: Segment['version']): Price => terms.price;

function linesOf(month: MonthToCharge, part: Part, index: number): ChargeLine[] {
  const lines = [priced(month, part, index)].flatMap((one) => one ?? []);
  const { capPence, minimumPence } = priceOf(part.version);
  const sum = (): number => sumOf(lines);
  if (capPence !== undefined) {
    const over = sum() - ofDays(capPence, month.segments, index);
    if (over > 0) lines.push(line(part, 'month-cap', { pence: -over }));
  }
  if (minimumPence !== undefined) {
    const least = ofMonth(minimumPence, month, index);
    const most = capPence === undefined ? least : ofDays(capPence, month.segments, index);
    const missing = Math.min(least, most) - sum();
    if (missing > 0) lines.push(line(part, 'minimum', { pence: missing }));
  }
  const level = part.version.terms.answerLevel;
  if (level && month.calls && !isKept(level, month.calls)) {
    const off = multiplyMoney(moneyOf(sum()), { numerator: level.reductionPercent, denominator: 100 }, 'half-up').pence;
    if (off > 0) lines.push(line(part, 'answer-level', { pence: -off }));
  }
  return lines;
}

function priced(month: MonthToCharge, part: Part, index: number): ChargeLine | undefined {
  const { work, days, version } = part;
  const price = priceOf(version);
  const unitPence = price.pence ?? 0;
  const counted = (kind: LineKind, quantity: number): ChargeLine =>
    line(part, kind, { quantity, unitPence, pence: quantity * unitPence });
  const byDays = (kind: LineKind, amount: number, quantity = days): ChargeLine =>
    line(part, kind, { quantity, unitPence: amount, pence: ofMonth(amount, month, index) });
  switch (price.kind) {
    case 'free':
      return undefined;
    case 'per-contact':
      return counted('contacts', work.contacts);
    case 'per-case':
      return counted('cases', work.cases);
    case 'per-month':
      return byDays('fixed', unitPence);
    case 'per-year':
      return byDays('fixed', monthOfYear(unitPence, month.monthOn));
    case 'by-population': {
      const { residents = 1, allResidents = residents } = price;
      const ours = shareOf(unitPence, residents, allResidents);
      return byDays('by-population', monthOfYear(ours, month.monthOn), residents);
    }
    case 'by-volume': {
      const cost = monthOfYear(unitPence, month.monthOn);
      const pence = shareOf(ofMonth(cost, month, index), work.contacts, work.providersContacts);
      return line(part, 'by-volume', { quantity: work.contacts, unitPence: cost, pence });
    }
  }
}

/** A twelfth of a year's amount; pence left over go to the first months from April on. */
function monthOfYear(pence: number, monthOn: LocalDate): number {
  const { month } = partsOf(monthOn);
  return shareAt(pence, Array<number>(12).fill(1), (month + 8) % 12);
}

/** What a month's amount comes to for the days of a segment, those without terms being nobody's. */
function ofMonth(pence: number, { monthOn, segments }: MonthToCharge, index: number): number {
  const days = segments.map((segment) => segment.days);
  const without = daysOfMonth(monthOn) - days.reduce((sum, each) => sum + each, 0);
  return shareAt(pence, [...days, without], index);
}

/** What a month's most comes to for a segment: all of it is shared out among the days that had terms. */
function ofDays(pence: number, segments: readonly Segment[], index: number): number {
  const days = segments.map((segment) => segment.days);
  return shareAt(pence, days, index);
}

function shareOf(pence: number, part: number, whole: number): number {
  return whole === 0 ? 0 : shareAt(pence, [part, Math.max(0, whole - part)], 0);
}

function shareAt(pence: number, weights: readonly number[], index: number): number {
  return shareOutMoney(moneyOf(pence), weights)[index]?.pence ?? 0;
}

function line(
  { version, fromOn, toOn }: Segment,
  kind: LineKind,
  amounts: Pick<ChargeLine, 'pence'> & Partial<Pick<ChargeLine, 'quantity' | 'unitPence'>>,
): ChargeLine {
  const nothing = { quantity: null, unitPence: null, note: null, disputeId: null };
  return { kind, termsNumber: version.number, fromOn, toOn, ...nothing, ...amounts };
}
