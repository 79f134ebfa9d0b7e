import type { Reads, Writes } from '../kernel/db/database.js';
import type { TableSpec } from '../kernel/db/tables.js';
import type { AuthorityId, Scope } from '../kernel/scope.js';
import { once, type Counted, type StoredRow } from '../kernel/db/made-statements.js';
import { keyOfTable } from '../kernel/db/rows-in-order.js';
import type { Reference } from './table-order.js';
import { tableRules } from './table-rules.js';

/*
 * Statements over any table of the schema, made from its declaration: names come from there and never from outside.
 */

/** One authority's rows and nobody else's, whatever a statement asks for. */
export const rowsOf = (authorityId: AuthorityId): Scope => ({ authorityIds: [authorityId], grants: [] });

/** How many of the scope's rows a table holds. */
export async function countRows(db: Reads, { name }: TableSpec): Promise<number> {
  return (await db.first(once<Counted>(`select count(*) as count from @${name}`), {}))?.count ?? 0;
}

/** By table: the agreement of row `s`, by which its authority may have been charged. */
const agreementOf: Readonly<Record<string, string>> = {
  agreements: 's.id',
  agreement_terms: 's.agreement_id',
  agreement_signatures: 's.agreement_id',
  recharge_statements: 's.agreement_id',
  recharge_lines: '(select y.agreement_id from @recharge_statements y where y.id = s.statement_id)',
  recharge_disputes: 's.agreement_id',
};

/** The scope's rows that go when their authority leaves. Relies on recharge_statements_agreement_id_month_on_key. */
function leaving({ name }: TableSpec): string {
  const isKept = tableRules[name]?.leaving === 'kept-with-charges';
  const charges = `select 1 from @recharge_statements x where x.agreement_id = ${agreementOf[name] ?? 'null'}`;
  return `from @${name} s${isKept ? ` where not exists (${charges})` : ''}`;
}

/** How many of the scope's rows would go. */
export async function countLeaving(db: Reads, table: TableSpec): Promise<number> {
  if (tableRules[table.name]?.leaving === 'kept') return 0;
  return (await db.first(once<Counted>(`select count(*) as count ${leaving(table)}`), {}))?.count ?? 0;
}

/** Takes some of the scope's rows away that go; answers how many there were. */
export async function removeSome(db: Writes, table: TableSpec, limit: number): Promise<number> {
  const key = keyOfTable(table).join(', ');
  const some = `select ${key} ${leaving(table)} limit :limit`;
  return await db.run(once<never>(`delete from ${table.name} where (${key}) in (${some})`), { limit });
}

const named = ({ column, to }: Reference): string =>
  `s.${column} in (select t.id from @${to} t where t.authority_id = :of)`;

/** Rows of others that name one of this authority's. */
export async function countCrossing(db: Reads, reference: Reference, of: AuthorityId): Promise<number> {
  const others = reference.isOwned ? 's.authority_id <> :of and ' : '';
  const crossing = `select count(*) as count from @${reference.table} s where ${others}${named(reference)}`;
  return (await db.first(once<Counted>(crossing), { of }))?.count ?? 0;
}

/** Empties the column of those rows; removes them where it can't be empty. */
export async function cutCrossing(db: Writes, reference: Reference, of: AuthorityId): Promise<number> {
  const { table, column, canBeEmpty, isOwned } = reference;
  const others = `${isOwned ? 's.authority_id <> :of and ' : ''}${named(reference)}`;
  const cut = canBeEmpty ? `update ${table} as s set ${column} = null` : `delete from ${table} as s`;
  return await db.run(once<never>(`${cut} where ${others}`), { of });
}

/** Empties a column by which an authority's rows name rows of their own table, so that they can go in any order. */
export async function cutWithin(db: Writes, { table, column }: Reference, of: AuthorityId): Promise<number> {
  const cut = `update ${table} set ${column} = null where authority_id = :of and ${column} is not null`;
  return await db.run(once<never>(cut), { of });
}

/** People or places whom an authority's rows name, a page at a time. */
export async function pageOfNamed(
  db: Reads,
  tables: readonly TableSpec[],
  shared: { readonly table: string; readonly columns: readonly string[] },
  after: string,
  limit: number,
): Promise<StoredRow[]> {
  const naming = tables.flatMap(({ name, columns }) =>
    Object.entries(columns)
      .filter(([, { references }]) => references === shared.table)
      .map(([column]) => `select ${column} from @${name} where ${column} is not null`),
  );
  const page = `select ${shared.columns.join(', ')} from ${shared.table}
    where id > :after and id in (${naming.join(' union all ')}) order by id limit :limit`;
  return await db.all(once<StoredRow>(page), { after, limit });
}
