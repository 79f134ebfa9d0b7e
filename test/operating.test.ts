import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { systemClock } from '#core/kernel/clock.js';
import { withoutValues } from '#core/kernel/log.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { addJob } from '#core/kernel/jobs.js';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { diagnose } from '#core/app/doctor.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { engines } from '#core/testing/harness.js';
import { claimJobs, markFailed } from '#core/jobs/repository.js';
import { makeInstance, type Instance } from './faults/instance.js';
import { newInstallation, runFrom, type Installation } from './new-installation.js';

describe('moothall config', () => {
  let installation: Installation;
  beforeEach(() => void (installation = newInstallation()));
  afterEach(() => rmSync(installation.directory, { recursive: true }));
  const fileOf = (name: string): string => path.join(installation.directory, name);
  const run = (...words: string[]) => installation.run('config', ...words);

  it('gets what is in force, defaults included, and of secrets only that they are there', async () => {
    expect((await run('get', 'backups.keep.daily')).lines).to.deep.equal(['7']);
    const all = (await run('get')).lines.join('\n');
    expect(all).to.contain('listen.port: 0').and.to.contain('secrets.key: (set)');
    expect(all).not.to.contain(/key: (\S+)/.exec(readFileSync(fileOf('secrets.yaml'), 'utf8'))?.[1] ?? 'none');
    const unknown = await run('get', 'listen.colour');
    expect([unknown.code, unknown.errors.includes('is not set')]).to.deep.equal([3, true]);
    expect((await run('get', '__proto__')).code).to.equal(1);
  });

  it('sets one, keeps comments, and writes nothing that would be refused', async () => {
    writeFileSync(fileOf('moothall.yaml'), '# ours\nlisten:\n  port: 3000 # agreed with the network team\n');
    expect((await run('set', 'listen.port', '8080')).code).to.equal(0);
    expect((await run('set', 'backups.keep.monthly', '6')).code).to.equal(0);
    const text = readFileSync(fileOf('moothall.yaml'), 'utf8');
    expect(text)
      .to.contain('# ours')
      .and.to.contain('port: 8080 # agreed')
      .and.to.match(/keep:\s+monthly: 6/);
    for (const [name, value, says] of [
      ['listen.port', 'many', 'listen.port'],
      ['listen.colour', 'blue', 'listen.colour is not a setting'],
      ['origin', 'desk', 'origin'],
    ] as const) {
      const refused = await run('set', name, value);
      expect([refused.code, refused.errors.includes(says)], refused.errors).to.deep.equal([3, true]);
    }
    expect(readFileSync(fileOf('moothall.yaml'), 'utf8')).to.equal(text);
  });

  it('takes no secret among its words', async () => {
    const refused = await run('set', 'secrets.database.password', 'open-sesame');
    expect([refused.code, refused.errors.includes('standard input')]).to.deep.equal([1, true]);
    expect(statSync(fileOf('secrets.yaml')).mode & 0o777).to.equal(0o600);
  });

  it('names every fault', async () => {
    expect(JSON.parse((await run('check', '--json')).lines[0] ?? '')).to.deep.equal({ ok: true, faults: [] });
    writeFileSync(fileOf('moothall.yaml'), 'colour: blue\nlisten: { port: -1 }\n');
    const { code, lines } = await run('check', '--json');
    const { faults } = JSON.parse(lines[0] ?? '') as { faults: string[] };
    expect([code, faults.length]).to.deep.equal([3, 2]);
  });
});

for (const engine of engines)
  describe(`moothall jobs and support-bundle [${engine}]`, function () {
    this.timeout(60_000);
    let instance: Instance;
    before(async function () {
      const postgresUrl = engine === 'postgres' ? await (await testPostgres())?.url() : undefined;
      if (engine === 'postgres' && postgresUrl === undefined) return this.skip();
      instance = await makeInstance(postgresUrl === undefined ? {} : { postgresUrl });
      await giveUpJob(instance);
    });
    after(() => instance.remove());
    const run = (...words: string[]) =>
      runFrom(path.dirname(instance.directory), [...words, '--dir', instance.directory]);

    it('lists what was given up without what it works on, and lets it run again', async () => {
      const listed = await run('jobs', 'list', '--json');
      const { jobs } = JSON.parse(listed.lines[0] ?? '') as { jobs: { id: string; kind: string; lastError: string }[] };
      expect(jobs.map(({ kind, lastError }) => ({ kind, lastError }))).to.deep.equal([
        { kind: 'cases.send-letter', lastError: 'the printer is away' },
      ]);
      expect(listed.lines[0]).not.to.contain('Joan');
      const strange = await run('jobs', 'retry', jobs[0]?.id ?? '', '00000000-0000-0000-0000-000000000000', '--json');
      expect([strange.code, (JSON.parse(strange.lines[0] ?? '') as { retried: string[] }).retried]).to.deep.equal([
        1,
        [jobs[0]?.id],
      ]);
      expect((await run('jobs', 'list')).lines).to.deep.equal(['No job was given up.']);
      expect((await run('jobs', 'list', '--state', 'waiting')).lines.join()).to.contain('cases.send-letter');
      expect((await run('jobs', 'retry')).code).to.equal(1);
      expect((await run('jobs', 'retry', '--all')).code).to.equal(0);
      expect((await run('jobs', 'list', '--limit', '0')).code).to.equal(2);
    });

    it('writes a support bundle without secrets and without people', async () => {
      const settings = path.join(instance.directory, 'moothall.yaml');
      writeFileSync(
        settings,
        readFileSync(settings, 'utf8').replace('level: warn', 'level: silent') + strangersSettings,
      );
      const secrets = path.join(instance.directory, 'secrets.yaml');
      writeFileSync(secrets, `${readFileSync(secrets, 'utf8')}adapters: { mail: { token: open-sesame-1 } }\n`);
      mkdirSync(path.join(instance.directory, 'logs'), { recursive: true });
      writeFileSync(path.join(instance.directory, 'logs', 'moothall.log'), strangersLog);

      const { code, lines, errors } = await run(
        'support-bundle',
        '--out',
        path.join(instance.directory, 'bundle.json'),
        '--json',
      );
      expect(code, errors).to.equal(0);
      const { file } = JSON.parse(lines[0] ?? '') as { file: string };
      const text = readFileSync(file, 'utf8');
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      for (const wanted of ['"moothall": "', 'listen', 'case_not_found', 'findings', '"logLinesLeftOut": 1'])
        expect(text).to.contain(wanted);
      for (const hidden of [...strangers, instance.config.secrets.key, instance.directory, 'Priya', 'priya.nair'])
        expect(text.includes(hidden), hidden).to.equal(false);
      expect((await run('support-bundle', '--out', file)).code).to.equal(1);
    });
  });

/** What must not leave the machine, in the places where it could be found. */
const strangers = ['open-sesame', 'Joan', 'Prosser', 'joan@home.example', '07700900123', '07700 900123', 'hunter2'];
const strangersSettings = `adapters:
  mail:
    use: ./no-such-adapter.js
    settings: { replyTo: joan@home.example, password: hunter2 }
`;
const strangersLog = [
  { level: 'error', time: '2026-11-16T10:00:00.000Z', code: 'case_not_found', route: '/cases/:id', msg: 'failed' },
  { level: 'warn', time: '2026-11-16T10:00:00.000Z', name: 'Joan Prosser', msg: 'sent to joan@home.example' },
  {
    level: 'error',
    time: '2026-11-16T10:00:00.000Z',
    msg: 'failed with open-sesame-1',
    err: {
      name: 'Error',
      message: 'no "Joan Prosser" at 07700900123',
      stack: 'Error: Joan Prosser\n    at f (a.js:1:1)',
    },
  },
]
  .map((line) => JSON.stringify(line))
  .concat('Joan Prosser of 07700 900123 rang\n')
  .join('\n');

async function giveUpJob({ config }: Instance): Promise<void> {
  const kernel = await openKernel(config, systemClock());
  try {
    const now = kernel.clock.now();
    const kind = 'cases.send-letter';
    await kernel.db.write(everyAuthority, (db) =>
      addJob(kernel, db, { kind, payload: { to: 'Joan Prosser' }, runAt: now }),
    );
    const claim = { now, until: now + 60_000, worker: 'test', kinds: [kind], limit: 1 };
    const [claimed] = await claimJobs(kernel.db, claim);
    await markFailed(kernel.db, { id: claimed?.id ?? '', worker: 'test' }, now, withoutValues('the printer is away'));
  } finally {
    await closeKernel(kernel);
  }
}

describe('moothall completion', () => {
  it('completes commands and options of each command', async () => {
    const { lines } = await runFrom('/', ['completion', 'bash']);
    const complete = (typed: string): string[] => {
      const words = typed.split(' ');
      const ask = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _moothall; echo "\${COMPREPLY[*]}"`;
      const script = `complete() { :; }\n${lines.join('')}\n${ask}`;
      return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(' ');
    };
    expect(complete('moothall re')).to.include.members(['restart', 'restore', 'rehearse']);
    expect(complete('moothall backup key ')).to.include('new');
    expect(complete('moothall backup key new --o')).to.deep.equal(['--out']);
    expect(complete('moothall restore latest --rep')).to.deep.equal(['--replace']);
    expect(complete('moothall start --sup')).to.deep.equal(['']);
  });

  it('speaks fish and zsh', async () => {
    expect((await runFrom('/', ['completion', 'fish'])).lines.join('')).to.contain('complete -c moothall');
    expect((await runFrom('/', ['completion', 'zsh'])).lines.join('')).to.contain('bashcompinit');
    expect((await runFrom('/', ['completion', 'tcsh'])).code).to.equal(2);
  });
});

describe('moothall doctor on a machine for production', () => {
  it('has Node below 22 for a fault where people come by TLS or production is asked for, and for advice elsewhere', async () => {
    const instance = await makeInstance();
    const nodeState = async (node: string, use: 'production' | 'as-configured', origin?: string) => {
      const config = { ...instance.config, ...(origin === undefined ? {} : { origin }) };
      const findings = await diagnose(config, systemClock(), { node, userId: undefined, use });
      return findings.find(({ says }) => says.startsWith('Node '))?.state;
    };
    expect(await nodeState('20.20.0', 'as-configured')).to.equal('advice');
    expect(await nodeState('20.20.0', 'as-configured', 'https://desk.dunmere.example')).to.equal('fault');
    expect(await nodeState('20.20.0', 'production')).to.equal('fault');
    expect(await nodeState('22.12.0', 'production')).to.equal('good');
    instance.remove();
  });
});
