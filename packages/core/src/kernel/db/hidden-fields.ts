import { hiddenIn, type AuthorityId, type Scope } from '../scope.js';
import { paddedAt, paddedLength } from './padded.js';
import { sharedFields, type SharedField, type SharedKeys } from './shared-fields.js';
import type { Engine } from './statement.js';
import type { ColumnSpec, TableSpec } from './tables.js';

/** In which authorities a scope hides each field; undefined: none in any, as for everybody's own. */
type Hidden = ReadonlyMap<SharedField, readonly AuthorityId[]>;
type Mark = (value: AuthorityId) => string;

/** A statement asks it for each of its tables, when its text is looked up and when its values are laid out. */
const hiddenByScope = new WeakMap<Scope, Hidden>();

function hiddenOf(scope: Scope): Hidden | undefined {
  if (!scope.grants.some(({ fields }) => fields)) return undefined;
  let hidden = hiddenByScope.get(scope);
  if (!hidden) {
    const all = sharedFields.map((field) => [field, hiddenIn(scope, field)] as const);
    hidden = new Map(all.filter(([, authorityIds]) => authorityIds.length > 0));
    hiddenByScope.set(scope, hidden);
  }
  return hidden;
}

/** What a scope hides, for telling texts apart: they differ by fields and by how many authorities hide each. */
export function hiddenShape(table: TableSpec, scope: Scope): string {
  const hidden = hiddenOf(scope);
  if (!hidden || !isShared(table)) return '';
  return [...hidden].map(([field, { length }]) => field + paddedLength(length)).join(';');
}

/** The table's columns as the scope shows them, `mark` standing for each value in turn; undefined: as they are. */
export function shownColumns(table: TableSpec, scope: Scope, engine: Engine, mark: Mark): string | undefined {
  const hidden = hiddenOf(scope);
  const columns = Object.entries(table.columns);
  if (!hidden || !columns.some(([, spec]) => isHiding(spec, hidden))) return undefined;
  return columns
    .map(([name, spec]) => (isHiding(spec, hidden) ? `${shown(name, spec, hidden, engine, mark)} as ${name}` : name))
    .join(', ');
}

/** The condition that keeps out rows that are hidden as a whole; undefined: none are. */
export function shownRows({ sharedRows = [] }: TableSpec, scope: Scope, mark: Mark): string | undefined {
  const hidden = sharedRows.length === 0 ? undefined : hiddenOf(scope);
  const conditions = sharedRows.flatMap(({ field, where }) => {
    const authorityIds = hidden?.get(field);
    if (!authorityIds) return [];
    const elsewhere = `authority_id not in (${marks(authorityIds, mark)})`;
    return [where === undefined ? elsewhere : `(${elsewhere} or not (${where}))`];
  });
  return conditions.length === 0 ? undefined : conditions.join(' and ');
}

/** The values of both, in the order of their marks: columns come first. */
export function hiddenValues(table: TableSpec, scope: Scope): AuthorityId[] {
  const values: AuthorityId[] = [];
  const collect: Mark = (value) => (values.push(value), '');
  shownColumns(table, scope, 'sqlite', collect);
  shownRows(table, scope, collect);
  return values;
}

const isShared = ({ sharedRows, columns }: TableSpec): boolean =>
  sharedRows !== undefined || Object.values(columns).some(({ sharedAs, keysSharedAs }) => sharedAs ?? keysSharedAs);

function isHiding({ sharedAs, keysSharedAs }: ColumnSpec, hidden: Hidden): boolean {
  return (sharedAs !== undefined && hidden.has(sharedAs)) || keysHidden(keysSharedAs, hidden).length > 0;
}

function keysHidden(sharedKeys: SharedKeys | undefined, hidden: Hidden): [SharedField, readonly string[]][] {
  return (Object.entries(sharedKeys ?? {}) as [SharedField, readonly string[]][]).filter(([field]) =>
    hidden.has(field),
  );
}

function shown(name: string, spec: ColumnSpec, hidden: Hidden, engine: Engine, mark: Mark): string {
  const whole = spec.sharedAs && hidden.get(spec.sharedAs);
  const instead = spec.nullable ? 'null' : `'${spec.hiddenAs ?? ''}'`;
  const when = whole ? `when authority_id in (${marks(whole, mark)}) then ${instead} ` : '';
  const left = withoutKeys(name, keysHidden(spec.keysSharedAs, hidden), hidden, engine, mark);
  return when === '' ? left : `case ${when}else ${left} end`;
}

/** A key that the row has not is left out in place of one that stays. */
function withoutKeys(
  name: string,
  keys: readonly [SharedField, readonly string[]][],
  hidden: Hidden,
  engine: Engine,
  mark: Mark,
): string {
  if (keys.length === 0) return name;
  const left = keys.flatMap(([field, names]) =>
    names.map((key) => {
      const path = engine === 'sqlite' ? `$.${key}` : key;
      const nothing = engine === 'sqlite' ? '$.-' : '';
      return `case when authority_id in (${marks(hidden.get(field) ?? [], mark)}) then '${path}' else '${nothing}' end`;
    }),
  );
  if (engine === 'sqlite') return `json_remove(${name}, ${left.join(', ')})`;
  return `(${name}::jsonb${left.map((key) => ` - (${key})`).join('')})::text`;
}

function marks(authorityIds: readonly AuthorityId[], mark: Mark): string {
  const length = paddedLength(authorityIds.length);
  return Array.from({ length }, (_, index) => mark(paddedAt(authorityIds, index))).join(', ');
}
