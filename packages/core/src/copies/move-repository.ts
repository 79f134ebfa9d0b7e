import type { Database, Reads, Writes } from '../kernel/db/database.js';
import type { StoredRow } from '../kernel/db/made-statements.js';
import { statement } from '../kernel/db/statement.js';
import type { TableSpec } from '../kernel/db/tables.js';

/*
 * What a move keeps in the PostgreSQL database while it lasts: a schema of its own, `moothall_move`. While that is there
 * no server starts on the database (kernel/db/hold.ts).
 */

/** `emptied`: foreign keys and indexes are set aside. `filled`: the rows are there, and those come back. */
export type MoveStage = 'begun' | 'emptied' | 'filled';

/** What is in the database that a move goes to. */
export type Target =
  | { readonly holds: 'nothing' }
  | { readonly holds: 'tables' }
  | { readonly holds: 'a-move'; readonly stage: MoveStage; readonly source: string };

const found = statement<Record<string, never>, { moving: boolean; tables: number }>(
  `select to_regclass('moothall_move.about') is not null as moving, count(*) as tables
   from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
);
const about = statement<Record<string, never>, { stage: MoveStage; source: string }>(
  'select stage, source from moothall_move.about',
);

export async function findTarget(db: Reads): Promise<Target> {
  const state = await db.first(found, {});
  const move = state?.moving ? await db.first(about, {}) : undefined;
  if (move) return { holds: 'a-move', ...move };
  return { holds: (state?.tables ?? 0) > 0 ? 'tables' : 'nothing' };
}

/** `source` tells whether it is the same database, unchanged, when a move goes on: letters and digits. */
export async function beginMove(db: Database, source: string): Promise<void> {
  await asOwner(db, [
    'create schema moothall_move',
    `create table moothall_move.about (stage text not null, source text not null);
     create table moothall_move.progress (name text primary key, last text not null, rows bigint not null);
     create table moothall_move.later (position integer generated always as identity primary key, sql text not null)`,
    `insert into moothall_move.about (stage, source) values ('begun', '${source}')`,
    `grant usage on schema moothall_move to session_user;
     grant select, insert, update, delete on all tables in schema moothall_move to session_user`,
  ]);
}

/** Takes everything away that a move has brought. */
export async function forgetMove(db: Database): Promise<void> {
  const dropAll = `do $$ declare made record; begin
      for made in select c.oid::regclass as name from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      loop execute format('drop table %s cascade', made.name); end loop;
    end $$`;
  await asOwner(db, [dropAll, 'drop schema moothall_move cascade']);
}

/**
 * Sets foreign keys and indexes aside: rows then come in any order of tables, and an index is made faster of a whole
 * table than row by row. Keys that tell rows apart stay.
 */
export async function setConstraintsAside(db: Database): Promise<void> {
  const foreignKeys = `do $$ declare made record; begin
      for made in select conrelid::regclass as owner, conname, pg_get_constraintdef(oid) as definition
        from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conrelid, conname
      loop
        insert into moothall_move.later (sql)
          values (format('alter table %s add constraint %I %s', made.owner, made.conname, made.definition));
        execute format('alter table %s drop constraint %I', made.owner, made.conname);
      end loop;
    end $$`;
  // Indexes after foreign keys in the list: `later` is worked through from its end.
  const indexes = `do $$ declare made record; begin
      for made in select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where c.relnamespace = 'public'::regnamespace
          and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
      loop
        insert into moothall_move.later (sql) values (made.definition);
        execute format('drop index %s', made.name);
      end loop;
    end $$`;
  await asOwner(db, [foreignKeys, indexes, stageIs('emptied')]);
}

const later = statement<Record<string, never>, { position: number; sql: string }>(
  'select position, sql from moothall_move.later order by position desc',
);

/** Puts back what was set aside, one by one. PostgreSQL checks every row against its foreign keys. */
export async function putConstraintsBack(db: Database, reads: Reads, onEach: (left: number) => void): Promise<void> {
  const list = await reads.all(later, {});
  for (const [done, { position, sql }] of list.entries()) {
    onEach(list.length - done);
    await asOwner(db, [sql, `delete from moothall_move.later where position = ${position}`]);
  }
}

const progress = statement<Record<string, never>, { name: string; last: string; rows: number }>(
  'select name, last, rows from moothall_move.progress',
);
const keepProgress = statement<{ name: string; last: string; rows: number }, never>(
  `insert into moothall_move.progress (name, last, rows) values (:name, :last, :rows)
   on conflict (name) do update set last = excluded.last, rows = excluded.rows`,
);

/** How far a table has come: its last row, and how many there are. */
export interface TableProgress {
  readonly last: StoredRow;
  readonly rows: number;
}

export async function readProgress(db: Reads): Promise<Map<string, TableProgress>> {
  const rows = await db.all(progress, {});
  return new Map(
    rows.map(({ name, last, rows: count }) => [name, { last: JSON.parse(last) as StoredRow, rows: count }]),
  );
}

/** Stores a page with how far it has come. */
export async function storePage(db: Writes, { name, columns }: TableSpec, page: readonly StoredRow[], rows: number) {
  const names = Object.keys(columns);
  await db.bulk(
    name,
    names,
    page.map((row) => names.map((column) => row[column] ?? null)),
  );
  await db.run(keepProgress, { name, last: JSON.stringify(page.at(-1)), rows });
}

/** Makes what follows from other rows: the tokens by which they are found, and the next number of each sequence. */
export async function makeDerived(db: Database): Promise<void> {
  const lines = [...db.tables.values()].flatMap(({ name, columns, tokensOf }) => [
    ...(tokensOf
      ? [
          `truncate ${name}`,
          `insert into ${name} (term, doc) select s.authority_id || t.token, s.${tokensOf.number}
           from ${tokensOf.table} s, unnest(string_to_array(substr(s.${tokensOf.lines}, 2), chr(10))) as t(token)
           where s.${tokensOf.lines} <> ''`,
        ]
      : []),
    ...Object.entries(columns)
      .filter(([, { type }]) => type === 'number')
      .map(
        ([column]) =>
          `select setval(pg_get_serial_sequence('${name}', '${column}'), coalesce(max(${column}), 0) + 1, false) from ${name}`,
      ),
  ]);
  await asOwner(db, [...lines, stageIs('filled')]);
}

/** How many tokens there are. */
export async function countTokens(db: Reads, table: string): Promise<number> {
  const counted = statement<Record<string, never>, { rows: number }>(`select count(*) as rows from ${table}`);
  return (await db.first(counted, {}))?.rows ?? 0;
}

export async function endMove(db: Database): Promise<void> {
  await asOwner(db, ['drop schema moothall_move cascade', 'analyze']);
}

const stageIs = (stage: MoveStage): string => `update moothall_move.about set stage = '${stage}'`;

async function asOwner(db: Database, lines: readonly string[]): Promise<void> {
  await db.migration(async (run) => {
    for (const line of ['set local statement_timeout = 0', ...lines]) await run(line);
  });
}
