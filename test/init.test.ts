import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { councilName } from '#cli/council-names.js';
import { main } from '#cli/index.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { serve } from './faults/served.js';
import { runFrom } from './new-installation.js';

const council = ['--gss', 'E07000999', '--name', 'Dunmere District Council'];
const administrator = ['--admin', 'sam.ellery', '--admin-name', 'Sam Ellery'];
const unattended = [...council, ...administrator, '--yes', '--port', '0'];

interface Made {
  readonly made: string[];
  readonly added: string[];
  readonly passwordLink: string | null;
}

describe('moothall init', function () {
  this.timeout(60_000);
  const folders: string[] = [];
  const newFolder = (): string => {
    const folder = throwAwayFolder('moothall-init-');
    folders.push(folder);
    return path.join(folder, 'moothall');
  };
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  const init = async (directory: string, ...words: string[]): Promise<Made> => {
    const { code, lines, errors } = await runFrom('/', ['init', directory, ...words, '--json']);
    expect(code, errors).to.equal(0);
    return JSON.parse(lines.at(-1) ?? '') as Made;
  };

  it('makes an installation that serves, whose administrator sets a password by the link, once', async () => {
    const directory = newFolder();
    const { made, passwordLink } = await init(directory, ...unattended, '--origin', 'https://desk.dunmere.example');
    expect(made).to.include.members(['secrets.yaml', 'moothall.yaml', 'data/', 'backups/', 'logs/']);
    expect(passwordLink).to.match(/^https:\/\/desk\.dunmere\.example\/sign-in\/password\/[\w-]{43}$/);
    expect(statSync(path.join(directory, 'secrets.yaml')).mode & 0o777).to.equal(0o600);
    expect(statSync(path.join(directory, 'data')).mode & 0o777).to.equal(0o700);
    const listed = await runFrom(directory, ['authority', 'list', '--json']);
    const { authorities } = JSON.parse(listed.lines[0] ?? '') as { authorities: Record<string, unknown>[] };
    const expected = { slug: 'dunmere', tier: 'district', nation: 'england', gssCode: 'E07000999' };
    expect(authorities.find(({ slug }) => slug === 'dunmere')).to.deep.include({ ...expected, referencePrefix: 'DU' });
    const served = await serve({ directory });
    try {
      const page = await fetch(`${served.address}${new URL(passwordLink ?? '').pathname}`);
      expect([page.status, (await page.text()).includes('sam.ellery')]).to.deep.equal([200, true]);
    } finally {
      await served.stop();
    }
  });

  it('changes nothing when it is run again, but gives a new link to an administrator who never signed in', async () => {
    const directory = newFolder();
    const first = await init(directory, ...unattended);
    const secrets = readFileSync(path.join(directory, 'secrets.yaml'), 'utf8');
    const again = await init(directory, ...unattended);
    expect([again.made, again.added]).to.deep.equal([[], []]);
    expect(again.passwordLink).to.be.a('string').and.not.equal(first.passwordLink);
    expect(readFileSync(path.join(directory, 'secrets.yaml'), 'utf8')).to.equal(secrets);
    expect(await init(directory)).to.deep.include({ made: [], added: [], passwordLink: null });
  });

  it('names every option that is missing where nobody can be asked, and makes nothing', async () => {
    const directory = newFolder();
    const { code, errors } = await runFrom('/', ['init', directory]);
    expect(code).to.equal(1);
    for (const option of ['--name', '--tier', '--admin', '--admin-name']) expect(errors).to.contain(option);
    expect(existsSync(directory)).to.equal(false);
  });

  it('takes the name of a council from its GSS code', () => {
    expect(councilName('E06000001')).to.equal('Hartlepool Borough Council');
    expect(councilName(' w06000015 ')).to.contain('Cardiff');
    expect([councilName('E07000999'), councilName('E'), councilName('')]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('asks a person, with what follows from earlier answers offered', async () => {
    const directory = newFolder();
    const asked: string[] = [];
    const council = ['E08000999', 'Borough of Castlebridge', '', '', '', '', 'Rosa Quill', 'rosa.quill', ''];
    const answers = [...council, 'mail, carrier pigeons', 'mail open311'];
    const lines: string[] = [];
    const io = {
      write: () => undefined,
      line: (text = '') => void lines.push(text),
      error: (text: string) => void lines.push(text),
      ask: (question: string) => {
        asked.push(question);
        return Promise.resolve(answers[asked.length - 1] ?? '');
      },
      readInput: () => Promise.resolve(''),
      environment: {},
      directory: '/',
      interactive: true,
      untilStopped: () => Promise.resolve('SIGTERM'),
    };
    expect(await main(['init', directory, '--port', '0'], io), lines.join('\n')).to.equal(0);
    expect(asked.join('\n')).to.contain('(Enter: castlebridge)').and.to.contain('(Enter: metropolitan-borough)');
    expect(lines.join('\n')).to.contain('/sign-in/password/').and.to.contain('moothall start --dir');
    expect(asked.slice(council.length)).to.have.length(2);
    expect(lines.join('\n')).to.contain('no adapter called carrier, pigeons').and.to.contain('adapter-open311');
  });

  it('takes adapters that it knows, by name or package; refuses others before anything is made', async () => {
    const directory = newFolder();
    const refused = await runFrom('/', ['init', directory, ...unattended, '--adapter', 'mail', '--adapter', 'male']);
    expect([refused.code, existsSync(directory)], refused.errors).to.deep.equal([3, false]);
    expect(refused.errors).to.contain('no adapter called male.').and.to.contain('mail, notify-govuk');
    const wanted = ['--adapter', 'mail', '--adapter', '@moothall/adapter-open311'];
    const { code, lines, errors } = await runFrom('/', ['init', directory, ...unattended, ...wanted]);
    expect(code, errors).to.equal(0);
    expect(lines.join('\n')).to.contain('moothall adapter show @moothall/adapter-mail').and.to.contain('open311');
    const again = await runFrom('/', ['init', directory, ...wanted, '--json']);
    expect(JSON.parse(again.lines.at(-1) ?? '')).to.deep.include({ made: [], added: [], adapters: [] });
    const absent = await runFrom(directory, ['adapter', 'add', '@council/adapter-x']);
    expect([absent.code, absent.errors.includes('npm install @council/adapter-x')]).to.deep.equal([3, true]);
  });

  it('takes a password from standard input, and none that is weak', async () => {
    const directory = newFolder();
    const given = (password: string) => ({ ...silent, readInput: () => Promise.resolve(`${password}\n`) });
    const words = ['init', directory, ...unattended, '--password-stdin', '--json'];
    expect(await main(words, given('password'))).to.equal(1);
    expect(await main(words, given('three random words here'))).to.equal(0);
  });

  it('creates its tables in PostgreSQL, with the password among the secrets', async function () {
    const postgres = await testPostgres();
    if (!postgres) return this.skip();
    const url = new URL(await postgres.url());
    url.password = 'not:asked';
    const directory = newFolder();
    await init(directory, ...unattended, '--database', url.href);
    expect(readFileSync(path.join(directory, 'moothall.yaml'), 'utf8')).not.to.contain('not');
    expect(readFileSync(path.join(directory, 'secrets.yaml'), 'utf8')).to.contain('password: "not:asked"');
    const listed = await runFrom(directory, ['authority', 'list']);
    expect(listed.lines.join('\n')).to.contain('Dunmere District Council');
  });
});

const silent = {
  write: () => undefined,
  line: () => undefined,
  error: () => undefined,
  ask: () => Promise.reject(new Error('nobody sits there')),
  environment: {},
  directory: '/',
  interactive: false,
  untilStopped: () => Promise.resolve('SIGTERM'),
};
