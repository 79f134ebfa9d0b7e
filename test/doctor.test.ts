import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { engines } from '#core/testing/harness.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { makeInstance, type Instance } from './faults/instance.js';
import { runFrom } from './new-installation.js';

interface Found {
  readonly area: string;
  readonly state: string;
  readonly says: string;
  readonly fix: string | null;
}

for (const engine of engines)
  describe(`moothall doctor [${engine}]`, function () {
    this.timeout(120_000);
    let instance: Instance;
    const aside = throwAwayFolder('moothall-doctor-');
    const key = path.join(aside, 'key.txt');
    before(async function () {
      const postgresUrl = engine === 'postgres' ? await (await testPostgres())?.url() : undefined;
      if (engine === 'postgres' && postgresUrl === undefined) return this.skip();
      instance = await makeInstance(postgresUrl === undefined ? {} : { postgresUrl });
    });
    after(() => {
      instance.remove();
      rmSync(aside, { recursive: true });
    });

    const run = (...words: string[]) => runFrom(aside, [...words, '--dir', instance.directory]);
    async function doctor(...words: string[]): Promise<{ code: number; fixed: string[]; findings: Found[] }> {
      const { code, lines, errors } = await run('doctor', '--json', ...words);
      expect(errors).to.equal('');
      return { code, ...(JSON.parse(lines[0] ?? '') as { fixed: string[]; findings: Found[] }) };
    }
    const faultsOf = ({ findings }: { findings: Found[] }): string[] =>
      findings.filter(({ state }) => state === 'fault').map(({ says }) => says);

    it('says that there are no backups, and no key for them, each with what to do', async () => {
      const found = await doctor();
      expect(found.code).to.equal(1);
      expect(faultsOf(found)).to.deep.equal(['There is no key to encrypt backups to.', 'There is no backup.']);
      for (const { state, fix } of found.findings) expect(fix === null).to.equal(state === 'good');
    });

    it('finds no fault once there is one, and ends with 0', async () => {
      await run('backup', 'key', 'new', '--out', key);
      await run('backup');
      const captured = path.join(instance.directory, 'run', 'captured');
      mkdirSync(captured, { recursive: true });
      writeFileSync(path.join(captured, '1-1-unreadable-0.refused'), '{}');
      const found = await doctor();
      rmSync(captured, { recursive: true });
      expect([found.code, faultsOf(found)]).to.deep.equal([0, []]);
      const refused = found.findings.find(({ fix }) => fix?.includes(`${captured}/*.refused`));
      expect(refused?.says).to.equal('A contact that was taken during an upgrade could not be entered.');
      const says = found.findings.map((one) => one.says).join('\n');
      expect(says).to.contain('The tables are those of this version').and.to.contain('The database is whole');
    });

    it('changes permissions with --fix, and only then', async () => {
      const { data } = instance.config;
      chmodSync(data, 0o755);
      const found = await doctor();
      expect(found.code).to.equal(1);
      expect(faultsOf(found)[0]).to.contain('Other accounts of this machine can look into');
      expect(statSync(data).mode & 0o777).to.equal(0o755);
      const fixed = await doctor('--fix');
      expect([fixed.code, fixed.fixed.length]).to.deep.equal([0, 1]);
      expect(statSync(data).mode & 0o777).to.equal(0o700);
    });

    it('says what is wrong with the address, the proxies and the second factor', async () => {
      const file = path.join(instance.directory, 'moothall.yaml');
      const before = readFileSync(file, 'utf8');
      for (const [added, says] of [
        ['origin: http://desk.council.example', 'is not encrypted'],
        ['origin: https://desk.council.example', 'listen.trustedProxies says that there is none'],
        ['sessions: { secondFactor: optional }', 'A password alone opens records.'],
      ] as const) {
        writeFileSync(file, `${before}${added}\n`);
        const { findings } = await doctor();
        expect(findings.map((one) => one.says).join('\n')).to.contain(says);
      }
      writeFileSync(file, `${before}colour: blue\n`);
      const unreadable = await run('doctor');
      expect([unreadable.code, unreadable.errors.includes('colour is not a setting')]).to.deep.equal([3, true]);
      writeFileSync(file, before);
    });

    it('says when the last rehearsal failed or is long ago', async () => {
      const file = path.join(instance.directory, 'backups', 'last-rehearsal.json');
      const about = { backup: 'moothall-x.tar', tookMs: 4200 };
      writeFileSync(file, JSON.stringify({ ...about, at: Date.UTC(2020, 0, 1), ok: true }));
      const old = (await doctor()).findings.find(({ says }) => says.includes('last rehearsed'));
      expect(old).to.include({ state: 'advice', fix: 'moothall rehearse --key FILE' });
      writeFileSync(file, JSON.stringify({ ...about, at: Date.UTC(2020, 0, 1), ok: false, fault: 'It is damaged.' }));
      expect(faultsOf(await doctor())).to.deep.equal(['The last rehearsal failed: It is damaged.']);
      rmSync(file);
    });

    it('says when the tables are another version’s, and when the database does not answer', async () => {
      await instance.withDatabase((db) =>
        db.migration((sql) => sql(`update schema_migrations set digest = '${'0'.repeat(64)}'`)),
      );
      expect(faultsOf(await doctor())[0]).to.contain('another version of Moothall (0001-foundation)');
      if (engine === 'postgres') return;
      const file = path.join(instance.config.data, 'moothall.sqlite');
      for (const side of ['-wal', '-shm']) if (existsSync(file + side)) rmSync(file + side);
      writeFileSync(file, 'no database at all, but a text of some length that SQLite looks at and then refuses');
      utimesSync(file, 0, 0);
      expect(faultsOf(await doctor())[0]).to.contain('The database doesn’t answer');
    });
  });
