import type { Database, Reads, Writes } from '../kernel/db/database.js';
import { once, type StoredRow } from '../kernel/db/made-statements.js';
import { statement } from '../kernel/db/statement.js';
import type { TableRegistry, TableSpec } from '../kernel/db/tables.js';
import { everyAuthority } from '../kernel/scope.js';
import {
  beginMove,
  endMove,
  findTarget,
  forgetMove,
  makeDerived,
  putConstraintsBack,
  setConstraintsAside,
} from './move-repository.js';

const mostCodes = 500;

/** Words of the configuration: what stands in columns without a tag that have few different values. */
export async function listCodes(db: Reads, tables: TableRegistry): Promise<Set<string>> {
  const codes = new Set<string>();
  for (const { name, columns } of tables.values())
    for (const [column, { type, tag }] of Object.entries(columns)) {
      if (tag !== 'none' || type !== 'text') continue;
      const distinct = `select distinct ${column} as word from @${name} where length(${column}) <= 40 limit ${mostCodes + 1}`;
      const words = await db.all(once<{ word: string }>(distinct), {});
      if (words.length <= mostCodes) for (const { word } of words) codes.add(word);
    }
  return codes;
}

const placeIds = statement<{ after: string; limit: number }, { id: string }>(
  'select id from places where id > :after order by id limit :limit',
);

export async function listPlaceIds(db: Reads): Promise<string[]> {
  const ids: string[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await db.all(placeIds, { after, limit: 10_000 });
    for (const { id } of page) ids.push(id);
    if (page.length < 10_000) return ids;
    after = page.at(-1)?.id ?? after;
  }
}

/** Stores a page of a table. */
export type StorePage = (spec: TableSpec, page: readonly StoredRow[]) => Promise<void>;

const deferForeignKeys = statement<Record<string, never>, never>('pragma defer_foreign_keys = on');

/** Fills an empty database with rows in any order of tables; foreign keys are checked at the end. */
export async function fill(target: Database, work: (store: StorePage) => Promise<void>): Promise<void> {
  if (target.engine === 'sqlite')
    return await target.write(everyAuthority, async (db) => {
      await db.run(deferForeignKeys, {});
      await work((spec, page) => insertPage(db, spec, page));
    });
  await setConstraintsAside(target);
  await work((spec, page) => target.write(everyAuthority, (db) => insertPage(db, spec, page)));
  await makeDerived(target);
  await putConstraintsBack(target, target.read(everyAuthority), () => undefined);
}

async function insertPage(db: Writes, { name, columns }: TableSpec, page: readonly StoredRow[]): Promise<void> {
  const names = Object.keys(columns);
  await db.bulk(
    name,
    names,
    page.map((row) => names.map((column) => row[column] ?? null)),
  );
}

/** Marks a PostgreSQL database as half a copy, so that no server starts on it. Answers whether it was empty. */
export async function beginCopy(target: Database): Promise<boolean> {
  const found = await findTarget(target.read(everyAuthority));
  if (found.holds === 'tables' || (found.holds === 'a-move' && found.source !== 'clone')) return false;
  if (found.holds === 'a-move') await forgetMove(target);
  await beginMove(target, 'clone');
  return true;
}

/** Lets servers start on a PostgreSQL database that is a whole copy. Twice is once. */
export async function endClone(target: Database): Promise<void> {
  if (target.engine === 'postgres' && (await holdsClone(target))) await endMove(target);
}

async function holdsClone(target: Database): Promise<boolean> {
  const found = await findTarget(target.read(everyAuthority));
  return found.holds === 'a-move' && found.source === 'clone';
}

const customersAfter = statement<{ after: string; limit: number }, { id: string }>(
  'select c.id from @customers c where c.id > :after order by c.id limit :limit',
);

export async function listCustomersAfter(db: Reads, after: string, limit: number): Promise<string[]> {
  return (await db.all(customersAfter, { after, limit })).map(({ id }) => id);
}

const administrators = statement<Record<string, never>, { personId: string; signInName: string }>(
  `select a.person_id as "personId", a.sign_in_name as "signInName" from staff_accounts a
   join @role_assignments r on r.person_id = a.person_id
   where r.role = 'administrator' and r.to_on is null and a.disabled_at is null order by a.sign_in_name limit 1`,
);

/** Somebody who may do the most in a copy. */
export async function findAdministrator(db: Reads): Promise<{ personId: string; signInName: string } | undefined> {
  return await db.first(administrators, {});
}
