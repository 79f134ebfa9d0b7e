import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement, type Statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { tables } from '../../migrations/index.js';

/*
 * Which rows hang on a customer is read from the schema: every column that refers to `customers`, in whichever
 * capability's table. A table that is added later is merged and un-merged without anybody thinking of it.
 */

/** Tables that name customers and whose rows stay where they are. */
const staying: Readonly<Record<string, string>> = {
  customers: 'the records themselves',
  customer_merges: 'what was merged into what',
  customer_links: 'they are read through the survivors of both sides',
  restricted_openings: 'which record somebody opened is a fact about that record, and opens no other',
};

/** A column that names a customer. */
export interface CustomerColumn {
  readonly table: string;
  readonly column: string;
}

export const customerReferences: readonly CustomerColumn[] = [...tables.values()]
  .filter(({ name }) => !(name in staying))
  .flatMap(({ name, columns }) =>
    Object.entries(columns)
      .filter(([, { references }]) => references === 'customers')
      .map(([column]) => ({ table: name, column })),
  );

/** A row that names a customer. */
export interface MovedRow extends CustomerColumn {
  readonly rowId: string;
}

/** Of a contact point that the customer has already (as text and not as row), the second stays with its owner. */
const twice: Readonly<Record<string, string>> = {
  contact_points: `and (t.ended_at is not null or not exists (
      select 1 from @contact_points s where s.customer_id = :to and s.ended_at is null
      and s.kind = t.kind and s.value = t.value and coalesce(s.postcode, '') = coalesce(t.postcode, '')))`,
  identifiers: `and not exists (select 1 from @identifiers s where s.customer_id = :to
      and s.register = t.register and s.type = t.type and s.value = t.value)`,
};

type Ends = { from: string; to: string };
interface ColumnStatements extends CustomerColumn {
  /** Rows of one customer that another is to take over. */
  readonly listMoving: Statement<Ends, { id: string }>;
  readonly move: Statement<Ends & { authority: number; ids: readonly string[] }, never>;
  readonly count: Statement<{ customer: string }, { count: number }>;
  readonly ofCustomer: Statement<{ customer: string; ids: readonly string[] }, { id: string }>;
}

// Each relies on the table's index that begins with the column; a test sees that there is one.
const statements: readonly ColumnStatements[] = customerReferences.map(({ table, column }) => ({
  table,
  column,
  listMoving: statement(`select t.id from @${table} t where t.${column} = :from ${twice[table] ?? ''} order by t.id`),
  move: statement(
    `update ${table} set ${column} = :to where ${column} = :from and authority_id = :authority and id in (:ids*)`,
  ),
  count: statement(`select count(*) as count from @${table} t where t.${column} = :customer`),
  ofCustomer: statement(`select t.id from @${table} t where t.${column} = :customer and t.id in (:ids*)`),
}));

const idsAtOnce = 500;

interface Move {
  readonly authorityId: AuthorityId;
  readonly from: string;
  readonly to: string;
  /** The merges by which the rows go from the one to the other, each of which remembers them. */
  readonly mergeIds: readonly string[];
}

/** Hands what hangs on one customer to another. Answers how many rows there were. */
export async function moveRows(db: Writes, { authorityId, from, to, mergeIds }: Move): Promise<number> {
  let moved = 0;
  for (const { table, column, listMoving, move } of statements) {
    const ids = (await db.all(listMoving, { from, to })).map(({ id }) => id);
    for (const some of slicesOf(ids)) {
      await db.run(move, { from, to, authority: authorityId, ids: some });
      for (const mergeId of mergeIds)
        await insertMoved(
          db,
          authorityId,
          mergeId,
          some.map((rowId) => ({ table, column, rowId })),
        );
    }
    moved += ids.length;
  }
  return moved;
}

export async function insertMoved(
  db: Writes,
  authorityId: AuthorityId,
  mergeId: string,
  rows: readonly MovedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.insert(
    'customer_merge_rows',
    rows.map(({ table, column, rowId }) => ({
      authority_id: authorityId,
      merge_id: mergeId,
      table_name: table,
      column_name: column,
      row_id: rowId,
    })),
  );
}

/** Hands these rows back, as far as the customer that has them now still does. */
export async function returnRows(
  db: Writes,
  { authorityId, from, to }: Omit<Move, 'mergeIds'>,
  rows: readonly MovedRow[],
): Promise<void> {
  for (const { table, column, move } of statements) {
    const ids = rows.filter((row) => row.table === table && row.column === column).map(({ rowId }) => rowId);
    for (const some of slicesOf(ids)) await db.run(move, { from, to, authority: authorityId, ids: some });
  }
}

/** Which of these ids are rows that hang on the customer. */
export async function findRowsOf(db: Reads, customer: string, ids: readonly string[]): Promise<MovedRow[]> {
  const found: MovedRow[] = [];
  if (ids.length === 0) return found;
  for (const { table, column, ofCustomer } of statements)
    for (const { id } of await db.all(ofCustomer, { customer, ids })) found.push({ table, column, rowId: id });
  return found;
}

/** How many rows of each table hang on a customer; tables with none are left out. */
export async function countRowsOf(db: Reads, customer: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { table, count } of statements) {
    const found = (await db.first(count, { customer }))?.count ?? 0;
    if (found > 0) counts.set(table, (counts.get(table) ?? 0) + Number(found));
  }
  return counts;
}

interface RememberedRow {
  merge_id: string;
  table_name: string;
  column_name: string;
  row_id: string;
}

// Rely on the key, which begins with the merge.
const remembered = statement<{ merges: readonly string[] }, RememberedRow>(
  `select r.merge_id, r.table_name, r.column_name, r.row_id from @customer_merge_rows r
   where r.merge_id in (:merges*) order by r.table_name, r.column_name, r.row_id`,
);

/** What merges remember, by merge. */
export async function listRemembered(
  db: Reads,
  merges: readonly string[],
): Promise<(MovedRow & { mergeId: string })[]> {
  return (await db.all(remembered, { merges })).map((row) => ({
    mergeId: row.merge_id,
    table: row.table_name,
    column: row.column_name,
    rowId: row.row_id,
  }));
}

type Forgotten = {
  merges: readonly string[];
  ids: readonly string[];
  table: string;
  column: string;
  authority: number;
};
const forgetThese = statement<Forgotten, never>(
  `delete from customer_merge_rows where merge_id in (:merges*) and row_id in (:ids*)
   and table_name = :table and column_name = :column and authority_id = :authority`,
);

/** These rows no longer go by these merges. */
export async function forgetRows(
  db: Writes,
  authority: AuthorityId,
  merges: readonly string[],
  rows: readonly MovedRow[],
): Promise<void> {
  if (merges.length === 0) return;
  const columns = new Map(rows.map(({ table, column }) => [`${table}.${column}`, { table, column }]));
  for (const { table, column } of columns.values()) {
    const ids = rows.filter((row) => row.table === table && row.column === column).map(({ rowId }) => rowId);
    for (const some of slicesOf(ids)) await db.run(forgetThese, { merges, ids: some, table, column, authority });
  }
}

function slicesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsAtOnce) }, (_, at) =>
    ids.slice(at * idsAtOnce, (at + 1) * idsAtOnce),
  );
}
