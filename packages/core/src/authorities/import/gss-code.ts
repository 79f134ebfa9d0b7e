import { RowFault } from '../../kernel/import/row-reader.js';
import type { Nation } from './gss-authorities.js';

const NATIONS: Readonly<Record<string, Nation>> = {
  England: 'england',
  Scotland: 'scotland',
  Wales: 'wales',
  'Northern Ireland': 'northern-ireland',
};

/** A code of the Office for National Statistics: a letter for the nation and eight digits. */
export function gssCode(cell: string): string {
  if (!/^[ENSW]\d{8}$/.test(cell))
    throw new RowFault('Enter the GSS code: a letter (E, N, S or W) and eight digits.', 'gss');
  return cell;
}

export function nationNamed(cell: string): Nation {
  const nation = Object.hasOwn(NATIONS, cell) ? NATIONS[cell] : undefined;
  if (nation === undefined)
    throw new RowFault('Set the nation to England, Scotland, Wales or Northern Ireland.', 'nation');
  return nation;
}
