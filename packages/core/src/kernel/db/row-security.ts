import { digest } from '../digest.js';
import { everyAuthority, type Scope } from '../scope.js';
import type { Database } from './database.js';
import { statement } from './statement.js';
import type { TableSpec } from './tables.js';

/*
 * The second lock: on PostgreSQL the server itself shows a statement only rows of the authorities that its scope names,
 * whatever its text forgot. See docs/adr/0015-row-security-as-second-lock.md.
 */

/** Where a transaction's scope stands while it lasts. A transaction that names none sees no authority's rows. */
const setting = 'moothall.authorities';
const policy = 'authority_scope';

/** Sets the scope for the rest of the transaction: its parameter is a `scopeText`. */
export const setScope = `select set_config('${setting}', $1, true)`;

/** A scope as the policies read it: `all`, or PostgreSQL's text of a list (`{2,3}`). */
export function scopeText({ authorityIds }: Pick<Scope, 'authorityIds'>): string {
  return authorityIds === 'all' ? 'all' : `{${authorityIds.map(Number).join()}}`;
}

/** Begins a transaction that sees one state of the database and the rows of one scope. */
export function beginWithin(scope: string): string {
  return `begin isolation level repeatable read; set local ${setting} = '${scope}'`;
}

/** Becomes the owner of the database for the rest of the transaction: the policies don't hold the owner. */
export const becomeOwner = `select set_config('role', pg_get_userbyid(datdba), true) from pg_database where datname = current_database()`;
export const beOneselfAgain = 'set local role none';

/** What the server reads before the policies are there. */
export const grantMigrations = `do $$ begin
  if not has_table_privilege(session_user, 'schema_migrations', 'select') then
    grant select on schema_migrations to session_user;
  end if;
end $$`;

/**
 * The parts in brackets are read once a statement, not once a row. The planner takes `array_position` for a test that
 * nearly every row passes, which is so behind the first lock, and keeps to its plans; `= any` led some by other indexes.
 */
const named = `current_setting('${setting}', true)`;
const listed = `(select nullif(nullif(${named}, ''), 'all')::integer[])`;
const condition = `(select ${named} = 'all') or array_position(${listed}, authority_id) is not null`;

/** SQL that locks a table's rows, whether or not they were locked before, and lets the server use it. */
function linesFor(table: TableSpec): string[] {
  const { name, columns } = table;
  const numbered = Object.keys(columns).filter((column) => columns[column]?.type === 'number');
  const grants = [
    `grant select, insert, update, delete on ${name} to session_user`,
    ...numbered.map((column) => `grant usage on sequence ${name}_${column}_seq to session_user`),
  ];
  if (table.ownership !== 'authority') return grants;
  return [
    `alter table ${name} enable row level security`,
    `drop policy if exists ${policy} on ${name}`,
    `create policy ${policy} on ${name} using (${condition})`,
    `comment on policy ${policy} on ${name} is '${digest(condition)}'`,
    ...grants,
  ];
}

interface TableState {
  readonly name: string;
  readonly policy: string | null;
  readonly enabled: boolean;
  readonly bound: boolean;
  readonly granted: boolean;
}

const stateOfTables = statement<Record<string, never>, TableState>(
  `select c.relname as name, c.relrowsecurity as enabled, row_security_active(c.oid) as bound,
     obj_description(p.oid, 'pg_policy') as policy,
     has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
       and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete') as granted
   from pg_class c left join pg_policy p on p.polrelid = c.oid and p.polname = '${policy}'
   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
);

const whoAmI = statement<Record<string, never>, { role: string }>('select session_user as role');

/**
 * Brings the policies up to date: after migrations, and on a database that was made before there were any. Changes only
 * tables that differ, so that a start beside running servers locks nothing. Answers their names.
 * @throws Error when the policies don't hold the role that this process connects as
 */
export async function lockRows(db: Database): Promise<string[]> {
  const before = await statesOf(db);
  const tables = [...db.tables.values()].filter((table) => !isDone(table, before.get(table.name)));
  if (tables.length > 0)
    await db.migration(async (run) => {
      for (const line of tables.flatMap(linesFor)) await run(line);
    });
  const after = tables.length > 0 ? await statesOf(db) : before;
  const isHeld = [...db.tables.values()].every(
    ({ name, ownership }) => ownership !== 'authority' || after.get(name)?.bound === true,
  );
  if (!isHeld) throw new Error(await notHeld(db));
  return tables.map(({ name }) => name);
}

async function statesOf(db: Database): Promise<Map<string, TableState>> {
  const states = await db.read(everyAuthority).all(stateOfTables, {});
  return new Map(states.map((state) => [state.name, state]));
}

function isDone({ ownership }: TableSpec, state: TableState | undefined): boolean {
  if (!state?.granted) return false;
  return ownership !== 'authority' || (state.enabled && state.policy === digest(condition));
}

async function notHeld(db: Database): Promise<string> {
  const role = (await db.read(everyAuthority).first(whoAmI, {}))?.role ?? '';
  return `PostgreSQL’s row-level security doesn’t hold the role ${role}: it owns the tables, is a superuser or has BYPASSRLS. Connect as a role that it holds (docs/operate/postgresql.md)`;
}
