import { notAllowed, notCovered } from '../errors.js';
import { isInScope, type Scope } from '../scope.js';
import type { Row } from './database.js';
import { isWithinLimits, limitShape, limitText, limitValues } from './limits.js';
import { toSql, type Engine, type Value } from './statement.js';
import type { TableRegistry, TableSpec } from './tables.js';

export interface Change {
  readonly text: string;
  readonly values: Value[];
  /** Short stable name for PostgreSQL's named statements; a text that is rarely the same twice has none. */
  readonly name?: string;
}

/** Texts kept: the code makes some hundred. */
const keptAtMost = 2000;

/** Builds the SQL of inserts, updates and deletes, refusing what a query builder would let pass. */
export class ChangeBuilder {
  readonly #engine: Engine;
  readonly #tables: TableRegistry;
  readonly #texts = new Map<string, string>();
  readonly #names = new Map<string, string>();

  constructor(engine: Engine, tables: TableRegistry) {
    this.#engine = engine;
    this.#tables = tables;
  }

  insert(scope: Scope, tableName: string, rows: readonly Row[]): Change {
    const table = this.#table(tableName);
    const columns = Object.keys(rows[0] ?? {});
    this.#refuseUnknown(table, columns);
    const values: Value[] = [];
    for (const row of rows) {
      refuseOtherAuthority(scope, table, row);
      if (Object.keys(row).length !== columns.length) throw new Error(`rows for ${tableName} have different columns`);
      for (const column of columns) values.push(toSql(row[column]));
    }
    const text = this.#text(`insert ${tableName} ${columns.join()} ${rows.length}`, () => {
      const tuple = (index: number): string =>
        `(${columns.map((_, c) => this.#mark(index * columns.length + c)).join(', ')})`;
      return `insert into ${tableName} (${columns.join(', ')}) values ${rows.map((_, index) => tuple(index)).join(', ')}`;
    });
    return rows.length === 1 ? this.#named(text, values) : { text, values };
  }

  /** Checks a bulk insert's columns and authorities; the engine writes the rows. */
  checkBulk(scope: Scope, tableName: string, columns: readonly string[], rows: readonly (readonly Value[])[]): void {
    const table = this.#table(tableName);
    this.#refuseUnknown(table, columns);
    const owner = columns.indexOf('authority_id');
    if (table.ownership === 'authority' && owner < 0) throw new Error(`rows for ${tableName} name no authority`);
    for (const row of rows) {
      if (row.length !== columns.length) throw new Error(`a row for ${tableName} has another number of values`);
      if (table.ownership === 'authority' && !isInScope(scope, row[owner] as number)) throw notAllowed();
    }
  }

  /** `insert into t (…) values (?, …), …` for so many rows. */
  bulkText(tableName: string, columns: readonly string[], rows: number): string {
    return this.#text(`bulk ${tableName} ${columns.join()} ${rows}`, () => {
      const tuple = `(${columns.map(() => '?').join(', ')})`;
      return `insert into ${tableName} (${columns.join(', ')}) values ${Array.from({ length: rows }, () => tuple).join(', ')}`;
    });
  }

  update(scope: Scope, tableName: string, key: Row, changes: Row): Change {
    const table = this.#table(tableName);
    const columns = Object.keys(changes);
    const keys = requireKey(tableName, key);
    this.#refuseUnknown(table, [...columns, ...keys]);
    if (columns.length === 0) throw new Error(`an update of ${tableName} changes nothing`);
    if ('authority_id' in changes) throw new Error(`rows of ${tableName} change authority by one audited command only`);
    const scoped = this.#scopeClause(scope, table, columns.length + keys.length);
    const text = this.#text(`update ${tableName} ${columns.join()} ${keys.join()} ${scoped.key}`, () => {
      const sets = columns.map((column, index) => `${column} = ${this.#mark(index)}`).join(', ');
      return `update ${tableName} set ${sets} where ${this.#where(keys, columns.length)}${scoped.text}`;
    });
    const values = [...columns.map((c) => toSql(changes[c])), ...keys.map((k) => toSql(key[k])), ...scoped.values];
    return this.#named(text, values);
  }

  remove(scope: Scope, tableName: string, key: Row): Change {
    const table = this.#table(tableName);
    const keys = requireKey(tableName, key);
    this.#refuseUnknown(table, keys);
    const scoped = this.#scopeClause(scope, table, keys.length);
    const text = this.#text(
      `delete ${tableName} ${keys.join()} ${scoped.key}`,
      () => `delete from ${tableName} where ${this.#where(keys, 0)}${scoped.text}`,
    );
    return this.#named(text, [...keys.map((k) => toSql(key[k])), ...scoped.values]);
  }

  #named(text: string, values: Value[]): Change {
    let name = this.#names.get(text);
    if (name === undefined) {
      if (this.#names.size >= keptAtMost) return { text, values };
      this.#names.set(text, (name = `c${this.#names.size + 1}`));
    }
    return { text, values, name };
  }

  #where(keys: readonly string[], offset: number): string {
    return keys.map((column, index) => `${column} = ${this.#mark(offset + index)}`).join(' and ');
  }

  #scopeClause(scope: Scope, table: TableSpec, offset: number): { text: string; values: Value[]; key: string } {
    if (table.ownership !== 'authority' || scope.authorityIds === 'all') return { text: '', values: [], key: 'all' };
    const ids = scope.authorityIds;
    if (ids.length === 0) return { text: ' and 1 = 0', values: [], key: 'none' };
    const marks = ids.map((_, index) => this.#mark(offset + index)).join(', ');
    let next = offset + ids.length;
    const limited = limitText(table, scope, () => this.#mark(next++));
    const text = ` and authority_id in (${marks})${limited ? ` and ${limited}` : ''}`;
    const key = `${ids.length} ${limitShape(table, scope)}`;
    return { text, values: [...ids, ...limitValues(table, scope)], key };
  }

  #table(name: string): TableSpec {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`there is no table called ${name}`);
    return table;
  }

  #refuseUnknown(table: TableSpec, columns: readonly string[]): void {
    for (const column of columns)
      if (!Object.hasOwn(table.columns, column)) throw new Error(`${table.name} has no column ${column}`);
  }

  #mark(index: number): string {
    return this.#engine === 'postgres' ? `$${index + 1}` : '?';
  }

  #text(key: string, build: () => string): string {
    let text = this.#texts.get(key);
    if (text === undefined) {
      if (this.#texts.size > keptAtMost) this.#texts.clear();
      this.#texts.set(key, (text = build()));
    }
    return text;
  }
}

function requireKey(table: string, key: Row): string[] {
  const keys = Object.keys(key);
  if (keys.length === 0) throw new Error(`a change of ${table} names no key, so it would change every row`);
  for (const column of keys)
    if (key[column] === undefined) throw new Error(`the key ${column} of ${table} is undefined`);
  return keys;
}

function refuseOtherAuthority(scope: Scope, table: TableSpec, row: Row): void {
  if (table.ownership !== 'authority') return;
  if (typeof row['authority_id'] !== 'number') throw new Error(`a row of ${table.name} names no authority`);
  if (!isInScope(scope, row['authority_id'])) throw notAllowed();
  if (!isWithinLimits(table, scope, row)) throw notCovered();
}
