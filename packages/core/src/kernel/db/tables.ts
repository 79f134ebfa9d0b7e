import type { Knex } from 'knex';
import type { GrantLimit } from '../actor.js';
import type { SharedField, SharedKeys, SharedRows } from './shared-fields.js';
import type { Engine } from './statement.js';
import { createTokenIndex } from './token-index-schema.js';

/** What a column may hold: the tag that data protection works from. A test fails on a column without one. */
export type ProtectionTag = 'personal' | 'special' | 'none';

/** Whose rows a table holds: each authority's own, the partnership's shared ones, or the machinery's. */
export type Ownership = 'authority' | 'partnership' | 'system';

/** How long rows live; the periods are each authority's setting (data protection works through these names). */
export type RetentionClass =
  | 'permanent'
  | 'customer-record'
  | 'contact'
  | 'case'
  | 'restricted-case'
  | 'staff'
  | 'audit'
  | 'configuration'
  | 'short-lived'
  /** As long as any row of another table that names it: the bytes of a file, which a case and a saving may have. */
  | 'as-its-users';

export type ColumnType = 'id' | 'number' | 'uuid' | 'text' | 'int' | 'instant' | 'flag' | 'json' | 'date' | 'real';

export interface ColumnSpec {
  readonly type: ColumnType;
  readonly tag: ProtectionTag;
  readonly nullable: boolean;
  readonly references?: string;
  readonly defaultTo?: string | number;
  /** The field of an agreement that it falls under (`shared-fields.ts`). */
  readonly sharedAs?: SharedField;
  /** What stands in its place where it is hidden and never null; absent: an empty text. */
  readonly hiddenAs?: string;
  /** Which keys of a JSON object fall under which field. */
  readonly keysSharedAs?: SharedKeys;
}

/** Rows that are kept from most people who may read their table. The scope applies it (`restriction.ts`). */
export interface RestrictionRule {
  /** The column that is null in a row that is kept from nobody. */
  readonly unless: string;
  /** The column that names the team whose members read a restricted row. */
  readonly team: string;
  /** Who holds this permission in the row's authority is told that there is such a row. */
  readonly knownTo: string;
}

/** By which columns (or expressions) rows are of a service, a channel or a line: limited grants show no others (`limits.ts`). */
export type LimitRule = Readonly<Partial<Record<keyof GrantLimit, string>>>;

export interface TableSpec {
  readonly name: string;
  readonly ownership: Ownership;
  readonly retention: RetentionClass;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly primary?: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
  /**
   * SQLite keeps the rows themselves in the order of the key, not rows and an index of the key (its manual, "Clustered
   * indexes and the WITHOUT ROWID optimization"): one tree less to write, for tables that are written often and read seldom.
   */
  readonly inKeyOrder?: boolean;
  /** What holds of every row, by the constraint's name: SQL that both engines accept. */
  readonly checks?: Readonly<Record<string, string>>;
  /** An index of tokens rather than rows of its own: see `token-index.ts`. */
  readonly tokensOf?: TokenSource;
  readonly restriction?: RestrictionRule;
  readonly limits?: LimitRule;
  readonly sharedRows?: readonly SharedRows[];
}

/** Rows that are found by their tokens. */
export interface TokenSource {
  readonly table: string;
  /** The column, of type `rowNumber`, by which the index knows a row. */
  readonly number: string;
  /** The column that holds a row's tokens, each after a line end. */
  readonly lines: string;
}

/** A column under construction: `text().personal().optional()`. */
export interface Column extends ColumnSpec {
  personal(): Column;
  special(): Column;
  optional(): Column;
  to(table: string): Column;
  default(value: string | number): Column;
  /** Hidden with that field of an agreement: null, or what is given for a column that is never null. */
  shared(field: SharedField, hiddenAs?: string): Column;
  sharedKeys(keys: SharedKeys): Column;
}

function column(spec: ColumnSpec): Column {
  return {
    ...spec,
    personal: () => column({ ...spec, tag: 'personal' }),
    special: () => column({ ...spec, tag: 'special' }),
    optional: () => column({ ...spec, nullable: true }),
    to: (references) => column({ ...spec, references }),
    default: (defaultTo) => column({ ...spec, defaultTo }),
    shared: (sharedAs, hiddenAs) => column({ ...spec, sharedAs, ...(hiddenAs === undefined ? {} : { hiddenAs }) }),
    sharedKeys: (keysSharedAs) => column({ ...spec, keysSharedAs }),
  };
}

const plain = (type: ColumnType) => (): Column => column({ type, tag: 'none', nullable: false });

export const id = plain('id');
/** Which row of its table it is, for an index that knows rows by number: the engine gives it out, and nothing refers to it. */
export const rowNumber = plain('number');
export const uuid = plain('uuid');
export const text = plain('text');
export const int = plain('int');
export const instant = plain('instant');
/** Whole pence of what may cost more than an `int` holds, which is £21 million. */
export const pence = plain('instant');
export const flag = plain('flag');
export const json = plain('json');
export const localDate = plain('date');
export const real = plain('real');

type Extras = Pick<
  TableSpec,
  'primary' | 'unique' | 'indexes' | 'inKeyOrder' | 'checks' | 'restriction' | 'limits' | 'sharedRows'
>;
type Columns = Record<string, Column>;

/** A table of an authority's own rows: `authority_id` is added and never null. */
export function authorityTable(
  name: string,
  retention: RetentionClass,
  columns: Columns,
  extras: Extras = {},
): TableSpec {
  const owner = int().to('authorities');
  return { name, ownership: 'authority', retention, columns: { authority_id: owner, ...columns }, ...extras };
}

export function partnershipTable(
  name: string,
  retention: RetentionClass,
  columns: Columns,
  extras: Extras = {},
): TableSpec {
  return { name, ownership: 'partnership', retention, columns, ...extras };
}

export function systemTable(name: string, retention: RetentionClass, columns: Columns, extras: Extras = {}): TableSpec {
  return { name, ownership: 'system', retention, columns, ...extras };
}

/**
 * The tokens of another table's rows, each after its row's authority: read it joined to that table, which brings the
 * scope. Its columns bear the names that SQLite's fts5vocab gives them, so that both engines run the same statements.
 */
export function tokenTable(name: string, retention: RetentionClass, tokensOf: TokenSource): TableSpec {
  const columns = { term: text().personal(), doc: plain('instant')() };
  return { name, ownership: 'system', retention, columns, primary: ['term', 'doc'], tokensOf };
}

/** Every table by name, as the migrations together declare them. */
export type TableRegistry = ReadonlyMap<string, TableSpec>;

export function tableRegistry(specs: readonly TableSpec[]): TableRegistry {
  return new Map(specs.map((spec) => [spec.name, spec]));
}

/** SQL that creates a declared table on either engine. Text sorts by code point on both (PostgreSQL: collation "C"). */
export function createTable(schema: Knex.SchemaBuilder, spec: TableSpec, engine: Engine): string[] {
  if (spec.tokensOf && engine === 'sqlite') return createTokenIndex(spec.name);
  const created = schema.createTable(spec.name, (table) => {
    for (const [name, columnSpec] of columnsOf(spec, engine)) addColumn(table, name, columnSpec, engine);
    if (spec.primary) table.primary([...spec.primary]);
    for (const [name, holds] of Object.entries(spec.checks ?? {})) table.check(holds, [], name);
    for (const columns of spec.unique ?? [])
      table.unique([...columns], { indexName: indexName(spec.name, columns, 'key') });
    for (const columns of spec.indexes ?? []) table.index([...columns], indexName(spec.name, columns, 'idx'));
  });
  const statements = created.toSQL().map(({ sql }) => sql);
  if (engine !== 'sqlite' || !(spec.inKeyOrder ?? isAllKey(spec))) return statements;
  return statements.map((sql) => (sql.startsWith('create table') ? `${sql} without rowid` : sql));
}

/** SQLite's row number is its table's primary key, so the id becomes a unique column there. */
function columnsOf({ columns }: TableSpec, engine: Engine): [string, ColumnSpec | NumberedId][] {
  const isNumbered = engine === 'sqlite' && Object.values(columns).some(({ type }) => type === 'number');
  return Object.entries(columns).map(([name, spec]) => [
    name,
    isNumbered && spec.type === 'id' ? { ...spec, type: 'numbered-id' } : spec,
  ]);
}

type NumberedId = Omit<ColumnSpec, 'type'> & { readonly type: 'numbered-id' };

/** A table that is nothing but its key: SQLite then keeps the key alone, not rows and an index that repeats them. */
function isAllKey({ primary, columns }: TableSpec): boolean {
  return primary?.length === Object.keys(columns).length;
}

function indexName(table: string, columns: readonly string[], suffix: string): string {
  return `${table}_${columns.join('_')}_${suffix}`.slice(0, 63);
}

export function addColumn(
  table: Knex.CreateTableBuilder,
  name: string,
  spec: ColumnSpec | NumberedId,
  engine: Engine,
): void {
  const built = typedColumn(table, name, spec.type, engine);
  if (spec.type === 'id' || (spec.type === 'number' && engine === 'sqlite')) built.primary();
  else if (spec.type === 'number') built.unique();
  if (spec.nullable) built.nullable();
  else built.notNullable();
  if (spec.defaultTo !== undefined) built.defaultTo(spec.defaultTo);
  if (spec.references) built.references('id').inTable(spec.references);
}

function typedColumn(
  table: Knex.CreateTableBuilder,
  name: string,
  type: ColumnType | 'numbered-id',
  engine: Engine,
): Knex.ColumnBuilder {
  const postgres = engine === 'postgres';
  const textType = postgres ? 'text collate "C"' : 'text';
  switch (type) {
    case 'id':
    case 'uuid':
      return table.specificType(name, postgres ? 'uuid' : 'text');
    case 'numbered-id':
      return table.specificType(name, 'text unique');
    case 'number':
      return table.specificType(name, postgres ? 'bigint generated by default as identity' : 'integer');
    case 'text':
    case 'json':
    case 'date':
      return table.specificType(name, textType);
    case 'int':
      return table.integer(name);
    case 'instant':
      return table.bigInteger(name);
    case 'flag':
      return table.smallint(name);
    case 'real':
      return table.double(name);
  }
}
