import type { LocalDate } from '../../kernel/clock.js';
import { addDays, addMonths, partsOf } from '../../kernel/local-date.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** Councils chair for a year each, in this order, over and over, from a first day on. */
export interface ChairOrder {
  readonly fromOn: LocalDate;
  readonly councils: readonly AuthorityId[];
}

/** Another council chairs than the order says, from day to day, both of them within. */
export interface ChairException {
  readonly councilId: AuthorityId;
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate;
  readonly reason: string;
}

export interface Chair {
  readonly councilId: AuthorityId;
  /** Why it is not the council of the order. */
  readonly exception: ChairException | undefined;
  /** The year of the order in which the day lies; its last day, too, is within. */
  readonly yearFromOn: LocalDate;
  readonly yearToOn: LocalDate;
}

/**
 * Which council chairs on a day: by the order that began last, unless an exception covers the day; of several, the one
 * that was recorded last, so exceptions come in the order in which they were recorded. None before the first order begins.
 */
export function chairOn(
  on: LocalDate,
  orders: readonly ChairOrder[],
  exceptions: readonly ChairException[],
): Chair | undefined {
  const order = orderOn(on, orders);
  if (!order) return undefined;
  const year = yearsBetween(order.fromOn, on);
  const exception = exceptions.findLast(({ fromOn, toOn }) => fromOn <= on && on <= toOn);
  const councilId = exception?.councilId ?? order.councils[year % order.councils.length];
  if (councilId === undefined) return undefined;
  const [yearFromOn, nextOn] = [addMonths(order.fromOn, year * 12), addMonths(order.fromOn, (year + 1) * 12)];
  const newer = orders.map(({ fromOn }) => fromOn).filter((fromOn) => fromOn > on && fromOn < nextOn);
  const yearToOn = addDays([...newer, nextOn].sort()[0] ?? nextOn, -1);
  return { councilId, exception, yearFromOn, yearToOn };
}

/** The council of each year from the one in which a day lies, exceptions aside. */
export function chairYears(on: LocalDate, orders: readonly ChairOrder[], count: number): Chair[] {
  const years: Chair[] = [];
  for (let day = on; years.length < count;) {
    const chair = chairOn(day, orders, []);
    if (!chair) break;
    years.push(chair);
    day = addDays(chair.yearToOn, 1);
  }
  return years;
}

function orderOn(on: LocalDate, orders: readonly ChairOrder[]): ChairOrder | undefined {
  return orders
    .filter(({ fromOn, councils }) => fromOn <= on && councils.length > 0)
    .reduce<ChairOrder | undefined>((last, order) => (last && last.fromOn > order.fromOn ? last : order), undefined);
}

/** Whole years: 1 May 2026 to 30 April 2027 is none, to 1 May 2027 one. */
function yearsBetween(fromOn: LocalDate, on: LocalDate): number {
  const years = partsOf(on).year - partsOf(fromOn).year;
  return addMonths(fromOn, years * 12) <= on ? years : years - 1;
}
