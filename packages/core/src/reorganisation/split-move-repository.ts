import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { TableSpec } from '../kernel/db/tables.js';
import type { AuthorityId } from '../kernel/scope.js';
import { once, type StoredRow } from '../kernel/db/made-statements.js';
import { takeOver, type KeyValues } from './move-repository.js';
import type { Follows } from './split-rules.js';
import { keyOfTable } from '../kernel/db/rows-in-order.js';

/*
 * Statements by which some of a council's rows go to another, and by which what they name is copied. Names come from the
 * schema's declarations and never from outside.
 */

/** Who is split, to whom, in which split. */
export type Splitting = { readonly split: string; readonly from: AuthorityId; readonly to: AuthorityId };

const decided = (table: string, column: string): string =>
  `exists (select 1 from split_rows x where x.split_id = :split and x.table_name = '${table}'
     and x.row_id = s.${column} and x.becomes = 'moved')`;

/** Whether row `s` goes: the first column that isn't empty decides. */
function goesAlong(rules: readonly Follows[]): string {
  const whens = rules.map(({ column, table }) => {
    const does = ['cases', 'interactions', 'customers'].includes(table)
      ? decided(table, column)
      : `exists (select 1 from @${table} p where p.id = s.${column} and p.authority_id = :to)`;
    return `when s.${column} is not null then case when ${does} then 1 else 0 end`;
  });
  return `case ${whens.join(' ')} else 0 end = 1`;
}

// What the other council knows of a place already holds.
const factsOfArea = `exists (select 1 from place_authorities a where a.place_id = s.place_id and a.authority_ref = :to)
  and not exists (select 1 from @property_facts o
    where o.authority_id = :to and o.place_id = s.place_id and o.fact = s.fact)`;

/** Which rows of a table go: those decided one by one, facts of the area's places, or along with what they name. */
export type Going = readonly Follows[] | 'decided' | 'facts';

interface Stretch {
  readonly splitting: Splitting;
  readonly going: Going;
  readonly after: KeyValues | undefined;
}

const places = (values: KeyValues, letter: string): string => values.map((_, place) => `:${letter}${place}`).join(', ');
const bound = (values: KeyValues, letter: string): Record<string, string | number> =>
  Object.fromEntries(values.map((value, place) => [`${letter}${place}`, value]));

function condition({ name }: TableSpec, going: Going): string {
  if (going === 'decided') return decided(name, 'id');
  return going === 'facts' ? factsOfArea : goesAlong(going);
}

/** Keys of the next rows of the council that go, in the order of the key. */
export async function nextGoing(
  db: Reads,
  table: TableSpec,
  { splitting: { split, from, to }, going, after, limit }: Stretch & { readonly limit: number },
): Promise<KeyValues[]> {
  const key = keyOfTable(table);
  const goes = condition(table, going);
  const listed = key.map((each) => `s.${each}`).join(', ');
  const later = after ? ` and (${listed}) > (${places(after, 'a')})` : '';
  const next = once<Record<string, string | number>>(
    `select ${listed} from @${table.name} s where +s.authority_id = :from${later} and ${goes} order by ${listed} limit :limit`,
  );
  const rows = await db.all(next, { ...bound(after ?? [], 'a'), ...used(goes, { split, to }), from, limit });
  return rows.map((row) => key.map((each) => row[each] ?? ''));
}

/** Gives the rows of a stretch that go, up to a key, to the other council. Answers how many. */
export async function giveRows(
  db: Writes,
  table: TableSpec,
  {
    splitting: { split, from, to },
    going,
    after,
    upTo,
    on,
  }: Stretch & { readonly upTo: KeyValues; readonly on: LocalDate },
): Promise<number> {
  const goes = condition(table, going);
  const listed = keyOfTable(table)
    .map((each) => `s.${each}`)
    .join(', ');
  const later = after ? ` and (${listed}) > (${places(after, 'a')})` : '';
  const give = once<never>(
    `update ${table.name} as s set authority_id = :receiver${takeOver(table)}
     where +s.authority_id = :from${later} and (${listed}) <= (${places(upTo, 'u')}) and ${goes}`,
  );
  const ends = { ...bound(after ?? [], 'a'), ...bound(upTo, 'u') };
  return await db.run(give, { ...ends, ...used(`${goes}${takeOver(table)}`, { split, to, on }), receiver: to, from });
}

/** Parameters that the text names: others are refused. */
const used = (text: string, params: Record<string, string | number>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(params).filter(([name]) => text.includes(`:${name}`)));

/** Which rows of another table those name by a column, of those that are the council's that is split. */
export async function listNamed(
  db: Reads,
  { table, column, to }: { readonly table: string; readonly column: string; readonly to: string },
  from: AuthorityId,
  ids: readonly string[],
): Promise<string[]> {
  const named = once<{ id: string }>(
    `select distinct r.id from @${table} s join @${to} r on r.id = s.${column}
     where s.id in (:ids*) and r.authority_id = :from order by r.id`,
  );
  return (await db.all(named, { ids, from })).map(({ id }) => id);
}

/** Has those rows name what takes the place, there, of what they named. */
export async function nameCopies(
  db: Writes,
  { table, column, to }: { readonly table: string; readonly column: string; readonly to: string },
  split: string,
  ids: readonly string[],
): Promise<number> {
  const copy = `select x.copy_id from split_rows x
    where x.split_id = :split and x.table_name = '${to}' and x.row_id = ${table}.${column} and x.copy_id is not null`;
  const point = once<never>(`update ${table} set ${column} = (${copy}) where id in (:ids*) and exists (${copy})`);
  return await db.run(point, { split, ids });
}

/** Whole rows, by id or by a column that names something. */
export async function readRows(
  db: Reads,
  table: TableSpec,
  column: string,
  values: readonly string[],
): Promise<StoredRow[]> {
  const columns = Object.keys(table.columns).join(', ');
  const rows = once<StoredRow>(`select ${columns} from @${table.name} where ${column} in (:values*) order by id`);
  return values.length === 0 ? [] : await db.all(rows, { values });
}

const likeOf = statement<{ to: AuthorityId; key: string }, { id: string }>(
  'select t.id from @teams t where t.authority_id = :to and t.key = :key',
);

/** The other council's team of that key. */
export async function findTeamCalled(db: Reads, to: AuthorityId, key: string): Promise<string | undefined> {
  return (await db.first(likeOf, { to, key }))?.id;
}

const serviceCalled = statement<{ to: AuthorityId; key: string }, { id: string }>(
  'select v.id from @services v where v.authority_id = :to and v.key = :key',
);

export async function hasServiceCalled(db: Reads, to: AuthorityId, key: string): Promise<boolean> {
  return (await db.first(serviceCalled, { to, key })) !== undefined;
}

const fileOf = statement<{ to: AuthorityId; digest: string }, { id: string }>(
  'select f.id from @stored_files f where f.authority_id = :to and f.digest = :digest',
);

export async function findFileOf(db: Reads, to: AuthorityId, digest: string): Promise<string | undefined> {
  return (await db.first(fileOf, { to, digest }))?.id;
}

export async function insertCopies(db: Writes, table: string, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length > 0) await db.insert(table, rows);
}

const setNames = statement<{ to: AuthorityId; contacts: readonly string[] }, never>(
  'update enquiries set interaction_authority_id = :to where interaction_id in (:contacts*)',
);

/** Enquiries say whose contact brought them. */
export async function nameContactsAuthority(db: Writes, to: AuthorityId, contacts: readonly string[]): Promise<void> {
  await db.run(setNames, { to, contacts });
}
