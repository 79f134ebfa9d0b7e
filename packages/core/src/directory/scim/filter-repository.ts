import { statement, type Params, type Statement } from '../../kernel/db/statement.js';
import type { ScimComparison, ScimOperator } from './scim-filter.js';

/** Said so that both engines compare letter for letter: `like` does on one of them alone. */
const says: Readonly<Record<ScimOperator, (column: string, value: string) => string>> = {
  eq: (column, value) => `${column} = ${value}`,
  sw: (column, value) => `substr(${column}, 1, length(${value})) = ${value}`,
  co: (column, value) => `replace(${column}, ${value}, '') <> ${column}`,
};

/** Conditions on columns, and their parameters. A column that `lower` makes small letters, or holds such, is asked for them. */
export function comparedBy<Attribute extends string>(
  filter: readonly ScimComparison<Attribute>[],
  columns: Readonly<Record<Attribute, string>>,
): { readonly conditions: readonly string[]; readonly values: Readonly<Record<string, string>> } {
  const conditions = filter.map(({ attribute, operator }, at) => says[operator](columns[attribute], `:value${at}`));
  const values = filter.map(({ attribute, value }, at): [string, string] => [
    `value${at}`,
    columns[attribute].includes('external_id') ? value : value.toLowerCase(),
  ]);
  return { conditions, values: Object.fromEntries(values) };
}

export function countWhere(tables: string, where: string): Statement<Params, { count: number }> {
  return statement(`select count(*) as count from ${tables} where ${where}`);
}
