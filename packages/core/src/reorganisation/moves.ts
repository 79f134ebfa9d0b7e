import type { TableRegistry, TableSpec } from '../kernel/db/tables.js';
import { childrenFirst } from './table-order.js';
import { namingRules, tableRules } from './table-rules.js';

/** Rows of a table that go over because a column of theirs names the former council. */
export interface Move {
  readonly table: TableSpec;
  readonly column: string;
}

/** What it is called in the audit: the table, and the column where it isn't whose row it is. */
export function nameOfMove({ table, column }: Move): string {
  return column === 'authority_id' ? table.name : `${table.name}.${column}`;
}

/** Their keys change where the successor has the like, and others name them by their keys. */
const first = ['teams', 'services'];

/** What goes over, in order: what rows name before the rows that name it, so that nobody meets a row without it. */
export function movesIn(tables: TableRegistry): Move[] {
  const order = [...childrenFirst(tables)].reverse().filter(({ name }) => tableRules[name]?.merging === 'moved');
  const early = order.filter(({ name }) => first.includes(name));
  const owned = [...early, ...order.filter((table) => !early.includes(table))];
  const naming = Object.entries(namingRules)
    .filter(([where, { merging }]) => merging === 'moved' && where !== 'authorities.parent_id')
    .map(([where]) => {
      const [name = '', column = ''] = where.split('.');
      const table = tables.get(name);
      if (!table) throw new Error(`there is no table ${name}`);
      return { table, column };
    });
  return [...owned.map((table) => ({ table, column: 'authority_id' })), ...naming];
}
