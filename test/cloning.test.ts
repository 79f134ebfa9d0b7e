import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { inventedWords } from '#core/app/clone.js';
import { createStaffToken } from '#core/app/staff-tokens.js';
import { openDatabase } from '#core/app/compose.js';
import { startServer } from '#core/app/server.js';
import { emptiedTables } from '#core/copies/anonymise/column-rules.js';
import { createInventor } from '#core/copies/anonymise/invent.js';
import { listCodes } from '#core/copies/clone-repository.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig, type Config } from '#core/kernel/config.js';
import { lockOfSqlite } from '#core/kernel/db/sqlite-hold.js';
import { hashSecret } from '#core/kernel/http/tokens.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { copyOf, engines, type WorldPlace } from '#core/testing/harness.js';
import { tables } from '#core/migrations/index.js';
import { installAt } from './installed-world.js';
import { runFrom } from './new-installation.js';
import { bothCouncils } from './tenancy/seed.js';

type Contents = ReadonlyMap<string, readonly Readonly<Record<string, string | number | null>>[]>;

for (const engine of engines)
  describe(`moothall clone --anonymise [${engine}]`, function () {
    this.timeout(240_000);
    let place: WorldPlace;
    let clone: string;
    let cloneUrl: string | undefined;
    let source: Contents;
    let copied: Contents;
    let said: { rows: Record<string, number>; administrator: { signInName: string; passwordPath: string } | null };

    before(async function () {
      const original = await bothCouncils(engine);
      if (!original) return this.skip();
      place = await copyOf(original.place);
      installAt(place);
      clone = path.join(place.directory, 'training');
      cloneUrl = engine === 'postgres' ? await (await testPostgres())?.url() : undefined;
      source = await contentsOf(configOf(place.directory));
      const made = await run();
      expect(made.code, made.errors).to.equal(0);
      said = JSON.parse(made.lines.at(-1) ?? '') as typeof said;
      copied = await contentsOf(configOf(clone));
    });
    after(async () => {
      const postgres = await testPostgres();
      for (const url of [place.url, cloneUrl]) if (url !== undefined) await postgres?.drop(url);
      rmSync(place.directory, { recursive: true, force: true });
    });

    const configOf = (directory: string): Config => readConfig(directory, {});
    const run = (...words: string[]) =>
      runFrom('/', [
        ...['clone', clone, '--anonymise', '--json', '--dir', place.directory, '--port', '0'],
        ...(cloneUrl === undefined ? [] : ['--to', cloneUrl]),
        ...words,
      ]);

    it('holds no personal value of the source, in any column', async () => {
      const codes = await codesOf(configOf(place.directory));
      const invented = new Set([...inventedWords.givenNames, ...inventedWords.familyNames]);
      const wanted = [...personalValues(source)].filter(
        (value) => value.length >= 4 && !codes.has(value) && !invented.has(value),
      );
      const found = [...copied].flatMap(([name, rows]) =>
        rows.flatMap((row) =>
          Object.entries(row)
            .filter(([column]) => isTagged(name, column))
            .flatMap(([column, value]) =>
              wanted
                .filter((each) => holds(textOf(name, column, value), each))
                .map((each) => `${name}.${column}: ${each}`),
            ),
        ),
      );
      expect([...personalValues(source)].length).to.be.greaterThan(200);
      expect(found).to.deep.equal([]);
    });

    it('has every row but those that make no sense with invented people, and empties those', () => {
      const emptied = emptiedTables(tables);
      for (const [name, rows] of source) {
        if (name === 'customer_tokens' || name === 'password_links' || /^audit_(entries|seals|values)$/.test(name))
          continue;
        expect(copied.get(name)?.length, name).to.equal(emptied.has(name) ? 0 : rows.length);
      }
      expect(said.rows['customers']).to.equal(source.get('customers')?.length);
    });

    it('calls somebody the same wherever they are named', () => {
      const nameOf = (contents: Contents, id: unknown): unknown =>
        contents.get('customers')?.find((row) => row['id'] === id)?.['display_name'];
      const named = (source.get('cases') ?? []).filter(
        (row) => row['customer_id'] !== null && row['participant_name'] === nameOf(source, row['customer_id']),
      );
      expect(named.length).to.be.greaterThan(0);
      for (const { id, customer_id: customer } of named) {
        const theirs = copied.get('cases')?.find((row) => row['id'] === id);
        expect(theirs?.['participant_name']).to.equal(nameOf(copied, customer));
      }
    });

    it('can send nothing and lets nobody in with what they had', async () => {
      const config = configOf(clone);
      expect([config.adapters, config.audit.streams, config.origin]).to.deep.equal([{}, {}, undefined]);
      expect(config.secrets.key).not.to.equal(configOf(place.directory).secrets.key);
      expect(statSync(path.join(clone, 'secrets.yaml')).mode & 0o077).to.equal(0);
      for (const row of copied.get('staff_accounts') ?? [])
        expect([row['password_hash'], row['totp_secret']]).to.deep.equal([null, null]);
      expect(existsSync(path.join(clone, '.cloning'))).to.equal(false);
      expect(readFileSync(path.join(clone, 'moothall.yaml'), 'utf8')).to.contain('anonymised copy');
      const verified = await runFrom('/', ['audit', 'verify', '--json', '--dir', clone]);
      expect(verified.code, verified.lines.join()).to.equal(0);
    });

    it('opens: its lists, its cases and its customers', async () => {
      const server = await startServer({ ...configOf(clone), log: { level: 'silent' } }, systemClock(), {
        runs: 'web',
      });
      try {
        const account = copied.get('staff_accounts')?.[0];
        const signInName = said.administrator?.signInName ?? String(account?.['sign_in_name']);
        const wanted = { signInName, name: 'Test', permissions: 'all', expiresInDays: 1 } as const;
        const { token } = await createStaffToken(server.kernel, wanted);
        const open = async (page: string): Promise<number> =>
          (await fetch(`${server.address}${page}`, { headers: { Authorization: `Bearer ${token}` } })).status;
        for (const page of ['/health/ready', '/sign-in', '/api/v1/me', '/api/v1/services', '/api/v1/cases'])
          expect(await open(page), page).to.equal(200);
        for (const kind of ['cases', 'customers'])
          for (const { id } of (copied.get(kind) ?? []).slice(0, 12))
            expect(await open(`/api/v1/${kind}/${String(id)}`), kind).to.be.oneOf([200, 403, 404]);
      } finally {
        await server.stop();
      }
    });

    it('finishes one that was cut off once all was there, and tells of it as that would have', async () => {
      const { rows, administrator } = said;
      writeFileSync(path.join(clone, '.cloning'), JSON.stringify({ rows }), { mode: 0o600 });
      if (engine === 'sqlite') {
        const hold = await lockOfSqlite(path.join(clone, '.cloning'))('alone', () => undefined);
        const second = await run();
        await hold?.release();
        expect([second.code, second.errors.includes('makes a copy in that directory now')]).to.deep.equal([1, true]);
      }
      const again = await run();
      const finished = JSON.parse(again.lines.at(-1) ?? '') as typeof said;
      expect(finished, again.errors)
        .to.include.keys('tookMs')
        .and.to.deep.include({ directory: clone, rows, earlier: 'finished' });
      const { signInName, passwordPath = '' } = finished.administrator ?? {};
      expect(signInName).to.equal(administrator?.signInName);
      if (administrator) {
        expect(passwordPath).not.to.equal(administrator.passwordPath);
        const links = (await contentsOf(configOf(clone))).get('password_links') ?? [];
        expect(links.map((link) => link['token_hash'])).to.deep.equal([hashSecret(path.basename(passwordPath))]);
      }
      expect(existsSync(path.join(clone, '.cloning'))).to.equal(false);
      expect(existsSync(path.join(clone, '.cloning.in-use'))).to.equal(false);
    });

    it('goes over nothing, and is made with --anonymise alone', async () => {
      const again = await run();
      expect([again.code, again.errors.includes('something at that place')]).to.deep.equal([1, true]);
      const real = await runFrom('/', ['clone', `${clone}2`, '--dir', place.directory]);
      expect([real.code, real.errors.includes('Add --anonymise')]).to.deep.equal([1, true]);
      expect(existsSync(`${clone}2`)).to.equal(false);
    });
  });

describe('invented values', () => {
  const words = { givenNames: ['Ann', 'Bea', 'Cai'], familyNames: ['Elm', 'Fir', 'Oak'], streets: ['Mill', 'Well'] };
  const inventor = createInventor(Buffer.alloc(32, 1), words);

  it('are the same for the same value, other ones for another key, and in the ranges kept for invention', () => {
    const again = createInventor(Buffer.alloc(32, 1), words);
    const other = createInventor(Buffer.alloc(32, 2), words);
    for (const value of ['Rosa Quill', '+447911123456', 'rosa@council.example', 'AB12 3CD'])
      expect(inventor.reach(value)).to.equal(again.reach(value));
    expect(inventor.code('QQ123456C'))
      .to.match(/^[A-Z]{2}\d{6}[A-Z]$/)
      .and.not.to.equal(other.code('QQ123456C'));
    expect(inventor.telephone('+447911123456')).to.match(/^\+447700900\d{3}$/);
    expect(inventor.telephone('withheld')).to.equal('withheld');
    expect(inventor.postcode('AB12 3CD')).to.match(/^ZZ\d \d[A-Z]{2}$/);
    expect(inventor.email('rosa@council.example')).to.match(/@post\.example$/);
  });

  it('name somebody word by word, and never as before', () => {
    expect(inventor.fullName('Bea Fir')).to.equal(`${inventor.givenNames('Bea')} ${inventor.familyName('Fir')}`);
    for (const name of words.givenNames) expect(inventor.givenNames(name)).not.to.equal(name);
    expect(inventor.date('1980-02-29', 'x') < '1980-02-01').to.equal(true);
  });
});

async function contentsOf(config: Config): Promise<Contents> {
  const db = await openDatabase(config);
  const reads = db.read(everyAuthority);
  const contents = new Map<string, Record<string, string | number | null>[]>();
  for (const { name } of tables.values())
    contents.set(name, await reads.rows<Record<string, string | number | null>>(reads.from(name).select('*')));
  await db.close();
  return contents;
}

async function codesOf(config: Config): Promise<Set<string>> {
  const db = await openDatabase(config);
  const codes = await listCodes(db.read(everyAuthority), tables);
  await db.close();
  return codes;
}

/** Each text in a column that is tagged, and in the JSON of one; less keys, ids and fixed words. */
function personalValues(contents: Contents): Set<string> {
  const values = new Set<string>();
  for (const { name, columns } of tables.values())
    for (const [column, { tag, type }] of Object.entries(columns))
      if (tag !== 'none')
        for (const row of contents.get(name) ?? []) {
          const value = row[column];
          for (const text of type === 'json' ? textsIn(JSON.parse(String(value ?? 'null'))) : [value])
            if (typeof text === 'string' && !/^[0-9a-f-]{36}$/.test(text)) values.add(text);
        }
  return values;
}

/** Untagged columns hold the council's own words: they stay, whoever else used them. */
const isTagged = (table: string, column: string): boolean => tables.get(table)?.columns[column]?.tag !== 'none';

/** What a column holds: of JSON the texts in it, without the names of its fields. */
function textOf(table: string, column: string, value: string | number | null): string {
  if (value === null || tables.get(table)?.columns[column]?.type !== 'json') return String(value);
  return textsIn(JSON.parse(String(value))).join('\n');
}

/** Whether a value stands in a text, not only as a part of a longer word. */
function holds(text: string, value: string): boolean {
  const isPart = (sign: string | undefined): boolean => /[\p{L}\p{N}]/u.test(sign ?? ' ');
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1))
    if (!isPart(text[at - 1]) && !isPart(text[at + value.length])) return true;
  return false;
}

function textsIn(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [value];
}
