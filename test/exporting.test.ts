import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { atOneMoment } from '#core/backups/index.js';
import { isError } from '#core/kernel/errors.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { statement } from '#core/kernel/db/statement.js';
import type { ArchiveManifest } from '#core/reorganisation/archive-format.js';
import { checkArchive, exportAuthority } from '#core/reorganisation/index.js';
import { castlebridge } from '#core/testing/harness.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { newInstallation } from './new-installation.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { bothCouncils } from './tenancy/seed.js';

const recorded = statement<{ of: number }, { details: string; actor: string }>(
  `select e.details, e.actor_kind as actor from @audit_entries e
   where e.authority_id = :of and e.action = 'reorganisation.record-export'`,
);

const idleFor = statement<Record<string, never>, { for: string }>(
  `select current_setting('idle_in_transaction_session_timeout') as for`,
);

/** By their names, those that let whoever has them in. */
const secretColumns = ({ tables }: ArchiveManifest): string[] =>
  tables.flatMap(({ table, columns }) =>
    columns.flatMap(({ name }) => (/secret|password|credential|[en]_hash/.test(name) ? [`${table}.${name}`] : [])),
  );

onCopyOf('a council’s records as files', bothCouncils, (world, both, engine) => {
  const place = (name: string): string => path.join(world().kernel.config.data, name);
  const write = (folder: string, slug = 'castlebridge') => exportAuthority(world().kernel, { slug, folder });
  const refusal = async (work: Promise<unknown>, code: string): Promise<void> => {
    const error: unknown = await work.catch((failure: unknown) => failure);
    expect(isError(error, code), String(error)).to.equal(true);
  };

  it('are an archive of everything of it, which only the operator reads, and change nothing but the audit', async () => {
    const { kernel } = world();
    const { ours, theirs } = both();
    await kernel.db.write(everyAuthority, async (db) => {
      const digest = await kernel.files.put(Buffer.from('Brasstow’s letter'));
      const file = { media_type: 'text/plain', size_bytes: 19, stored_at: world().clock.now() };
      await db.insert('stored_files', { id: world().newId(), authority_id: castlebridge, digest, ...file });
      const body = `Tell us,\u2028please: https://desk.council.example/s/${theirs.surveyToken}\u2029`;
      await db.update('messages', { id: theirs.contactMessageId }, { body });
    });
    const before = { ours: await digestTables(world(), ours), theirs: await digestTables(world(), theirs) };
    const folder = place('handover');
    mkdirSync(folder, { recursive: true });
    const { digest, rows, manifest } = await write(folder);
    expect(changedTables(before.ours, await digestTables(world(), ours))).to.deep.equal([]);
    expect(changedTables(before.theirs, await digestTables(world(), theirs))).to.deep.equal(['audit_entries']);
    const checked = await checkArchive(folder);
    expect(checked.faults).to.deep.equal([]);
    expect(checked.digest).to.equal(digest);
    const customers = readFileSync(path.join(folder, 'tables/customers.ndjson'), 'utf8');
    expect(customers).to.include(theirs.customerId).and.include('Brasstow').and.not.include(ours.customerId);
    const cases = readFileSync(path.join(folder, 'tables/cases.ndjson'), 'utf8');
    expect(cases).to.include(theirs.caseId).and.include(theirs.restrictedCaseId).and.not.include(ours.caseId);
    expect(manifest.files.length).to.be.greaterThan(0);
    const others = manifest.tables.filter(({ file }) =>
      readFileSync(path.join(folder, file), 'utf8').includes(ours.mark),
    );
    expect(others.map(({ table }) => table)).to.deep.equal([]);
    expect(manifest.tables.map(({ table }) => table)).to.include.members(['webhooks', 'report_keys', 'scim_tokens']);
    expect(secretColumns(manifest)).to.deep.equal([]);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
    for (const name of [folder, ...names]) {
      const about = statSync(name);
      expect(about.mode & 0o777, name).to.equal(about.isDirectory() ? 0o700 : 0o600);
      if (!about.isFile()) continue;
      const text = readFileSync(name, 'utf8');
      expect(
        [theirs.surveyToken, '\u2028', '\u2029'].filter((each) => text.includes(each)),
        name,
      ).to.deep.equal([]);
    }
    expect(readdirSync(kernel.config.data).filter((name) => name.startsWith('.exporting'))).to.deep.equal([]);
    const [row, ...more] = await kernel.db.read(everyAuthority).all(recorded, { of: castlebridge });
    expect(more).to.deep.equal([]);
    expect(row?.actor).to.equal('system');
    expect(JSON.parse(row?.details ?? '')).to.include({ digest, rows, files: manifest.files.length });
  });

  it('go into no folder that holds something, and are those of a council that is there', async () => {
    for (const name of ['taken', 'other.part']) {
      mkdirSync(place(name), { recursive: true });
      writeFileSync(path.join(place(name), 'mine.txt'), 'mine');
    }
    await refusal(write(place('taken')), 'export_in_the_way');
    await refusal(write(path.join(place('taken'), 'mine.txt')), 'export_in_the_way');
    await refusal(write(place('new'), 'nowhere'), 'not_a_member');
    const top = ['/proc', '/dev'].find((disk) => existsSync(disk) && statSync(disk).dev !== statSync('/').dev);
    if (top !== undefined) {
      symlinkSync(top, place('disk'));
      const said: unknown = await write(place('disk')).catch((error: unknown) => error);
      expect(String(said)).to.include(`${top} is the top of a disk. Name a folder inside it`);
    }
    for (const name of ['taken', 'other.part'])
      expect(readFileSync(path.join(place(name), 'mine.txt'), 'utf8')).to.equal('mine');
    expect(existsSync(place('new'))).to.equal(false);
  });

  it('go into the folder that a link leads to, and not where another run was done first', async () => {
    const { kernel } = world();
    for (const name of ['there', 'taken-meanwhile']) mkdirSync(place(name));
    symlinkSync(place('there'), place('link'));
    await write(place('link'));
    expect((await checkArchive(place('there'))).faults).to.deep.equal([]);
    const other = path.join(place('taken-meanwhile'), 'manifest.json');
    const get: typeof kernel.files.get = async (digest) => {
      writeFileSync(other, 'another archive');
      return await kernel.files.get(digest);
    };
    const slower = { ...kernel, files: { ...kernel.files, get } };
    const work = exportAuthority(slower, { slug: 'castlebridge', folder: place('taken-meanwhile') });
    await refusal(work, 'export_in_the_way');
    expect(readFileSync(other, 'utf8')).to.equal('another archive');
    const left = readdirSync(kernel.config.data).filter((name) => /^(there|taken-meanwhile|\.exporting)/.test(name));
    expect(left.sort()).to.deep.equal(['taken-meanwhile', 'there']);
  });

  if (engine === 'postgres')
    it('are read however long it takes, where PostgreSQL ends transactions that are idle', async () => {
      const { address, tables } = world().kernel.db;
      const url = new URL(address.engine === 'postgres' ? address.url : '');
      url.searchParams.set('options', '-c idle_in_transaction_session_timeout=60000');
      const from = { engine: 'postgres', url: url.href } as const;
      const found = await atOneMoment({ from, tables, work: place('work') }, (reads) => reads.first(idleFor, {}));
      expect(found?.for).to.equal('0');
    });

  it('leave nothing in the folder when they could not be written', async () => {
    const { kernel } = world();
    const full = { ...kernel, files: { ...kernel.files, get: () => Promise.reject(new Error('no room')) } };
    const work = exportAuthority(full, { slug: 'castlebridge', folder: place('half') });
    expect(String(await work.catch((error: unknown) => error))).to.equal('Error: no room');
    expect(readdirSync(kernel.config.data).filter((name) => /^(half|\.exporting)/.test(name))).to.deep.equal([]);
  });
});

describe('moothall export', function () {
  this.timeout(60_000);

  it('writes what check-archive finds whole, and warns of what is in it', async () => {
    const { run, directory } = newInstallation();
    const council = ['--name', 'Dunmere District Council', '--tier', 'district', '--prefix', 'DU'];
    await run('authority', 'add', 'dunmere', ...council);
    const folder = path.join(directory, 'handover');
    const { code, lines, errors } = await run('export', 'dunmere', '--to', folder, '--json');
    expect(code, errors).to.equal(0);
    const made = JSON.parse(lines.join('')) as Record<string, unknown>;
    expect(made).to.include({ folder, council: 'dunmere', files: 0, missingFiles: 0 });
    const checked = await run('authority', 'check-archive', folder);
    expect([checked.code, checked.errors]).to.deep.equal([0, '']);
    const again = await run('export', 'dunmere', '--to', folder);
    expect(again.code).to.equal(1);
    expect(again.errors).to.include('The folder holds something already');
    expect((await run('export', 'dunmere', '--to', `${folder}-2`)).lines.join('\n')).to.include('personal data');
    expect((await run('export', '--help')).lines.join('\n')).to.include('moothall export castlebridge --to');
    expect((await run('export', 'dunmere')).code).to.equal(2);
  });
});
