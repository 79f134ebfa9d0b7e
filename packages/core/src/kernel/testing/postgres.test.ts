import { expect } from 'chai';
import pg from 'pg';
import { becomeTheOwner } from './bound-role.js';
import { testPostgres, type TestPostgres } from './postgres.js';

describe('the PostgreSQL of a test run', () => {
  let postgres: TestPostgres;

  before(async function () {
    this.timeout(30_000);
    const found = await testPostgres();
    if (!found) this.skip();
    postgres = found;
  });

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(becomeTheOwner);
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('gives every caller an empty database of its own', async () => {
    const [one, other] = [await postgres.url(), await postgres.url()];
    await query(one, 'create table parishes (name text)');
    const tables = "select count(*)::int as count from pg_tables where tablename = 'parishes'";
    expect(await query(other, tables)).to.deep.equal([{ count: 0 }]);
  });

  it('copies a database, and the copies do not share later changes', async () => {
    const template = await postgres.url();
    await query(template, "create table parishes (name text); insert into parishes values ('Skelby')");
    const copy = await postgres.cloneOf(template);
    await query(copy, "insert into parishes values ('Dunmere')");
    expect(await query(copy, 'select name from parishes order by name')).to.have.length(2);
    expect(await query(template, 'select name from parishes')).to.deep.equal([{ name: 'Skelby' }]);
  });

  it('removes a database on request', async () => {
    const url = await postgres.url();
    await postgres.drop(url);
    const refusal = await query(url, 'select 1').catch((error: unknown) => error);
    expect(refusal).to.have.property('code', '3D000');
  });
});
