import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openDatabase } from '#core/app/compose.js';
import { readConfig } from '#core/kernel/config.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { statement } from '#core/kernel/db/statement.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { engines } from '#core/testing/harness.js';
import { rounds, timeFor } from './rounds.js';

const kills = rounds({ sampled: 2, whole: 40 });
const script = path.join(import.meta.dirname, 'migrating-process.js');

const sqliteSchema = statement<Record<string, never>, { line: string }>(
  `select type || ' ' || name || ' ' || coalesce(sql, '') as line from sqlite_master where name not like 'sqlite_stat%'`,
);
const postgresSchema = statement<Record<string, never>, { line: string }>(
  `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
     || coalesce(column_default, '') || ' ' || coalesce(collation_name, '') as line
   from information_schema.columns where table_schema = 'public'
   union all select indexdef from pg_indexes where schemaname = 'public'
   union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
   where connamespace = 'public'::regnamespace
   union all select tablename || ' ' || policyname || ' ' || qual from pg_policies where schemaname = 'public'`,
);

for (const engine of engines)
  describe(`an upgrade killed at ${kills} of its steps [${engine}]`, function () {
    this.timeout(timeFor(kills, 6000));
    const folders: string[] = [];
    before(async function () {
      if (engine === 'postgres' && !(await testPostgres())) this.skip();
    });
    after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

    it('goes on when it is run again, to the same schema as undisturbed', async () => {
      const whole = await anInstance();
      const statements = Number(runTo(whole, Infinity).output);
      const expected = await schemaOf(whole);
      expect(expected.length).to.be.greaterThan(50);
      for (let round = 0; round < kills; round += 1) {
        const instance = await anInstance();
        const at = Math.floor(((round + 0.5) / kills) * statements);
        expect(runTo(instance, at).signal, `killed before statement ${at}`).to.equal('SIGKILL');
        expect(runTo(instance, Infinity).code).to.equal(0);
        expect(await schemaOf(instance)).to.deep.equal(expected);
      }
    });

    async function anInstance(): Promise<string> {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-upgrade-'));
      folders.push(folder);
      const url = engine === 'postgres' ? await (await testPostgres())?.url() : undefined;
      const database = url ? `database:\n  engine: postgres\n  url: ${JSON.stringify(url)}\n` : '';
      writeFileSync(path.join(folder, 'moothall.yaml'), `data: .\n${database}`);
      writeFileSync(path.join(folder, 'secrets.yaml'), `key: ${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
      return folder;
    }

    async function schemaOf(folder: string): Promise<string[]> {
      const db = await openDatabase(readConfig(folder, {}));
      try {
        const lines = await db.read(everyAuthority).all(engine === 'sqlite' ? sqliteSchema : postgresSchema, {});
        return lines.map(({ line }) => line).sort();
      } finally {
        await db.close();
      }
    }
  });

/** Runs the upgrade up to a statement. */
function runTo(folder: string, stopBefore: number): { code: number | null; signal: string | null; output: string } {
  const words = [script, folder, String(stopBefore)];
  const { status, signal, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { code: status, signal, output: stdout };
}
