import type { Knex } from 'knex';
import type { Scope } from '../scope.js';
import type { TableRegistry } from './tables.js';

/** A builder over one table's rows within the scope: `select … from (select * from t where authority_id in (…)) as t`. */
export function derivedTable(builder: Knex, tables: TableRegistry, scope: Scope, name: string): Knex.QueryBuilder {
  const table = tables.get(name);
  if (!table) throw new Error(`there is no table called ${name}`);
  if (table.ownership !== 'authority' || scope.authorityIds === 'all') return builder.from(name);
  const rows = builder.select('*').from(name).whereIn('authority_id', scope.authorityIds.slice());
  return builder.from(rows.as(name));
}
