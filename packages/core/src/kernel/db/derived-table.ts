import type { Knex } from 'knex';
import type { AuthorityId, Scope } from '../scope.js';
import { shownColumns, shownRows } from './hidden-fields.js';
import { limitText, limitValues } from './limits.js';
import { restrictingFor, restrictionText } from './restriction.js';
import type { Engine } from './statement.js';
import type { TableRegistry } from './tables.js';

/** A builder over one table's rows within the scope: `select … from (select * from t where authority_id in (…)) as t`; rows that are restricted, or not covered, are left out as in statements. */
export function derivedTable(
  builder: Knex,
  tables: TableRegistry,
  scope: Scope,
  name: string,
  engine: Engine,
): Knex.QueryBuilder {
  const table = tables.get(name);
  if (!table) throw new Error(`there is no table called ${name}`);
  const restricting = restrictingFor(table, scope);
  const authorityIds = table.ownership === 'authority' ? scope.authorityIds : 'all';
  if (authorityIds === 'all' && !restricting) return builder.from(name);
  const rows = builder.from(name);
  const inColumns: AuthorityId[] = [];
  const columns = shownColumns(table, scope, engine, (value) => (inColumns.push(value), '?'));
  void rows.select(columns === undefined ? '*' : builder.raw(columns, inColumns));
  const inRows: AuthorityId[] = [];
  const shown = shownRows(table, scope, (value) => (inRows.push(value), '?'));
  if (shown) void rows.whereRaw(shown, inRows);
  if (authorityIds !== 'all') void rows.whereIn('authority_id', authorityIds.slice());
  const limited = limitText(table, scope, () => '?');
  if (limited) void rows.whereRaw(limited, limitValues(table, scope));
  if (restricting) {
    const { rule, personId, knownIn } = restricting;
    const marks = knownIn.map(() => '?').join(', ');
    void rows.whereRaw(restrictionText(rule, '?', marks), [personId, ...knownIn]);
  }
  return builder.from(rows.as(name));
}
