import { everyAuthority, type AuthorityId } from '../scope.js';
import type { Writes } from './database.js';
import { statement, type Params, type Statement } from './statement.js';
import { fullTextOf } from './token-index-schema.js';
import type { TokenSource } from './tables.js';

/*
 * Rows found by tokens, whole or by how they begin. Each engine keeps them as it writes them fastest: SQLite as a
 * full-text index, which appends what is new and merges it later; PostgreSQL as a table of nothing but its key. Both
 * are read as a table of `term` and `doc`, the row's number. See docs/adr/0009-tokens-in-each-engines-own-index.md.
 */
export interface TokenIndex {
  /** Begins to write the tokens of many new rows, whose numbers are those taken. */
  load(db: Writes, authorityId: AuthorityId): TokenLoad;
  /** Exchanges the tokens of one row. */
  replace(db: Writes, authorityId: AuthorityId, before: TokenRow, after: string): Promise<void>;
  /** Takes the tokens of many rows away. */
  remove(db: Writes, authorityId: AuthorityId, rows: readonly TokenRow[]): Promise<void>;
  /** Gives the tokens of many rows to another authority. */
  move(db: Writes, from: AuthorityId, to: AuthorityId, rows: readonly TokenRow[]): Promise<void>;
  /** Numbers for so many new rows, rising; on SQLite without a gap. */
  takeNumbers(db: Writes, count: number): Promise<number[]>;
  /**
   * Merges what writes have left in several places, of which a look-up reads each: a piece of some tens of
   * milliseconds. Answers whether more is left. PostgreSQL keeps its own in order.
   */
  tidy(db: Writes, piece: 'first' | 'next'): Promise<boolean>;
}

export interface TokenLoad {
  /** Takes some rows' tokens. They are written when `stored` says that the rows themselves are, or by `finish`. */
  take(rows: readonly TokenRow[], stored: Promise<void>): Promise<void>;
  /** The last thing to be done in the transaction: SQLite writes all it took only now. */
  finish(): Promise<void>;
}

export interface TokenRow {
  readonly number: number;
  /** The row's tokens, each after a line end, none twice. */
  readonly lines: string;
}

/** A token as the index holds it: its authority's entries stand together, and a look-up reads no other's. */
export function termOf(authorityId: AuthorityId, token: string): string {
  return `${authorityId}${token.toLowerCase()}`;
}

/** Put behind a prefix: sorts behind every text that begins with it, on both engines (UTF-8 order). */
export const afterAll = '\u{10FFFF}';

/** Put behind a term: sorts behind it alone, and before every other text that begins with it. */
export const beforeAll = '\u{1}';

/** Between which terms those lie that begin so. */
export function termsFrom(authorityId: AuthorityId, prefix: string): { from: string; to: string } {
  const from = termOf(authorityId, prefix);
  return { from, to: `${from}${afterAll}` };
}

/** @param name of a table declared by `tokenTable` with this source */
export function tokenIndex(name: string, source: TokenSource): TokenIndex {
  const onSqlite = fullTextIndex(name, source);
  const onPostgres = keyTable(name, source);
  const of = (db: Writes): TokenIndex => (db.engine === 'sqlite' ? onSqlite : onPostgres);
  return {
    load: (db, authorityId) => of(db).load(db, authorityId),
    replace: (db, ...rest) => of(db).replace(db, ...rest),
    remove: (db, ...rest) => of(db).remove(db, ...rest),
    move: (db, ...rest) => of(db).move(db, ...rest),
    takeNumbers: (db, count) => of(db).takeNumbers(db, count),
    tidy: (db, piece) => of(db).tidy(db, piece),
  };
}

/** Pages of SQLite's index that are merged at a time. */
const pagesAtOnce = 500;

type Writing<P extends Params> = Statement<P, never>;

function fullTextIndex(name: string, { table, number, lines }: TokenSource): TokenIndex {
  const index = fullTextOf(name);
  const last = statement<Record<string, never>, { last: number }>(
    `select coalesce(max(r.${number}), 0) as last from @${table} r`,
  );
  const insertThese: Writing<{ first: number; last: number }> = statement(
    `insert into ${index} (rowid, tokens)
     select r.${number}, replace(r.${lines}, char(10), char(10) || r.authority_id) from @${table} r
     where r.${number} between :first and :last`,
  );
  const insert: Writing<{ number: number; terms: string }> = statement(
    `insert into ${index} (rowid, tokens) values (:number, :terms)`,
  );
  const remove: Writing<{ number: number }> = statement(`delete from ${index} where rowid = :number`);
  const merge: Writing<{ pages: number }> = statement(`insert into ${index} (${index}, rank) values ('merge', :pages)`);
  const changes = statement<Record<string, never>, { total: number }>('select total_changes() as total');
  return {
    load: (db) => {
      let first: number | undefined;
      let end = 0;
      return {
        take: async (rows, stored) => {
          first ??= rows[0]?.number;
          end = rows.at(-1)?.number ?? end;
          await stored;
        },
        // Whatever the transaction changes after this, the index is written out for it first: so once, at the end.
        finish: async () => {
          if (first !== undefined) await db.run(insertThese, { first, last: end });
        },
      };
    },
    replace: async (db, authority, { number: row, lines: before }, after) => {
      if (before !== '') await db.run(remove, { number: row });
      if (after !== '') await db.run(insert, { number: row, terms: after.replaceAll('\n', `\n${authority}`) });
    },
    remove: async (db, _authority, rows) => {
      for (const row of rows) if (row.lines !== '') await db.run(remove, { number: row.number });
    },
    move: async (db, _from, to, rows) => {
      for (const { number: row, lines: terms } of rows) {
        if (terms === '') continue;
        await db.run(remove, { number: row });
        await db.run(insert, { number: row, terms: terms.replaceAll('\n', `\n${to}`) });
      }
    },
    takeNumbers: async (db, count) => {
      const from = (await db.within(everyAuthority).first(last, {}))?.last ?? 0;
      return Array.from({ length: count }, (_, place) => from + place + 1);
    },
    // "The 'merge' command" in SQLite's FTS5 manual: a number below nought begins with all parts there are, and fewer
    // than two changes say that nothing was left to merge.
    tidy: async (db, piece) => {
      const before = (await db.first(changes, {}))?.total ?? 0;
      await db.run(merge, { pages: piece === 'first' ? -pagesAtOnce : pagesAtOnce });
      return ((await db.first(changes, {}))?.total ?? 0) - before >= 2;
    },
  };
}

const columns = ['term', 'doc'];

/** Rows whose tokens one statement takes away, or moves. */
const rowsAtOnce = 100;

/** Terms that are made into rows at a time, so that the rows are gone again before they fill the memory. */
const termsAtOnce = 5000;

function keyTable(name: string, { table, number }: TokenSource): TokenIndex {
  const take = statement<{ count: number }, { number: number }>(
    `select nextval('${table}_${number}_seq') as number from generate_series(1, cast(:count as integer))`,
  );
  const removeThese: Writing<{ terms: readonly string[]; docs: readonly number[] }> = statement(
    `delete from ${name} where term in (:terms*) and doc in (:docs*)`,
  );
  const moveThese: Writing<{ skip: number; to: string; terms: readonly string[]; docs: readonly number[] }> = statement(
    `update ${name} set term = cast(:to as text) || substr(term, cast(:skip as integer))
     where term in (:terms*) and doc in (:docs*)`,
  );
  return {
    load: (db, authority) => ({
      // The terms are put in order while the server still stores the rows.
      take: async (rows, stored) => {
        const owners = ownersInOrder(authority, rows);
        await stored;
        for (let from = 0; from < owners.length; from += termsAtOnce)
          await db.bulk(name, columns, owners.slice(from, from + termsAtOnce).map(termAndOwner));
      },
      finish: () => Promise.resolve(),
    }),
    replace: async (db, authority, { number: row, lines }, after) => {
      const stored = new Set(termsIn(lines, authority));
      const wanted = new Set(termsIn(after, authority));
      for (const term of stored) if (!wanted.has(term)) await db.remove(name, { term, doc: row });
      const fresh = [...wanted].filter((term) => !stored.has(term));
      await db.insert(
        name,
        fresh.map((term) => ({ term, doc: row })),
      );
    },
    remove: async (db, authority, rows) => {
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const some = rows.slice(from, from + rowsAtOnce);
        const terms = [...new Set(some.flatMap(({ lines }) => termsIn(lines, authority)))];
        if (terms.length > 0) await db.run(removeThese, { terms, docs: some.map((row) => row.number) });
      }
    },
    move: async (db, from, to, rows) => {
      for (let first = 0; first < rows.length; first += rowsAtOnce) {
        const some = rows.slice(first, first + rowsAtOnce);
        const terms = [...new Set(some.flatMap(({ lines }) => termsIn(lines, from)))];
        const docs = some.map((row) => row.number);
        if (terms.length > 0) await db.run(moveThese, { terms, docs, to: String(to), skip: String(from).length + 1 });
      }
    },
    takeNumbers: async (db, count) => (await db.all(take, { count })).map((row) => row.number),
    tidy: () => Promise.resolve(false),
  };
}

/**
 * Each term and whose it is as one text, in the order of the key, so that neighbours share its pages: texts sort many
 * times faster than rows.
 */
function ownersInOrder(authority: AuthorityId, rows: readonly TokenRow[]): string[] {
  const owners: string[] = [];
  for (const { number, lines } of rows) {
    const end = `\n${number}`;
    for (const term of termsIn(lines, authority)) owners.push(term + end);
  }
  return owners.sort();
}

function termAndOwner(text: string): [string, number] {
  const cut = text.lastIndexOf('\n');
  return [text.slice(0, cut), Number(text.slice(cut + 1))];
}

function termsIn(lines: string, authority: AuthorityId): string[] {
  return lines === '' ? [] : `${authority}${lines.slice(1).replaceAll('\n', `\n${authority}`)}`.split('\n');
}
