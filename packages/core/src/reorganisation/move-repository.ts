import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import type { TableSpec } from '../kernel/db/tables.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Clash } from './clashes.js';
import { once, type Counted } from '../kernel/db/made-statements.js';
import { keyOfTable } from '../kernel/db/rows-in-order.js';
import type { Reference } from './table-order.js';

/*
 * Statements by which rows go from one authority to another, a stretch of their table's key at a time. Names come from
 * the schema's declarations and never from outside.
 */

export type KeyValues = readonly (string | number)[];

/** Rows of a table after one key and up to another, in the order of its key; an open end is left out. */
export interface Stretch {
  readonly table: TableSpec;
  readonly after: KeyValues | undefined;
  readonly upTo: KeyValues | undefined;
}

/** A council whose rows another takes over. */
export interface Former {
  readonly id: AuthorityId;
  readonly slug: string;
  readonly shortName: string;
}

const names = (values: KeyValues, letter: string): string => values.map((_, place) => `:${letter}${place}`).join(', ');

/** The plus keeps the engines from an index of authorities, behind which every stretch would be sorted anew. */
function within({ table, after, upTo }: Stretch, column: string): string {
  const key = keyOfTable(table)
    .map((each) => `s.${each}`)
    .join(', ');
  return [
    `+s.${column} = :from`,
    ...(after ? [`(${key}) > (${names(after, 'a')})`] : []),
    ...(upTo ? [`(${key}) <= (${names(upTo, 'u')})`] : []),
  ].join(' and ');
}

function boundsOf({ after = [], upTo = [] }: Stretch): Record<string, string | number> {
  const named = (values: KeyValues, letter: string) =>
    values.map((value, place): [string, string | number] => [`${letter}${place}`, value]);
  return Object.fromEntries([...named(after, 'a'), ...named(upTo, 'u')]);
}

/** The key of the last of the next so many rows whose column names the authority; undefined: fewer are left. */
export async function endOfStretch(
  db: Reads,
  { table, after }: Pick<Stretch, 'table' | 'after'>,
  { column, from, rows }: { readonly column: string; readonly from: AuthorityId; readonly rows: number },
): Promise<KeyValues | undefined> {
  const stretch = { table, after, upTo: undefined };
  const key = keyOfTable(table);
  const next = once<Record<string, string | number>>(
    `select ${key.map((each) => `s.${each}`).join(', ')} from ${marked(table)} s where ${within(stretch, column)}
     order by ${key.map((each) => `s.${each}`).join(', ')} limit 1 offset :skip`,
  );
  const found = await db.first(next, { ...boundsOf(stretch), from, skip: rows - 1 });
  return found && key.map((each) => found[each] ?? '');
}

/** As statements name it: an authority's table by the mark of the scope. */
const marked = ({ name, ownership }: TableSpec): string => (ownership === 'authority' ? `@${name}` : name);

/** Ids of the rows of a stretch. */
export async function idsIn(db: Reads, stretch: Stretch, from: AuthorityId): Promise<string[]> {
  const ids = once<{ id: string }>(
    `select s.id from @${stretch.table.name} s where ${within(stretch, 'authority_id')}`,
  );
  return (await db.all(ids, { ...boundsOf(stretch), from })).map(({ id }) => id);
}

/** Has a column of the stretch's rows name another authority. Answers how many. */
export async function rename(
  db: Writes,
  stretch: Stretch,
  { column, from, to }: { readonly column: string; readonly from: AuthorityId; readonly to: AuthorityId },
): Promise<number> {
  const move = once<never>(`update ${stretch.table.name} as s set ${column} = :to where ${within(stretch, column)}`);
  return await db.run(move, { ...boundsOf(stretch), from, to });
}

/** Where rows say whose they were: that they were `:from`'s, until the day. */
export function takeOver({ columns }: TableSpec): string {
  return 'former_authority_id' in columns ? ', former_authority_id = :from, taken_over_on = :on' : '';
}

/** Gives the stretch's rows to another authority, but for those whose like it has. Answers how many. */
export async function moveRows(
  db: Writes,
  stretch: Stretch,
  { on, ...between }: Between & { readonly on: LocalDate },
  staying: readonly Clash[],
): Promise<number> {
  const { table } = stretch;
  const free = staying.map((clash) => ` and not ${clashesWith(table, clash)}`).join('');
  const said = takeOver(table);
  const move = once<never>(
    `update ${table.name} as s set authority_id = :to${said} where ${within(stretch, 'authority_id')}${free}`,
  );
  return await db.run(move, { ...boundsOf(stretch), ...between, ...(said === '' ? {} : { on }) });
}

/** From whom rows go to whom. */
export type Between = { readonly from: AuthorityId; readonly to: AuthorityId };

/** Whether the successor has a row like row `s`. */
function clashesWith({ name }: TableSpec, { key }: Clash): string {
  const same = key.map((column) => ` and o.${column} = s.${column}`).join('');
  return `exists (select 1 from @${name} o where o.authority_id = :to${same})`;
}

/** Rows of a council whose like another has; with `stretch`, among those alone. */
export async function countClashes(
  db: Reads,
  table: TableSpec,
  clash: Clash,
  between: Between,
  stretch: Stretch = { table, after: undefined, upTo: undefined },
): Promise<number> {
  const count = once<Counted>(
    `select count(*) as count from @${table.name} s
     where ${within(stretch, 'authority_id')} and ${clashesWith(table, clash)}`,
  );
  return (await db.first(count, { ...boundsOf(stretch), ...between }))?.count ?? 0;
}

/** What those rows are called by, of a table that holds nobody's data. */
export async function listClashes(
  db: Reads,
  table: TableSpec,
  clash: Clash,
  { from, to, limit }: Between & { readonly limit: number },
): Promise<string[]> {
  const [column = ''] = clash.key;
  const some = once<{ called: string }>(
    `select s.${column} as called from @${table.name} s
     where s.authority_id = :from and ${clashesWith(table, clash)} order by s.${column} limit :limit`,
  );
  return (await db.all(some, { from, to, limit })).map(({ called }) => called);
}

/** Changes what clashing rows of the stretch are called. */
export async function renameClashing(
  db: Writes,
  stretch: Stretch,
  clash: Clash & { readonly becomes: 'renamed' },
  { former, to, on }: { readonly former: Former; readonly to: AuthorityId; readonly on: string },
): Promise<number> {
  const { name } = stretch.table;
  const change = once<never>(
    `update ${name} as s set ${clash.set}
     where ${within(stretch, 'authority_id')} and ${clashesWith(stretch.table, clash)}`,
  );
  const words = { suffix: `-${former.slug}`, shortName: former.shortName, on };
  const named = Object.entries(words).filter(([word]) => clash.set.includes(`:${word}`));
  return await db.run(change, { ...boundsOf(stretch), ...Object.fromEntries(named), from: former.id, to });
}

/** The same for some rows of a table, by their ids. */
export async function renameAmong(
  db: Writes,
  table: TableSpec,
  clash: Clash & { readonly becomes: 'renamed' },
  { ids, suffix, to }: { readonly ids: readonly string[]; readonly suffix: string; readonly to: AuthorityId },
): Promise<number> {
  const change = once<never>(
    `update ${table.name} as s set ${clash.set} where s.id in (:ids*) and ${clashesWith(table, clash)}`,
  );
  return await db.run(change, { ids, suffix, to });
}

/** Adds the numbers of clashing rows of the stretch to the successor's. They go with `removeClashing`. */
export async function addNumbers(
  db: Writes,
  stretch: Stretch,
  clash: Clash & { readonly becomes: 'added' },
  between: Between,
): Promise<void> {
  const { name } = stretch.table;
  const same = clash.key.map((column) => ` and s.${column} = k.${column}`).join('');
  const like = `from @${name} s where ${within(stretch, 'authority_id')}${same}`;
  const sums = clash.numbers.map((number) => `${number} = k.${number} + (select s.${number} ${like})`).join(', ');
  const add = once<never>(`update ${name} as k set ${sums} where k.authority_id = :to and exists (select 1 ${like})`);
  await db.run(add, { ...boundsOf(stretch), ...between });
}

/** Has what names clashing rows of the stretch name the successor's. */
export async function nameTheSuccessors(
  db: Writes,
  stretch: Stretch,
  clash: Clash,
  { reference, between }: { readonly reference: Reference; readonly between: Between },
): Promise<void> {
  const { name } = stretch.table;
  const { table, column } = reference;
  const same = clash.key.map((each) => ` and o.${each} = s.${each}`).join('');
  const pairs = `from @${name} s join @${name} o on o.authority_id = :to${same} where ${within(stretch, 'authority_id')}`;
  const point = once<never>(
    `update ${table} as r set ${column} = (select o.id ${pairs} and s.id = r.${column})
     where r.${column} in (select s.id ${pairs})`,
  );
  await db.run(point, { ...boundsOf(stretch), ...between });
}

/** Takes clashing rows of the stretch away. Answers how many. */
export async function removeClashing(db: Writes, stretch: Stretch, clash: Clash, between: Between): Promise<number> {
  const { name } = stretch.table;
  const remove = once<never>(
    `delete from ${name} as s where ${within(stretch, 'authority_id')} and ${clashesWith(stretch.table, clash)}`,
  );
  return await db.run(remove, { ...boundsOf(stretch), ...between });
}

/** How many rows name an authority by a column. */
export async function countNaming(db: Reads, table: TableSpec, column: string, of: AuthorityId): Promise<number> {
  const count = once<Counted>(`select count(*) as count from ${marked(table)} s where s.${column} = :of`);
  return (await db.first(count, { of }))?.count ?? 0;
}
