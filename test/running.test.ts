import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { lastLines, LogFollower } from '#cli/running/read-log.js';
import { identityOf } from '#cli/running/process-identity.js';
import { openRotatedLog } from '#cli/running/rotated-log.js';
import { throwAwayFolder } from '#testing/throw-away-folder';
import { makeInstance, type Instance } from './faults/instance.js';
import { until } from './faults/poll.js';
import { serve } from './faults/served.js';
import { runFrom } from './new-installation.js';

interface Status {
  readonly running: boolean;
  readonly version: string | null;
  readonly since: string | null;
  readonly address: string | null;
  readonly health: { readonly status: string };
  readonly web: number;
  readonly workers: number;
  readonly processes: { readonly pid: number; readonly part: string }[];
  readonly schema: string;
  readonly lastBackup: { readonly madeAt: string } | null;
}

describe('moothall start, status, restart, logs, stop', function () {
  this.timeout(120_000);
  let instance: Instance;
  before(async () => void (instance = await makeInstance()));
  after(async () => {
    await run('stop');
    instance.remove();
  });

  const run = (...words: string[]) => runFrom(os.tmpdir(), [...words, '--dir', instance.directory]);
  async function status(): Promise<{ code: number } & Status> {
    const { code, lines, errors } = await run('status', '--json');
    expect(errors).to.equal('');
    return { code, ...(JSON.parse(lines[0] ?? '') as Status) };
  }
  /** With a setting that is none. */
  async function withFault<T>(work: () => Promise<T>): Promise<T> {
    const file = path.join(instance.directory, 'moothall.yaml');
    const settings = readFileSync(file, 'utf8');
    writeFileSync(file, `${settings}colour: blue\n`);
    try {
      return await work();
    } finally {
      writeFileSync(file, settings);
    }
  }
  const records = (): string[] => readdirSync(path.join(instance.directory, 'run'));

  it('serve in the background, and say what runs and how old the newest backup is', async () => {
    const begun = await run('start', '--background', '--web', '1', '--workers', '1', '--json');
    expect(begun.code, begun.errors).to.equal(0);
    const { address } = JSON.parse(begun.lines[0] ?? '') as { address: string };
    const found = await status();
    expect(found).to.deep.include({ code: 0, running: true, address, web: 1, workers: 1, schema: 'current' });
    expect(found.health.status).to.equal('ready');
    expect(found.lastBackup).to.equal(null);
    expect(Date.parse(found.since ?? '')).to.be.greaterThan(Date.now() - 60_000);
    expect(found.processes.map(({ part }) => part)).to.deep.equal(['web', 'worker']);
    const words = await run('status');
    expect(words.lines.join('\n')).to.contain('1 for pages, 1 for jobs').and.to.contain('none: moothall backup');
    await run('backup', '--no-encrypt');
    expect((await status()).lastBackup?.madeAt).to.match(/^\d{4}-/);
    const twice = await run('start', '--background', '--json');
    expect(JSON.parse(twice.lines[0] ?? '')).to.include({ address, started: false });
  });

  it('put fresh processes in place without a failed request', async () => {
    const before = await status();
    const stop = new AbortController();
    const asking = askUntil(stop.signal, `${before.address ?? ''}/health/live`);
    const renewed = await run('restart');
    stop.abort();
    const asked = await asking;
    expect(renewed.code, renewed.errors).to.equal(0);
    expect(asked.failures).to.deep.equal([]);
    expect(asked.answered).to.be.greaterThan(5);
    const after = await status();
    expect(after.address).to.equal(before.address);
    const old = before.processes.map(({ pid }) => pid);
    expect(after.processes.filter(({ pid }) => old.includes(pid))).to.deep.equal([]);
  });

  it('leave what runs as it is where a restart can’t be done, and say why', async () => {
    const before = await status();
    const refused = await withFault(() => run('restart'));
    expect([refused.code, refused.errors.includes('colour is not a setting')], refused.errors).to.deep.equal([1, true]);
    expect((await status()).processes).to.deep.equal(before.processes);
  });

  it('start again whoever dies, and say so in the log', async () => {
    const pidOf = ({ processes }: Status): number => processes.find(({ part }) => part === 'web')?.pid ?? 0;
    const before = pidOf(await status());
    process.kill(before, 'SIGKILL');
    const isBack = async (): Promise<boolean> => {
      const now = await status();
      return now.health.status === 'ready' && now.processes.length === 2 && pidOf(now) !== before;
    };
    await until('another process', isBack, { withinMs: 30_000 });
    expect((await run('logs', '--lines', '50')).lines.join('\n')).to.contain('a process ended by itself');
    const errors = await run('logs', '--level', 'error', '--json');
    expect(errors.lines.map((line) => (JSON.parse(line) as { level: string }).level))
      .to.include('error')
      .and.not.include('info');
  });

  it('stop, once', async () => {
    expect((await run('stop')).lines.join()).to.contain('has stopped');
    expect(await status()).to.deep.include({ code: 3, running: false, version: null });
    expect((await run('stop', '--json')).lines.join()).to.contain('"stopped":[]');
    expect(records()).to.deep.equal([]);
  });

  it('say why a server doesn’t start', async () => {
    const failed = await withFault(() => run('start', '--background'));
    expect([failed.code, failed.errors.includes('colour is not a setting')], failed.errors).to.deep.equal([3, true]);
    expect(records()).to.deep.equal([]);
  });

  it('see a server in a terminal too, and don’t restart it from elsewhere', async () => {
    const served = await serve(instance);
    expect(await status()).to.deep.include({ code: 0, address: served.address, web: 1, workers: 1 });
    const refused = await run('restart');
    expect([refused.code, refused.errors.includes('in a terminal of its own')]).to.deep.equal([3, true]);
    expect((await run('stop')).code).to.equal(0);
    expect((await served.stop()).code).to.equal(0);
    expect(records()).to.deep.equal([]);
  });

  it('take no other process for a server that died', async () => {
    const about = { host: os.hostname(), version: '0.0.0', since: 0, address: '', processes: [], isWatched: false };
    const file = path.join(instance.directory, 'run', `${process.pid}.json`);
    writeFileSync(file, JSON.stringify({ ...about, pid: process.pid, identity: 'an earlier process' }));
    expect(await status()).to.deep.include({ code: 3, running: false });
    expect(records()).to.deep.equal([]);
    expect(identityOf(process.pid)).to.equal(identityOf(process.pid)).and.to.be.a('string');
    expect(identityOf(2 ** 22 + 1)).to.equal(undefined);
  });

  it('refuse numbers of processes that can’t be, and parts together with numbers', async () => {
    for (const words of [
      ['--web', '0'],
      ['--workers', 'many'],
      ['--only', 'desk'],
      ['--only', 'web', '--workers', '2'],
    ])
      expect((await run('start', ...words)).code, words.join(' ')).to.equal(2);
  });
});

describe('the log of a server in the background', () => {
  const folder = throwAwayFolder('moothall-log-');
  const file = path.join(folder, 'moothall.log');
  after(() => rmSync(folder, { recursive: true }));

  it('is set aside when it is full, and the oldest goes; whoever follows misses no line', () => {
    const log = openRotatedLog(file, { maxBytes: 40, keep: 2 });
    const follower = new LogFollower(file);
    const followed: string[] = [];
    for (let number = 1; number <= 20; number += 1) {
      log.line(`line ${String(number).padStart(2, '0')} of it`);
      followed.push(...follower.read());
    }
    follower.close();
    log.close();
    expect(followed).to.have.length(20);
    expect(readdirSync(folder).sort()).to.deep.equal(['moothall.log', 'moothall.log.1', 'moothall.log.2']);
    expect(lastLines(file, 5)).to.deep.equal(followed.slice(-5));
  });
});

interface Asked {
  readonly answered: number;
  readonly failures: string[];
}

/** Asks again and again, each time by a new connection, as the printed proxies do. */
async function askUntil(signal: AbortSignal, address: string): Promise<Asked> {
  const failures: string[] = [];
  let answered = 0;
  while (!signal.aborted) {
    const outcome = await askOnce(address);
    if (outcome === '200') answered += 1;
    else failures.push(outcome);
  }
  return { answered, failures };
}

function askOnce(address: string): Promise<string> {
  return new Promise((resolve) => {
    const request = http.get(address, { agent: false }, (response) => {
      response.resume();
      response.once('end', () => resolve(String(response.statusCode)));
      response.once('error', (error) => resolve(error.message));
    });
    request.once('error', (error) => resolve(error.message));
  });
}
