import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { moveToPostgres } from '#core/copies/index.js';
import { closeKernel, openDatabase, openKernel } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { holdInstallation } from '#core/kernel/db/hold.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { statement } from '#core/kernel/db/statement.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { copyOf, newPlace, sqliteFile, type WorldPlace } from '#core/testing/harness.js';
import { contentsOf } from './backups/installation-contents.js';
import { installAt } from './installed-world.js';
import { runFrom } from './new-installation.js';
import { bothCouncils } from './tenancy/seed.js';

describe('moothall move sqlite-to-postgres', function () {
  this.timeout(60_000);
  let place: WorldPlace;
  let url: string;
  const urls: string[] = [];

  before(async function () {
    if (!(await testPostgres())) this.skip();
  });
  beforeEach(async () => {
    const original = await bothCouncils('sqlite');
    if (!original) throw new Error('there is no world to copy');
    place = await copyOf(original.place);
    installAt(place);
    url = await newDatabase();
  });
  afterEach(() => rmSync(place.directory, { recursive: true, force: true }));
  after(async () => {
    for (const each of urls) await (await testPostgres())?.drop(each);
  });

  async function newDatabase(): Promise<string> {
    const made = (await (await testPostgres())?.url()) ?? '';
    urls.push(made);
    return made;
  }
  const move = (...words: string[]) =>
    runFrom('/', ['move', 'sqlite-to-postgres', '--to', url, '--dir', place.directory, ...words]);
  const config = () => readConfig(place.directory, {});
  const fileDigest = (): string =>
    createHash('sha256')
      .update(readFileSync(sqliteFile(place)))
      .digest('hex');

  it('brings over every row, with the schema of a new installation; leaves the source alone, goes back, and fills nothing that differs', async () => {
    const [expected, tokens] = [await rowsOf(), await tokensOf()];
    const before = fileDigest();

    const moved = await move('--switch', '--json');

    expect(moved.code, moved.errors).to.equal(0);
    expect(JSON.parse(moved.lines.at(-1) ?? '')).to.include({ how: 'anew', switched: true });
    expect(config().database.engine).to.equal('postgres');
    expect(await rowsOf()).to.deep.equal(expected);
    expect(await tokensOf())
      .to.deep.equal(tokens)
      .and.to.have.length.greaterThan(10);
    expect(fileDigest()).to.equal(before);
    const fresh = await newPlace('postgres');
    urls.push(fresh?.url ?? '');
    expect(await schemaIn(url)).to.deep.equal(await schemaIn(fresh?.url ?? ''));

    const kernel = await openKernel(config(), systemClock());
    const next = statement<Record<string, never>, { next: number; last: number }>(
      `select nextval('customers_number_seq') as next, max(number) as last from @customers`,
    );
    const { next: number, last } = (await kernel.db.read(everyAuthority).first(next, {})) ?? { next: 0, last: 0 };
    expect(number, 'goes on counting where SQLite stopped').to.equal(last + 1);
    expect(await countUnscoped(url), 'behind the second lock').to.equal('0');
    await closeKernel(kernel);
    const twice = await move();
    expect([twice.code, twice.errors]).to.deep.equal([3, 'This installation is on PostgreSQL already.']);

    const { before: setting } = JSON.parse(moved.lines.at(-1) ?? '') as { before: string };
    const back = await runFrom('/', ['config', 'set', 'database', setting, '--dir', place.directory]);
    expect(back.code, back.errors).to.equal(0);
    expect(config().database.engine).to.equal('sqlite');
    expect(await rowsOf()).to.deep.equal(expected);
    expect((await move()).lines.join(' '), 'only compared').to.contain('were compared');

    await change(`update authorities set name = 'Renamed' where id = 3`);
    const differing = await move('--switch');
    expect([differing.code, differing.errors.includes('not empty')], 'one value differs').to.deep.equal([1, true]);
    expect(config().database.engine).to.equal('sqlite');
  });

  it('cut off before its end, keeps servers from starting, and goes on; with the source changed, begins again', async () => {
    const from = { engine: 'sqlite', file: sqliteFile(place) } as const;
    const stopped = moveToPostgres(
      { from, to: { engine: 'postgres', url }, verify: () => Promise.reject(new Error('cut off')) },
      systemClock(),
    );
    expect(await stopped.catch((error: Error) => error.message)).to.equal('cut off');
    const held = await holdInstallation({ address: { engine: 'postgres', url } }, 'together').catch(
      (error: { code: string }) => error.code,
    );
    expect(held).to.equal('move_unfinished');
    await change(`update authorities set name = 'Renamed' where id = 3`);
    const again = await move('--json');
    expect(again.code, again.errors).to.equal(0);
    expect(JSON.parse(again.lines.at(-1) ?? '')).to.include({ how: 'began-again' });
    expect(config().database.engine).to.equal('sqlite');
  });

  it('is refused while a server runs', async () => {
    const hold = await holdInstallation({ address: { engine: 'sqlite', file: sqliteFile(place) } }, 'together');
    const refused = await move();
    await hold.release();
    expect([refused.code, refused.errors.includes('Stop the servers')]).to.deep.equal([1, true]);
  });

  it('says which address and which password are wrong', async () => {
    const address = await runFrom('/', ['move', 'sqlite-to-postgres', '--to', 'db.internal', '--dir', place.directory]);
    expect([address.code, address.errors.includes('postgres://user@host/database')]).to.deep.equal([1, true]);
    const file = path.join(place.directory, 'none.txt');
    expect((await move('--password-file', file)).code).to.equal(3);
  });

  /** By table; tokens are compared apart. */
  async function rowsOf(): Promise<Record<string, string>> {
    const { customer_tokens: left, files, ...rows } = await contentsOf(config());
    expect([left, files].every((part) => part !== undefined)).to.equal(true);
    return rows;
  }

  async function tokensOf(): Promise<string[]> {
    const db = await openDatabase(config());
    const all = statement<Record<string, never>, { term: string; doc: number }>(
      'select term, doc from customer_tokens',
    );
    const rows = await db.read(everyAuthority).all(all, {});
    await db.close();
    return rows.map(({ term, doc }) => `${term} ${doc}`).sort();
  }

  async function change(sql: string): Promise<void> {
    const db = await openDatabase(config());
    await db.migration((run) => run(sql));
    await db.close();
  }
});

/** Everything that PostgreSQL knows of the tables: columns, keys, indexes, policies, whose they are and who may use them. */
async function schemaIn(url: string): Promise<string[]> {
  const sql = `
    select 'column ' || attrelid::regclass || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || attnotnull as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where attnum > 0 and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all select 'policy ' || tablename || ' ' || policyname || ' ' || qual from pg_policies
    union all select 'table ' || relname || ' ' || relowner::regrole || relrowsecurity || relacl::text
      from pg_class where relnamespace = 'public'::regnamespace
    order by line`;
  return (await query<{ line: string }>(url, sql)).map(({ line }) => line);
}

/** What the server's role sees of customers when it says for which council it works: of none. */
async function countUnscoped(url: string): Promise<string> {
  const [row] = await query<{ count: string }>(url, 'select count(*) as count from customers');
  return row?.count ?? '';
}

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}
