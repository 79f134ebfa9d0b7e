import { RowFault } from '../../kernel/import/row-reader.js';

/**
 * A Unique Property Reference Number as it is stored: up to 12 digits, without leading zeros (GeoPlace, DEC-UPRN).
 * `undefined` when the text isn't one. Spreadsheets drop or add zeros, so they never tell two properties apart.
 */
export function normaliseUprn(text: string): string | undefined {
  return withoutZeros(text, 12);
}

/** A Unique Street Reference Number: up to 8 digits, without leading zeros. */
export function normaliseUsrn(text: string): string | undefined {
  return withoutZeros(text, 8);
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

function withoutZeros(text: string, maxDigits: number): string | undefined {
  const digits = text.trim();
  if (!/^\d+$/.test(digits)) return undefined;
  const significant = digits.replace(/^0+/, '');
  return significant === '' || significant.length > maxDigits ? undefined : significant;
}
