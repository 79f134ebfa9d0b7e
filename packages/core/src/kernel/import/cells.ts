import { dayCell, RowFault } from '@moothall/adapter-sdk';
import type { Instant, LocalDate } from '../clock.js';
import { localDate } from '../local-date.js';
import { instantsAt } from '../london-time.js';

/** Parsers of single cells. Each names the field and the fix in its fault, and never repeats the cell. */
export {
  choiceCell,
  neededCell,
  optionalDecimalCell,
  optionalPostcodeCell,
  optionalWholeNumberCell,
  postcodeCell,
  wholeNumberCell,
} from '@moothall/adapter-sdk';

export function optionalCell(cell: string): string | undefined {
  return cell === '' ? undefined : cell;
}

/** `2027-05-03` or `03/05/2027` (day first, as Britain writes it); two-digit years are refused. */
export function dateCell(cell: string, field: string): LocalDate {
  return localDate(dayCell(cell, field));
}

export function optionalDateCell(cell: string, field: string): LocalDate | undefined {
  return cell === '' ? undefined : dateCell(cell, field);
}

const DATE_AND_TIME = /^(\S+?)[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A moment: a date and a time, with an offset (`2026-10-25T01:30:00+00:00`) or as London clocks show it. A date alone
 * is its first instant. The hour that comes twice in autumn needs the offset; the one missing in spring is refused.
 */
export function instantCell(cell: string, field: string): Instant {
  const match = DATE_AND_TIME.exec(cell);
  if (!match) return onlyInstant(dateCell(cell, field), 0, field);
  const [, date = '', hours = '', minutes = '', seconds = '0', fraction = '', offset] = match;
  const on = dateCell(date, field);
  const minuteOfDay = Number(hours) * 60 + Number(minutes);
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    throw new RowFault(`Write the time in “${field}” between 00:00 and 23:59.`, field);
  }
  const ms = Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const minute =
    offset === undefined ? onlyInstant(on, minuteOfDay, field) : withOffset(on, minuteOfDay, offset, field);
  return minute + ms;
}

export function optionalInstantCell(cell: string, field: string): Instant | undefined {
  return cell === '' ? undefined : instantCell(cell, field);
}

function onlyInstant(on: LocalDate, minuteOfDay: number, field: string): Instant {
  const [first, second] = instantsAt(on, minuteOfDay);
  if (first === undefined) {
    throw new RowFault(
      `The clocks went forward past the time in “${field}”. Correct it, or add its offset (+00:00).`,
      field,
    );
  }
  if (second !== undefined) {
    throw new RowFault(
      `The clocks went back, so the time in “${field}” came twice. Add its offset: +01:00 for the first, +00:00 for the second.`,
      field,
    );
  }
  return first;
}

function withOffset(on: LocalDate, minuteOfDay: number, offset: string, field: string): Instant {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  if (Number(hours) > 14 || Number(minutes) > 59)
    throw new RowFault(`Write the offset of the ${field} as Z or +01:00.`, field);
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return Date.parse(`${on}T00:00:00Z`) + (minuteOfDay - offsetMinutes) * 60_000;
}

/** An address with one @ and a dot after it, in lower case; whether mail arrives is another matter. */
export function emailCell(cell: string, field: string): string {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(cell)) throw new RowFault(`Write the ${field} as name@example.org.`, field);
  return cell.toLowerCase();
}

export function optionalEmailCell(cell: string, field: string): string | undefined {
  return cell === '' ? undefined : emailCell(cell, field);
}

/** Several values in one cell, parted by semicolons or vertical bars. */
export function listCell(cell: string): string[] {
  return cell
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
