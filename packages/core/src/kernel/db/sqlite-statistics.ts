import type { Database as Connection } from 'better-sqlite3';
import type { TableRegistry, TableSpec } from './tables.js';

/**
 * What SQLite's planner is told about sizes: those of a large council, the same for every installation, so that a
 * query has one plan from the first row to the millionth. Left without, it reads a whole authority's customers where a
 * key would do; told by its own ANALYZE, it keeps samples (sqlite_stat4) and plans each bound statement anew at every
 * run, which costs twenty times the look-up. See "Fixed results of ANALYZE" in SQLite's query planner documentation.
 * Runs inside a transaction.
 */
export function setStatistics(connection: Connection, tables: TableRegistry): void {
  const wanted = new Map(indexesOf(connection, tables).map((index) => [index.name, index]));
  if (areSet(connection, wanted)) return;
  connection.exec('analyze schema_migrations'); // makes the planner's tables, which can't be made otherwise
  connection.exec('delete from sqlite_stat1');
  const insert = connection.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)');
  for (const { table, name, figures } of wanted.values()) insert.run(table, name, figures);
  // Removing a table makes every other connection read the schema again, and these figures with it.
  if (has(connection, 'sqlite_stat4')) connection.exec('drop table sqlite_stat4');
  connection.exec('analyze sqlite_schema');
}

interface IndexFigures {
  readonly table: string;
  readonly name: string;
  /** Rows of the index, then how many have the first column alike, the first two, and so on. */
  readonly figures: string;
}

// The planner knows the key of a table that is nothing but its key by the table's name.
const listed = `select l.name, t.name as "table", l."unique" as is_unique, l.partial as is_partial,
    case when t.wr = 1 and l.origin = 'pk' then t.name else l.name end as known_as
  from pragma_table_list t join pragma_index_list(t.name) l where t.schema = 'main' and t.type = 'table'
  order by l.name`;

interface ListedIndex {
  readonly name: string;
  readonly known_as: string;
  readonly table: string;
  readonly is_unique: number;
  readonly is_partial: number;
}

function indexesOf(connection: Connection, tables: TableRegistry): IndexFigures[] {
  const columnsOf = connection.prepare<[string], { name: string | null }>(
    'select name from pragma_index_info(?) order by seqno',
  );
  return (connection.prepare(listed).all() as ListedIndex[]).flatMap((index) => {
    const spec = tables.get(index.table);
    const columns = columnsOf.all(index.name).map(({ name }) => name ?? '');
    return spec ? [{ table: index.table, name: index.known_as, figures: figuresOf(spec, index, columns) }] : [];
  });
}

function areSet(connection: Connection, wanted: ReadonlyMap<string, IndexFigures>): boolean {
  if (!has(connection, 'sqlite_stat1')) return false;
  if (has(connection, 'sqlite_stat4') && connection.prepare('select 1 from sqlite_stat4 limit 1').get()) return false;
  const stored = connection.prepare('select idx, stat from sqlite_stat1').all() as { idx: string; stat: string }[];
  return stored.length === wanted.size && stored.every(({ idx, stat }) => wanted.get(idx)?.figures === stat);
}

function has(connection: Connection, table: string): boolean {
  return connection.prepare('select 1 from sqlite_schema where name = ?').get(table) !== undefined;
}

const manyRows = 1_000_000;
const fewRows = 2000;
/** What a partial index leaves out is most of its table. */
const partialRows = 50_000;
const large = new Set(['customer-record', 'contact', 'case', 'restricted-case', 'audit']);
const gazetteer = /^(places|place_tokens|place_parts|place_authorities|property_facts)$/;

function figuresOf(spec: TableSpec, index: ListedIndex, columns: readonly string[]): string {
  const rows = rowsOf(spec);
  let alike = index.is_partial ? Math.min(rows, partialRows) : rows;
  const figures = [alike];
  for (const [place, column] of columns.entries()) {
    const isLast = place === columns.length - 1;
    alike = isLast && index.is_unique ? 1 : Math.max(1, Math.round(alike / distinctOf(spec, column, rows)));
    figures.push(alike);
  }
  return figures.join(' ');
}

function rowsOf({ name, retention }: TableSpec): number {
  return large.has(retention) || gazetteer.test(name) ? manyRows : fewRows;
}

/** Roughly how many values a column has. */
function distinctOf(spec: TableSpec, name: string, rows: number): number {
  const column = spec.columns[name];
  if (name === 'authority_id') return 10;
  switch (column?.type) {
    case 'id':
      return rows;
    case 'uuid':
      return isLarge(column.references) ? rows / 5 : 1000;
    case 'flag':
    case 'int':
      return 2;
    default:
      return 1000;
  }
}

/** A row of these has a handful of rows that point at it; a team or a person has very many. */
function isLarge(references: string | undefined): boolean {
  return references !== undefined && /^(customers|cases|interactions|places|stored_files|articles)$/.test(references);
}
