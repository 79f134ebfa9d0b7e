import { statement, type Params, type Statement } from './statement.js';

/** A row of any table, as it is stored. */
export type StoredRow = Readonly<Record<string, string | number | null>>;

export type Counted = { readonly count: number };

const made = new Map<string, Statement<Params, unknown>>();

/**
 * The statement of a text that is made from the schema's declarations: names come from there and never from outside.
 * Statements are compiled once each, so each is made once.
 */
export function once<R>(sql: string): Statement<Params, R> {
  let known = made.get(sql);
  if (!known) made.set(sql, (known = statement<Params, unknown>(sql)));
  return known as Statement<Params, R>;
}
