import { normaliseUprn, normaliseUsrn } from '../uprn.js';
import { RowFault } from './row-reader.js';

/** Property and street numbers as cells; `field` is what the fault calls them. */

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
