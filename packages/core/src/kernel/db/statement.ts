import type { Scope } from '../scope.js';
import { hiddenShape, hiddenValues, shownColumns, shownRows } from './hidden-fields.js';
import { limitShape, limitText, limitValues } from './limits.js';
import { paddedAt, paddedLength } from './padded.js';
import { restrictingFor, restrictionText } from './restriction.js';
import type { TableRegistry, TableSpec } from './tables.js';

export type Engine = 'sqlite' | 'postgres';
export type Value = string | number | boolean | null | undefined | Buffer;
export type Params = Readonly<Record<string, Value | readonly Value[]>>;

/**
 * SQL written once for both engines and kept compiled.
 *
 * - `@cases` stands for that table's rows within the reader's scope, as a derived table (so no `or` can leak past it),
 *   less those that are restricted to others.
 *   An authority's table can't be named without the `@`.
 * - a statement that writes names the table bare (`update teams …`) and brings its own condition on the authority;
 *   prefer `Writes.update` and `Writes.remove`, which add the scope.
 * - `:name` is a parameter; `:names*` (inside `in (…)`) is a list.
 */
export interface Statement<P extends Params, R> {
  readonly sql: string;
  /** Phantom: the parameter and row shapes. */
  readonly shape?: { readonly params: P; readonly row: R };
}

export function statement<P extends Params, R>(sql: string): Statement<P, R> {
  return { sql };
}

export interface Compiled {
  readonly text: string;
  /** Short stable name for PostgreSQL's named statements. */
  readonly name: string;
  /** Whether it reads a table within the scope, by `@table`. */
  readonly isScoped: boolean;
  readonly bind: (params: Params, scope: Scope) => Value[];
}

interface Token {
  readonly kind: 'text' | 'table' | 'param' | 'list';
  readonly value: string;
}

const tokenPattern = /'(?:[^']|'')*'|@([a-z_]+)|::[a-z]+|:([a-zA-Z][a-zA-Z0-9]*)(\*)?/g;

function tokenise(sql: string): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  for (const match of sql.matchAll(tokenPattern)) {
    if (match[1] === undefined && match[2] === undefined) continue;
    tokens.push({ kind: 'text', value: sql.slice(last, match.index) });
    if (match[1] !== undefined) tokens.push({ kind: 'table', value: match[1] });
    else tokens.push({ kind: match[3] ? 'list' : 'param', value: match[2] ?? '' });
    last = match.index + match[0].length;
  }
  tokens.push({ kind: 'text', value: sql.slice(last) });
  return tokens;
}

/** Compiles statements and keeps them; one per database. */
export class StatementCompiler {
  readonly #engine: Engine;
  readonly #tables: TableRegistry;
  readonly #compiled = new Map<string, Map<string, Compiled>>();
  readonly #tokens = new Map<string, Token[]>();
  #names = 0;

  constructor(engine: Engine, tables: TableRegistry) {
    this.#engine = engine;
    this.#tables = tables;
  }

  compile(sql: string, params: Params, scope: Scope): Compiled {
    let variants = this.#compiled.get(sql);
    if (!variants) {
      variants = new Map<string, Compiled>();
      this.#compiled.set(sql, variants);
    }
    const tokens = this.#tokensOf(sql);
    const key = this.#variantKey(tokens, params, scope);
    let compiled = variants.get(key);
    if (!compiled) variants.set(key, (compiled = this.#build(tokens, params, scope)));
    return compiled;
  }

  #tokensOf(sql: string): Token[] {
    let tokens = this.#tokens.get(sql);
    if (!tokens) {
      this.#refuseBareTables(sql);
      this.#tokens.set(sql, (tokens = tokenise(sql)));
    }
    return tokens;
  }

  /** An authority's table named without the scope mark is a mistake that would show another authority's rows. */
  #refuseBareTables(sql: string): void {
    for (const match of sql.matchAll(/(?<!delete\s)\b(?:from|join)\s+([a-z_]+)/gi)) {
      const table = this.#tables.get(match[1] ?? '');
      if (table?.ownership === 'authority') throw new Error(`write @${table.name}: its rows belong to authorities`);
    }
  }

  #build(tokens: Token[], params: Params, scope: Scope): Compiled {
    const slots: Slot[] = [];
    let text = '';
    const slot = (source: Slot['source'], name: string, index: number): string => {
      slots.push({ source, name, index });
      return this.#engine === 'postgres' ? `$${slots.length}` : '?';
    };
    for (const [index, token] of tokens.entries()) {
      if (token.kind === 'text') text += token.value;
      else if (token.kind === 'param') text += slot('param', token.value, 0);
      else if (token.kind === 'list') text += listSlots(token.value, params, slot);
      else text += this.#derivedTable(token.value, scope, slot) + aliasFor(token.value, tokens[index + 1]?.value ?? '');
    }
    this.#names += 1;
    const isScoped = tokens.some(({ kind }) => kind === 'table');
    return { text, name: `s${this.#names}`, isScoped, bind: binder(slots, this.#tables) };
  }

  #derivedTable(name: string, scope: Scope, slot: MakeSlot): string {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`there is no table called ${name}`);
    let hidden = 0;
    const mark = (): string => slot('hidden', table.name, hidden++);
    const columns = shownColumns(table, scope, this.#engine, mark) ?? '*';
    const conditions = [
      shownRows(table, scope, mark) ?? '',
      authorityCondition(table, scope, slot),
      limitCondition(table, scope, slot),
      restrictionCondition(table, scope, slot),
    ].filter(Boolean);
    return conditions.length === 0 ? name : `(select ${columns} from ${name} where ${conditions.join(' and ')})`;
  }

  #variantKey(tokens: Token[], params: Params, scope: Scope): string {
    const ids = scope.authorityIds;
    let key = ids === 'all' ? 'all' : String(ids.length < 2 ? ids.length : paddedLength(ids.length));
    for (const { kind, value } of tokens) {
      if (kind === 'list') key += `,${paddedLength(listOf(params, value).length)}`;
      const table = kind === 'table' ? this.#tables.get(value) : undefined;
      if (!table) continue;
      const limited = limitShape(table, scope);
      if (limited) key += `,${limited}`;
      const hidden = hiddenShape(table, scope);
      if (hidden) key += `,${hidden}`;
      const restricting = scope.reader && restrictingFor(table, scope);
      if (restricting) key += `,@${paddedLength(restricting.knownIn.length)}`;
    }
    return key;
  }
}

interface Slot {
  readonly source: 'param' | 'list' | 'scope' | 'limit' | 'hidden' | 'reader' | 'known';
  readonly name: string;
  readonly index: number;
}

type MakeSlot = (source: Slot['source'], name: string, index: number) => string;

function authorityCondition({ ownership }: TableSpec, { authorityIds: ids }: Scope, slot: MakeSlot): string {
  if (ownership !== 'authority' || ids === 'all') return '';
  if (ids.length === 0) return '1 = 0';
  if (ids.length === 1) return `authority_id = ${slot('scope', '', 0)}`;
  return `authority_id in (${slotsFor('scope', '', ids.length, slot)})`;
}

function limitCondition(table: TableSpec, scope: Scope, slot: MakeSlot): string {
  let index = 0;
  return limitText(table, scope, () => slot('limit', table.name, index++)) ?? '';
}

function restrictionCondition(table: TableSpec, scope: Scope, slot: MakeSlot): string {
  const restricting = restrictingFor(table, scope);
  if (!restricting) return '';
  const { rule, knownIn } = restricting;
  const person = slot('reader', '', 0);
  return restrictionText(rule, person, slotsFor('known', table.name, knownIn.length, slot));
}

function slotsFor(source: Slot['source'], name: string, length: number, slot: MakeSlot): string {
  return Array.from({ length: paddedLength(length) }, (_, index) => slot(source, name, index)).join(', ');
}

/** PostgreSQL before 16 wants a name for a derived table; a statement that gives none means the table's own. */
function aliasFor(table: string, following: string): string {
  const isNamed = /^\s+(?!(?:where|order|group|join|left|cross|on|limit|union)\b)[a-z]/i.test(following);
  return isNamed ? '' : ` as ${table}`;
}

function listOf(params: Params, name: string): readonly Value[] {
  const value = params[name];
  if (!Array.isArray(value)) throw new Error(`parameter ${name} takes a list`);
  return value as readonly Value[];
}

function listSlots(name: string, params: Params, slot: MakeSlot): string {
  return slotsFor('list', name, listOf(params, name).length, slot) || 'null';
}

function binder(slots: readonly Slot[], tables: TableRegistry): Compiled['bind'] {
  const spec = (name: string): TableSpec => {
    const table = tables.get(name);
    if (!table) throw new Error(`there is no table called ${name}`);
    return table;
  };
  return (params, scope) => {
    const limitsOn = remembered((name) => limitValues(spec(name), scope));
    const hiddenOn = remembered((name) => hiddenValues(spec(name), scope));
    return slots.map(({ source, name, index }) => {
      if (source === 'reader') return scope.reader?.staffId ?? null;
      if (source === 'known') {
        const table = tables.get(name);
        return paddedAt((table && restrictingFor(table, scope)?.knownIn) ?? [], index);
      }
      if (source === 'limit') return toSql(limitsOn(name)[index]);
      if (source === 'hidden') return hiddenOn(name)[index] ?? null;
      if (source === 'scope') return paddedAt(scope.authorityIds === 'all' ? [] : scope.authorityIds, index);
      if (source === 'list') return toSql(paddedAt(listOf(params, name), index));
      if (!(name in params)) throw new Error(`parameter ${name} is missing`);
      return toSql(params[name] as Value);
    });
  };
}

function remembered(valuesOf: (name: string) => readonly Value[]): (name: string) => readonly Value[] {
  const known = new Map<string, readonly Value[]>();
  return (name) => {
    const values = known.get(name) ?? valuesOf(name);
    known.set(name, values);
    return values;
  };
}

/** Both engines store flags as 0 and 1 and know no `undefined`. */
export function toSql(value: Value): Exclude<Value, boolean | undefined> {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value;
}
