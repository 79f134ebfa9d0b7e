import BetterSqlite from 'better-sqlite3';
import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrations, tables } from '../../migrations/index.js';
import { systemClock } from '../clock.js';
import type { Database } from './database.js';
import { migrate } from './migrate.js';
import { openSqlite } from './sqlite.js';

describe('what SQLite plans with', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'moothall-plans-'));
  const file = path.join(directory, 'plans.sqlite');
  let db: Database;

  before(async () => {
    db = openSqlite({ file }, tables);
    await migrate(db, migrations, systemClock());
  });
  after(async () => {
    await db.close();
    rmSync(directory, { recursive: true });
  });

  function look<T>(read: (connection: BetterSqlite.Database) => T): T {
    const connection = new BetterSqlite(file);
    try {
      return read(connection);
    } finally {
      connection.close();
    }
  }
  const figuresOf = (index: string): unknown =>
    look((connection) => connection.prepare('select stat from sqlite_stat1 where idx = ?').pluck().get(index));
  const planOf = (sql: string): string =>
    look((connection) =>
      (connection.prepare(`explain query plan ${sql}`).all() as { detail: string }[])
        .map(({ detail }) => detail)
        .join('\n'),
    );

  it('takes a key rather than all of an authority’s rows, in an empty database too', () => {
    const ids = `select customer_id from occupancies where place_id = '1' limit 60`;
    const plan = planOf(`select * from (select * from customers where authority_id = 2) c where c.id in (${ids})`);
    expect(plan).to.match(/SEARCH customers USING INDEX sqlite_autoindex_customers_1 \(id=\?\)/);
    const numbers = `select doc from customer_tokens where term = '2t:1' limit 60`;
    const found = planOf(
      `select * from (select * from customers where authority_id = 2) c where c.number in (${numbers})`,
    );
    expect(found).to.match(/SEARCH customers USING INTEGER PRIMARY KEY \(rowid=\?\)/);
  });

  it('says how many rows are alike in more and more columns, one in a unique index', () => {
    expect(figuresOf('cases_customer_id_opened_at_idx')).to.equal('1000000 5 1');
    expect(figuresOf('cases_reference_key')).to.equal('1000000 1');
    expect(figuresOf('place_tokens')).to.match(/^1000000 .* 1$/);
    expect(figuresOf('cases_queue_idx')).to.match(/^50000 5000 5 1 1$/);
  });

  it('puts back what an operator’s ANALYZE has changed, samples and all', async () => {
    look((connection) => connection.exec('analyze'));
    await db.prepareToPlan();
    expect(figuresOf('cases_customer_id_opened_at_idx')).to.equal('1000000 5 1');
    expect(look((connection) => connection.prepare('select count(*) from sqlite_stat4').pluck().get())).to.equal(0);
  });

  it('writes nothing when all is as it should be', async () => {
    const version = (): unknown => look((connection) => connection.pragma('schema_version', { simple: true }));
    const before = version();
    await db.prepareToPlan();
    expect(version()).to.equal(before);
  });
});
