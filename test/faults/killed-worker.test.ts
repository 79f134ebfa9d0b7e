import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { expect } from 'chai';
import { systemClock } from '#core/kernel/clock.js';
import type { Database } from '#core/kernel/db/database.js';
import { statement } from '#core/kernel/db/statement.js';
import { newId } from '#core/kernel/ids.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { makeInstance, type Instance } from './instance.js';
import { until } from './poll.js';

const leaseMs = 2000;
const jobProcess = path.join(import.meta.dirname, 'job-process.js');

const effects = statement<Record<string, never>, { id: string }>(
  `select id from @audit_entries where subject_kind = 'effect'`,
);
const jobs = statement<Record<string, never>, { state: string; attempts: number }>(
  `select state, attempts from jobs where kind = 'test.slow-work'`,
);

describe('a worker killed in the middle of a job', function () {
  this.timeout(60_000);
  let instance: Instance;
  const started: ChildProcess[] = [];
  before(async () => {
    instance = await makeInstance();
    await instance.withDatabase((db) => addSlowWork(db, instance.authorityId));
  });
  after(() => {
    for (const child of started) child.kill('SIGKILL');
    instance.remove();
  });

  const startWorker = (manner: 'hang' | 'finish'): Printing => {
    const words = [jobProcess, instance.directory, String(leaseMs), manner];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    const printing: Printing = { child, printed: '' };
    child.stdout.on('data', (chunk: Buffer) => (printing.printed += chunk.toString()));
    started.push(child);
    return printing;
  };

  it('leaves the job to another within its lease and 5 seconds; the effect happens once', async () => {
    const first = startWorker('hang');
    await says(first, 'claimed');
    const killedAt = performance.now();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = startWorker('finish');
    await says(second, 'claimed');
    expect(performance.now() - killedAt).to.be.lessThan(leaseMs + 5000);
    await says(second, 'done');

    await instance.withDatabase(async (db) => {
      const reads = db.read(everyAuthority);
      const isDone = async (): Promise<boolean> => (await reads.first(jobs, {}))?.state === 'done';
      await until('the job marked as done', isDone, { withinMs: 5000 });
      expect(await reads.all(jobs, {})).to.deep.equal([{ state: 'done', attempts: 2 }]);
      expect(await reads.all(effects, {})).to.have.length(1);
    });
  });
});

async function addSlowWork(db: Database, authorityId: number): Promise<void> {
  const clock = systemClock();
  const now = clock.now();
  await db.write(everyAuthority, (writes) =>
    writes.insert('jobs', {
      id: newId(clock, (size) => randomBytes(size)),
      kind: 'test.slow-work',
      payload: JSON.stringify({ authorityId }),
      run_at: now,
      attempts: 0,
      state: 'waiting',
      unique_key: null,
      created_at: now,
    }),
  );
}

/** A process and what it has printed. */
interface Printing {
  readonly child: ChildProcess;
  printed: string;
}

async function says(process: Printing, word: string): Promise<void> {
  const look = async (): Promise<boolean> => process.printed.includes(word);
  await until(`the worker says ${word}`, look, { withinMs: leaseMs + 10_000 });
}
