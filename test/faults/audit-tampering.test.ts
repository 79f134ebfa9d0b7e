import { writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect } from 'chai';
import { statement } from '#core/kernel/db/statement.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { makeInstance, type Instance } from './instance.js';
import { until } from './poll.js';
import { runMoothall, serve } from './served.js';
import { newWriteLog, write } from './writes.js';

type Tamper = (database: BetterSqlite.Database) => void;
const sql =
  (...statements: string[]): Tamper =>
  (database) =>
    statements.forEach((statement) => database.exec(statement));

const third = 'select entry_id from audit_seals where authority_id = 2 order by seq limit 1 offset 2';
const unsealed = statement<Record<string, never>, { id: string }>(
  'select e.id from @audit_entries e left join @audit_seals s on s.entry_id = e.id where s.seq is null',
);
const last = 'select entry_id from audit_seals where authority_id = 2 order by seq desc limit 1';

/** What somebody with the database in hand might do, and what is found. */
const tampering: readonly [what: string, how: Tamper, finds: RegExp][] = [
  ['a row is altered', sql(`update audit_entries set action = 'nothing.happened' where id = (${third})`), /altered/],
  ['a row’s time is altered', sql(`update audit_entries set at = at + 1 where id = (${third})`), /altered/],
  [
    'a row is ascribed to somebody else',
    sql(`update audit_entries set actor_id = null where id = (${third})`),
    /altered/,
  ],
  ['a row is deleted', sql(`delete from audit_entries where id = (${third})`), /removed/],
  [
    'a row and its seal are deleted',
    sql(
      `delete from audit_entries where id = (${third})`,
      'delete from audit_seals where entry_id not in (select id from audit_entries)',
    ),
    /seal-missing/,
  ],
  [
    'two rows change places',
    sql(
      'create temp table swapped as select seq, entry_id, entry_digest from audit_seals where authority_id = 2 and seq in (2, 3)',
      "update audit_seals set entry_id = entry_id || '-moved' where authority_id = 2 and seq in (2, 3)",
      'update audit_seals set entry_id = (select s.entry_id from swapped s where s.seq = 5 - audit_seals.seq), entry_digest = (select s.entry_digest from swapped s where s.seq = 5 - audit_seals.seq) where authority_id = 2 and seq in (2, 3)',
    ),
    /seal-altered|altered/,
  ],
  [
    'a row is moved to another authority',
    sql(`update audit_entries set authority_id = 1 where id = (${third})`),
    /altered/,
  ],
  [
    'a row is slipped in among the old ones',
    sql(
      `insert into audit_entries (id, authority_id, at, actor_kind, action, subject_kind, subject_id, details)
       values ('01900000-0000-7000-8000-000000000000', 2, 0, 'staff', 'x.y', 'customer', 'z', '{}')`,
    ),
    /"overdue":1/,
  ],
];

describe('an audit trail that somebody changed', function () {
  this.timeout(120_000);
  let instance: Instance;
  before(async () => {
    instance = await makeInstance();
    const served = await serve(instance);
    const log = newWriteLog();
    for (let count = 0; count < 8; count += 1) await write({ address: served.address, token: instance.token }, log);
    await instance.withDatabase((db) =>
      until('every row sealed', async () => (await db.read(everyAuthority).all(unsealed, {})).length === 0, {
        withinMs: 20_000,
      }),
    );
    await served.stop();
  });
  after(() => instance.remove());

  const verify = async (...words: string[]): ReturnType<typeof runMoothall> =>
    runMoothall(['audit', 'verify', '--dir', instance.directory, '--json', ...words]);

  it('is whole before', async () => {
    const { code, output } = await verify();
    expect(code, output).to.equal(0);
    expect(JSON.parse(output)).to.deep.include({ ok: true });
  });

  for (const [what, how, finds] of tampering)
    it(`is found out when ${what}`, async () => {
      const file = path.join(instance.config.data, 'moothall.sqlite');
      const undo = tamper(file, how);
      const { code, output } = await verify();
      undo();
      expect(code, output).to.be.oneOf([1, 5]);
      expect(output).to.match(finds);
    });

  it('is found out by an earlier report when its end is cut off or made anew', async () => {
    const report = path.join(instance.directory, 'report.json');
    writeFileSync(report, (await verify()).output);
    const file = path.join(instance.config.data, 'moothall.sqlite');
    const undo = tamper(
      file,
      sql(`delete from audit_entries where id = (${last})`, `delete from audit_seals where entry_id = (${last})`),
    );
    const without = await verify();
    const against = await verify('--against', report);
    undo();
    expect(without.code, 'a chain that was cut is whole in itself').to.equal(0);
    expect(against.code).to.equal(1);
    expect(against.output).to.match(/cut-short/);
    expect((await verify('--against', report)).code).to.equal(0);
  });
});

/** Changes the tables behind Moothall's back. Answers how to put them right again. */
function tamper(file: string, how: Tamper): () => void {
  const tables = ['audit_entries', 'audit_seals'];
  const kept = withDatabase(file, (database) =>
    tables.map((table) => database.prepare(`select * from ${table}`).all()),
  );
  withDatabase(file, how);
  return () =>
    withDatabase(file, (database) => {
      tables.forEach((table, index) => {
        database.exec(`delete from ${table}`);
        for (const row of (kept[index] ?? []) as Record<string, unknown>[]) {
          const columns = Object.keys(row);
          const marks = columns.map((column) => `@${column}`).join(', ');
          database.prepare(`insert into ${table} (${columns.join(', ')}) values (${marks})`).run(row);
        }
      });
    });
}

function withDatabase<T>(file: string, work: (database: BetterSqlite.Database) => T): T {
  const database = new BetterSqlite(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
