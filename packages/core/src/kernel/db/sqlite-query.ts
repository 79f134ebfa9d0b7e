import type { Database as Connection, Statement as Prepared } from 'better-sqlite3';
import type { Value } from './statement.js';

/** A prepared statement. */
export interface SqliteQuery {
  all(values: readonly Value[]): unknown[];
  first(values: readonly Value[]): unknown;
  /** Answers how many rows it changed. */
  run(values: readonly Value[]): number;
}

type Fields = readonly unknown[];

/**
 * Rows are fetched as lists and made into objects here: better-sqlite3 sets an object's fields one by one through V8's
 * slow path, and what comes out is slow to read as well. Parameters go in as one list: spread over arguments, an
 * import's would fill the stack.
 */
export function prepareQuery(connection: Connection, text: string): SqliteQuery {
  const prepared = connection.prepare<[readonly Value[]]>(text);
  const run = (values: readonly Value[]): number => prepared.run(values).changes;
  if (!prepared.reader) return { all: noRows(text), first: noRows(text), run };
  const lists = prepared.raw(true) as unknown as Prepared<[readonly Value[]], Fields>;
  let toRow = rowMaker(lists);
  // A table that a migration widened gives `select *` other columns than when the statement was prepared.
  const fitting = (fields: Fields): unknown => {
    if (fields.length !== toRow.width) toRow = rowMaker(lists);
    return toRow.make(fields);
  };
  return {
    all: (values) => {
      const rows = lists.all(values);
      for (let at = 0; at < rows.length; at += 1) (rows as unknown[])[at] = fitting(rows[at] as Fields);
      return rows;
    },
    first: (values) => {
      const fields = lists.get(values);
      return fields && fitting(fields);
    },
    run,
  };
}

function noRows(text: string): () => never {
  return () => {
    throw new Error(`this statement gives no rows: ${text}`);
  };
}

interface RowMaker {
  readonly width: number;
  make(fields: Fields): unknown;
}

/** A function of the statement's own, so that all its rows have one shape. */
function rowMaker(lists: Prepared<[readonly Value[]], Fields>): RowMaker {
  const names = lists.columns().map(({ name }) => name);
  const fields = names.map((name, at) => `${JSON.stringify(name)}: fields[${at}]`);
  // The names are those of our own statements' columns: no text from outside is compiled.
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function('fields', `return { ${fields.join(', ')} };`) as RowMaker['make'];
  return { width: names.length, make };
}
