import { RowFault } from './file-faults.js';
import { normalisePostcode } from './postcode.js';
import { normaliseUprn, normaliseUsrn } from './uprn.js';

/** Readers of single cells. Each names the field and the fix in its fault, and never repeats the cell. */

export function neededCell(cell: string, field: string): string {
  if (cell === '') throw new RowFault(`Enter the ${field}.`, field);
  return cell;
}

/** The one of `choices` that the cell names, without case. */
export function choiceCell<T extends string>(cell: string, field: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice.toLowerCase() === cell.toLowerCase());
  if (found === undefined) throw new RowFault(`Set the ${field} to one of: ${choices.join(', ')}.`, field);
  return found;
}

/** Whole digits only: `12`, not `12.0` or `1e3`. */
export function wholeNumberCell(cell: string, field: string): number {
  if (!/^\d{1,15}$/.test(cell)) throw new RowFault(`Write the ${field} as a whole number.`, field);
  return Number(cell);
}

export function optionalWholeNumberCell(cell: string, field: string): number | undefined {
  return cell === '' ? undefined : wholeNumberCell(cell, field);
}

export function optionalDecimalCell(cell: string, field: string): number | undefined {
  if (cell === '') return undefined;
  if (!/^-?\d{1,12}(\.\d{1,12})?$/.test(cell))
    throw new RowFault(`Write the ${field} as a number, such as 431.25.`, field);
  return Number(cell);
}

/** `2027-05-03` of `2027-05-03` or `03/05/2027` (day first, as Britain writes it); two-digit years are refused. */
export function dayCell(cell: string, field: string): string {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(cell) ?? [];
  const text = year === '' ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(text)) throw new RowFault(`Write the ${field} as a day that exists, as 2027-05-03 or 03/05/2027.`, field);
  return text;
}

export function optionalDayCell(cell: string, field: string): string | undefined {
  return cell === '' ? undefined : dayCell(cell, field);
}

/** Whether the text is `YYYY-MM-DD`, of a day that exists in the years 1 to 9999. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001') return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

export function postcodeCell(cell: string, field: string): string {
  const postcode = normalisePostcode(cell);
  if (postcode === undefined)
    throw new RowFault(`Write the ${field} as a UK postcode, such as AB1 2AB, or leave it empty.`, field);
  return postcode;
}

export function optionalPostcodeCell(cell: string, field: string): string | undefined {
  return cell === '' ? undefined : postcodeCell(cell, field);
}

export function uprnCell(cell: string, field = 'UPRN'): string {
  const uprn = normaliseUprn(cell);
  if (uprn === undefined) throw new RowFault(`Write the ${field} as 1 to 12 digits.`, field);
  return uprn;
}

export function usrnCell(cell: string, field = 'USRN'): string {
  const usrn = normaliseUsrn(cell);
  if (usrn === undefined) throw new RowFault(`Write the ${field} as 1 to 8 digits.`, field);
  return usrn;
}

export function optionalUprnCell(cell: string, field = 'UPRN'): string | undefined {
  return cell === '' ? undefined : uprnCell(cell, field);
}

export function optionalUsrnCell(cell: string, field = 'USRN'): string | undefined {
  return cell === '' ? undefined : usrnCell(cell, field);
}
