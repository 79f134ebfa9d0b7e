import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { withAdapters } from '#core/adapters/index.js';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { keepDocuments } from '#core/documents/keep-documents.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { newId } from '#core/kernel/ids.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { engines } from '#core/testing/harness.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { makeInstance, type Instance } from './faults/instance.js';
import { runFrom } from './new-installation.js';

for (const engine of engines)
  describe(`files that a connection keeps [${engine}]`, function () {
    this.timeout(120_000);
    let instance: Instance;
    const aside = throwAwayFolder('moothall-documents-');
    const key = path.join(aside, 'key.txt');
    const store = path.join(aside, 'store');

    before(async function () {
      const postgres = engine === 'postgres' ? await testPostgres() : undefined;
      if (engine === 'postgres' && !postgres) return this.skip();
      const url = await postgres?.url();
      instance = await makeInstance(url === undefined ? {} : { postgresUrl: url });
      await run('backup', 'key', 'new', '--out', key);
      mkdirSync(store);
      writeFileSync(path.join(store, '.moothall-documents'), '');
      connect(instance, store);
      await keepAFile(instance);
    });
    after(() => {
      instance.remove();
      rmSync(aside, { recursive: true });
    });

    const run = (...words: string[]) => runFrom(aside, [...words, '--dir', instance.directory]);
    const settings = (): string => path.join(instance.directory, 'moothall.yaml');

    it('lie in its folder, by council', () => {
      const names = readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(names.map(({ name }) => name).filter((name) => /^[0-9a-f]{64}$/.test(name)).length).to.equal(1);
      expect(readdirSync(store)).to.include('dunmere');
    });

    it('are counted by a backup, which says that it leaves them there', async () => {
      const made = await run('backup', '--json');
      expect(made.code, made.errors).to.equal(0);
      expect(JSON.parse(made.lines[0] ?? '')).to.deep.include({
        missing: [],
        elsewhere: [{ connection: 'files', files: 1 }],
      });
      expect((await run('backup')).lines.join('\n')).to.include(
        '1 uploaded file more is kept by the connection files: the backup leaves it there.',
      );
      const checked = await run('backup', 'check', 'latest', '--key', key);
      expect(checked.code, checked.errors).to.equal(0);
    });

    // On PostgreSQL a rehearsal looks for them in the same way, beside a scratch database.
    if (engine === 'sqlite')
      it('are looked for by a rehearsal, which fails when one is gone or nobody can be asked', async () => {
        const whole = await run('rehearse', '--key', key);
        expect([whole.code, whole.errors]).to.deep.equal([0, '']);
        expect(whole.lines.join()).to.include('1 file more, kept by connections, is all there.');
        rmSync(path.join(store, 'dunmere'), { recursive: true });
        const gone = await run('rehearse', '--key', key);
        expect(gone.code).to.equal(1);
        expect(gone.errors).to.match(
          /1 file that records name is not where its connection keeps it, such as dunmere\//,
        );
        writeFileSync(settings(), 'listen:\n  port: 0\ndatabase:\n  engine: sqlite\n');
        const unknown = await run('rehearse', '--key', key);
        expect([unknown.code, unknown.errors.includes('files is no connection')]).to.deep.equal([1, true]);
      });
  });

function connect({ directory }: Instance, folder: string): void {
  const entry = [
    'adapters:',
    '  files:',
    "    use: '@moothall/adapter-documents-files/folder'",
    '    authorities: [dunmere]',
    `    settings: { folder: ${JSON.stringify(folder)} }`,
  ];
  appendFileSync(path.join(directory, 'moothall.yaml'), `${entry.join('\n')}\n`);
}

/** Uploaded, taken to the connection, and cleared from the disk. */
async function keepAFile({ directory, authorityId }: Instance): Promise<void> {
  const kernel = await openKernel(readConfig(directory, {}), systemClock());
  const bytes = Buffer.from('a plan of the playground');
  const digest = await kernel.files.put(bytes);
  const about = { digest, size_bytes: bytes.length, media_type: 'text/plain', stored_at: kernel.clock.now() };
  const id = newId(kernel.clock, kernel.random);
  await kernel.db.write(everyAuthority, (db) => db.insert('stored_files', { id, authority_id: authorityId, ...about }));
  await withAdapters(kernel, (connected) => keepDocuments.run(connected, {}));
  await kernel.files.remove(digest);
  await closeKernel(kernel);
}
