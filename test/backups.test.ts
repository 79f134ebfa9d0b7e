import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { readConfig, type Config } from '#core/kernel/config.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { engines } from '#core/testing/harness.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { contentsOf } from './backups/installation-contents.js';
import { makeInstance, type Instance } from './faults/instance.js';
import { serve } from './faults/served.js';
import { runFrom } from './new-installation.js';

for (const engine of engines)
  describe(`backups [${engine}]`, function () {
    this.timeout(120_000);
    let instance: Instance;
    let url: string | undefined;
    const aside = throwAwayFolder('moothall-backups-');
    const key = path.join(aside, 'key.txt');

    before(async function () {
      const postgres = engine === 'postgres' ? await testPostgres() : undefined;
      if (engine === 'postgres' && !postgres) return this.skip();
      url = await postgres?.url();
      instance = await makeInstance(url === undefined ? {} : { postgresUrl: url });
      keepFile(instance.config, 'a photograph of a bin');
      await run('backup', 'key', 'new', '--out', key);
    });
    after(() => {
      instance.remove();
      rmSync(aside, { recursive: true });
    });

    const run = (...words: string[]) => runIn(instance.directory, ...words);
    const runIn = (directory: string, ...words: string[]) => runFrom(aside, [...words, '--dir', directory]);

    it('restores on another machine what was there, its configuration included', async () => {
      const made = jsonOf(await run('backup', '--json'));
      const other = path.join(aside, 'other');
      if (url !== undefined) await makeOtherDatabase(other, instance);

      const restored = await runIn(other, 'restore', String(made['file']), '--key', key, '--json');

      expect(restored.code, restored.errors).to.equal(0);
      expect(jsonOf(restored)).to.include({ engine, rows: made['rows'], files: made['files'] });
      const config = readConfig(other, {});
      expect(await contentsOf(config)).to.deep.equal(await contentsOf(instance.config));
      expect(config.secrets.key).to.equal(instance.config.secrets.key);
    });

    it('never puts a backup over live data unless told to, and then leaves nothing of them', async () => {
      await run('backup');
      const expected = await contentsOf(instance.config);
      await renameCouncil(instance, 'Changed since');
      keepFile(instance.config, 'put there since');
      const before = await contentsOf(instance.config);

      const refused = await run('restore', 'latest', '--key', key);
      expect({ code: refused.code, says: refused.errors }).to.deep.include({ code: 3 });
      expect(refused.errors).to.contain('--replace --yes');
      const unconfirmed = await run('restore', 'latest', '--key', key, '--replace');
      expect(unconfirmed.code).to.equal(1);
      expect(await contentsOf(instance.config)).to.deep.equal(before);

      const restored = await run('restore', 'latest', '--key', key, '--replace', '--yes');
      expect(restored.code, restored.errors).to.equal(0);
      expect(await contentsOf(instance.config)).to.deep.equal(expected);
      expect(readdirSync(instance.config.data).filter((name) => /restor|before/.test(name))).to.deep.equal([]);
    });

    it('keeps the replaced database where that is asked for', async () => {
      const restored = await run('restore', 'latest', '--key', key, '--replace', '--yes', '--keep-old', '--json');
      const keptAs = String(jsonOf(restored)['keptAs']);
      if (url === undefined) expect(existsSync(keptAs)).to.equal(true);
      else expect(await countIn(url, `${keptAs}.authorities`)).to.be.greaterThan(1);
    });

    it('is refused while a server runs', async () => {
      const served = await serve(instance);
      try {
        const refused = await run('restore', 'latest', '--key', key, '--replace', '--yes');
        expect(refused.code).to.equal(1);
        expect(refused.errors).to.contain('Stop the servers');
        expect((await run('backup')).code, 'a backup beside it').to.equal(0);
      } finally {
        await served.stop();
      }
    });

    it('needs the right key', async () => {
      const before = await contentsOf(instance.config);
      const without = await run('restore', 'latest', '--replace', '--yes');
      expect([without.code, without.errors]).to.deep.equal([
        3,
        'This backup is encrypted. Name the file of the private key with --key FILE.',
      ]);
      const elsewhere = await makeInstance();
      const wrong = path.join(aside, 'wrong.txt');
      await runIn(elsewhere.directory, 'backup', 'key', 'new', '--out', wrong);
      elsewhere.remove();
      const refused = await run('restore', 'latest', '--key', wrong, '--replace', '--yes');
      expect([refused.code, refused.errors.split('.')[0]]).to.deep.equal([3, 'That key doesn’t open this backup']);
      expect(await contentsOf(instance.config)).to.deep.equal(before);
    });

    it('is rehearsed in a scratch place, and what came of it is kept', async () => {
      if (url !== undefined) {
        const without = await run('rehearse', '--key', key);
        expect(without.code).to.equal(3);
        expect(without.errors).to.contain('create database');
        await makeScratchDatabase(url);
      }
      const before = await contentsOf(instance.config);
      const rehearsed = await run('rehearse', '--key', key, '--json');
      expect(rehearsed.code, [...rehearsed.lines, rehearsed.errors].join()).to.equal(0);
      expect(await contentsOf(instance.config)).to.deep.equal(before);
      const { lastRehearsal } = jsonOf(await run('backup', 'list', '--json')) as { lastRehearsal: { ok: boolean } };
      expect(lastRehearsal).to.deep.equal(jsonOf(rehearsed)).and.to.include({ ok: true });
      expect(
        readdirSync(path.join(instance.directory, 'backups')).filter((name) => name.startsWith('.')),
      ).to.deep.equal([]);
      if (url !== undefined) expect(await tablesIn(scratchOf(url))).to.equal(0);
    });

    it('is refused when its audit trail is broken, and the live data come back', async () => {
      await unchain(instance);
      await run('backup');
      await rechain(instance);
      const before = await contentsOf(instance.config);
      const refused = await run('restore', 'latest', '--key', key, '--replace', '--yes');
      expect(refused.code).to.equal(1);
      expect(refused.errors).to.contain('audit trail in this backup is broken');
      expect(await contentsOf(instance.config)).to.deep.equal(before);
      const rehearsed = await run('rehearse', '--key', key, '--json');
      expect([rehearsed.code, jsonOf(rehearsed)['ok']]).to.deep.equal([1, false]);
    });

    it('of another version’s schema is refused before anything is touched', async () => {
      for (const [column, value, says] of [
        ['name', '9999-later', 'newer'],
        ['digest', '0'.repeat(64), 'another build'],
      ] as const) {
        const restore = await changeMigration(instance, column, value);
        await run('backup');
        await restore();
        const before = await contentsOf(instance.config);
        const refused = await run('restore', 'latest', '--key', key, '--replace', '--yes');
        expect(refused.errors).to.contain(says);
        expect(await contentsOf(instance.config)).to.deep.equal(before);
      }
    });
  });

describe('backups without encryption, and their schedule', () => {
  it('hold no secrets, and are refused unless that is asked for', async () => {
    const instance = await makeInstance();
    const run = (...words: string[]) => runFrom(instance.directory, words);
    const refused = await run('backup');
    expect([refused.code, /moothall backup key new/.test(refused.errors)]).to.deep.equal([3, true]);
    const made = await run('backup', '--no-encrypt', '--json');
    const bytes = readFileSync(String(jsonOf(made)['file']));
    expect(bytes.includes(instance.config.secrets.key)).to.equal(false);
    expect(bytes.includes('configuration/moothall.yaml')).to.equal(true);
    instance.remove();
  });

  it('are made each night by a timer that is printed, or by cron', async () => {
    const instance = await makeInstance();
    const timer = jsonOf(await runFrom(instance.directory, ['backup', 'schedule', '--at', '01:30', '--json']));
    expect(timer['/etc/systemd/system/moothall-backup.timer']).to.contain('OnCalendar=*-*-* 01:30:00');
    expect(timer['/etc/systemd/system/moothall-backup.service']).to.contain(`backup --dir ${instance.directory}`);
    const cron = await runFrom(instance.directory, ['backup', 'schedule', '--at', '01:30', '--cron']);
    expect(cron.lines[0]).to.match(/^30 1 \* \* \* /);
    instance.remove();
  });

  it('never write the private key beside the data, or over another file', async () => {
    const instance = await makeInstance();
    const inside = await runFrom(instance.directory, ['backup', 'key', 'new', '--out', 'key.txt']);
    expect([inside.code, existsSync(path.join(instance.directory, 'key.txt'))]).to.deep.equal([1, false]);
    const taken = `${instance.directory}-key.txt`;
    writeFileSync(taken, 'mine');
    const over = await runFrom(instance.directory, ['backup', 'key', 'new', '--out', taken]);
    expect([over.code, readFileSync(taken, 'utf8')]).to.deep.equal([1, 'mine']);
    rmSync(taken);
    instance.remove();
  });
});

const jsonOf = ({ lines }: { lines: readonly string[] }): Record<string, unknown> =>
  JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

/** An uploaded file, where the file store keeps it. */
function keepFile({ data }: Config, text: string): void {
  const digest = createHash('sha256').update(text).digest('hex');
  mkdirSync(path.join(data, 'files', digest.slice(0, 2)), { recursive: true });
  writeFileSync(path.join(data, 'files', digest.slice(0, 2), digest), text);
}

async function renameCouncil(instance: Instance, name: string): Promise<void> {
  await instance.withDatabase((db) =>
    db.write(
      everyAuthority,
      async (writes) => void (await writes.update('authorities', { slug: 'dunmere' }, { name })),
    ),
  );
}

async function changeMigration(instance: Instance, column: string, value: string): Promise<() => Promise<void>> {
  const set = (to: string, where: string): Promise<void> =>
    instance.withDatabase((db) =>
      db.migration((sql) => sql(`update schema_migrations set ${column} = '${to}' where ${column} = '${where}'`)),
    );
  const own = await instance.withDatabase(async (db) => {
    const [row] = await db
      .read(everyAuthority)
      .rows<Record<string, string>>(db.builder('schema_migrations').select('*'));
    return row?.[column] ?? '';
  });
  await set(value, own);
  return () => set(own, value);
}

async function unchain(instance: Instance): Promise<void> {
  await instance.withDatabase((db) => db.migration((sql) => sql(`update audit_entries set action = action || '.'`)));
}

async function rechain(instance: Instance): Promise<void> {
  await instance.withDatabase((db) =>
    db.migration((sql) => sql(`update audit_entries set action = substr(action, 1, length(action) - 1)`)),
  );
}

/** On PostgreSQL a new machine has its own database, which its configuration names. */
async function makeOtherDatabase(directory: string, { config }: Instance): Promise<void> {
  const other = await (await testPostgres())?.url();
  mkdirSync(directory);
  const settings = `listen: { port: 0 }\nlog: { level: warn }\ndatabase:\n  engine: postgres\n  url: ${JSON.stringify(other)}\n`;
  writeFileSync(path.join(directory, 'moothall.yaml'), settings);
  writeFileSync(path.join(directory, 'secrets.yaml'), `key: ${config.secrets.key}\n`, { mode: 0o600 });
}

/** The address of the database in which that one is rehearsed. */
function scratchOf(url: string): string {
  const address = new URL(url);
  address.pathname += '_rehearsal';
  return address.href;
}

async function makeScratchDatabase(url: string): Promise<void> {
  const postgres = await testPostgres();
  const name = new URL(scratchOf(url)).pathname.slice(1);
  await query(postgres?.unheld(url) ?? '', `create database ${name} owner moothall_test_owner template template0`);
}

async function countIn(url: string, table: string): Promise<number> {
  const postgres = await testPostgres();
  return await query(postgres?.unheld(url) ?? '', `select count(*)::int as count from ${table}`);
}

async function tablesIn(url: string): Promise<number> {
  return await query(url, `select count(*)::int as count from pg_tables where schemaname = 'public'`);
}

async function query(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ count: number }>(sql)).rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
