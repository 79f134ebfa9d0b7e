import { expect } from 'chai';
import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { defineCommand } from '../kernel/command.js';
import { addJob, defineJob, type EventPayload, type JobSpec } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { addRepeating, countJobs, createWorker, jobsCapability } from './index.js';
import { claimJobs } from './repository.js';
import { backOffMs } from './worker.js';

onBothEngines('jobs', (world) => {
  const spec = (kind: string, run: (payload: unknown) => Promise<void>, extra: Partial<JobSpec> = {}): JobSpec => ({
    ...defineJob({ kind, payload: z.unknown(), run: (_kernel, payload) => run(payload) }),
    ...extra,
  });
  const add = (kind: string, uniqueKey?: string) => {
    const { kernel, clock } = world();
    const job = { kind, payload: { n: 1 }, runAt: clock.now(), ...(uniqueKey ? { uniqueKey } : {}) };
    return kernel.db.write(everyAuthority, (db) => addJob(kernel, db, job));
  };
  const states = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await countJobs(world().kernel.db)).map(({ state, count }) => [state, count]));

  it('runs a job once, also when two workers look at the same time', async () => {
    let runs = 0;
    const once = spec('test.once', async () => void (runs += 1));
    for (let index = 0; index < 20; index += 1) await add('test.once');
    const workers = [createWorker(world().kernel, [once]), createWorker(world().kernel, [once])];
    await Promise.all(workers.map((worker) => worker.runDue()));
    expect(runs).to.equal(20);
  });

  it('keeps no job of a transaction that was undone', async () => {
    const { kernel, clock } = world();
    const before = await states();
    const failed = kernel.db.write(everyAuthority, async (db) => {
      await addJob(kernel, db, { kind: 'test.once', payload: {}, runAt: clock.now() });
      throw new Error('undo');
    });
    await failed.catch(() => undefined);
    expect(await states()).to.deep.equal(before);
  });

  it('adds a job with the same key only once', async () => {
    let runs = 0;
    await add('test.keyed', 'one');
    await add('test.keyed', 'one');
    await createWorker(world().kernel, [spec('test.keyed', async () => void (runs += 1))]).runDue();
    expect(runs).to.equal(1);
  });

  it('claims a dead worker’s job again when its lease has ended, and not before', async () => {
    let runs = 0;
    const slow = spec('test.leased', async () => void (runs += 1), { leaseMs: 30_000 });
    await add('test.leased');
    const { kernel, clock } = world();
    const claim = { now: clock.now(), until: clock.now() + 30_000, worker: 'died', kinds: ['test.leased'], limit: 1 };
    expect(await claimJobs(kernel.db, claim)).to.have.length(1);
    const worker = createWorker(kernel, [slow]);
    clock.advance(29_000);
    await worker.runDue();
    expect(runs).to.equal(0);
    clock.advance(1_001);
    await worker.runDue();
    expect(runs).to.equal(1);
  });

  it('tries again after a growing pause, and gives up after the last attempt, visibly', async () => {
    let runs = 0;
    const failing = spec(
      'test.failing',
      async () => {
        runs += 1;
        throw new Error('the far end is away');
      },
      { maxAttempts: 3 },
    );
    await add('test.failing');
    const worker = createWorker(world().kernel, [failing]);
    for (let round = 0; round < 6; round += 1) {
      await worker.runDue();
      world().clock.advance(600_000);
    }
    expect(runs).to.equal(3);
    expect((await states())['failed']).to.equal(1);
    expect([1, 2, 3].map((attempt) => backOffMs(attempt, 0))).to.deep.equal([2000, 4000, 8000]);
    expect(backOffMs(60, 255)).to.be.lessThan(751_000);
  });

  it('has each repeating job once, whatever number of workers starts, and runs it in its rhythm', async () => {
    let runs = 0;
    const repeating = spec('test.repeating', async () => void (runs += 1), { everyMs: 1000 });
    await addRepeating(world().kernel, [repeating]);
    await addRepeating(world().kernel, [repeating]);
    const worker = createWorker(world().kernel, [repeating]);
    await worker.runDue();
    await worker.runDue();
    expect(runs).to.equal(1);
    world().clock.advance(1000);
    await worker.runDue();
    expect(runs).to.equal(2);
  });

  it('hands each event to each subscriber once, with its content', async () => {
    const seen: EventPayload[] = [];
    const subscriber = spec('test.subscriber', async (payload) => void seen.push(payload as EventPayload), {
      topics: ['thing.made'],
    });
    const { jobs } = jobsCapability(() => [subscriber]);
    const make = defineCommand({
      name: 'test.make',
      permission: 'test.make',
      input: z.strictObject({ name: z.string() }),
      run: async (context, { name }) => {
        await context.audit({ authorityId: dunmere, subject: { kind: 'thing', id: name } });
        await context.emit({ authorityId: dunmere, topic: 'thing.made', subjectId: name, payload: { name } });
        return {};
      },
    });
    const { kernel } = world();
    await world().run(systemActor('test'), make, { name: 'a' });
    await world().run(systemActor('test'), make, { name: 'b' });
    const all = [...jobs, subscriber];
    await addRepeating(kernel, all);
    const worker = createWorker(kernel, all);
    await worker.runDue();
    world().clock.advance(5000);
    await worker.runDue();
    expect(seen.map((event) => event.payload['name']).sort()).to.deep.equal(['a', 'b']);
  });
});
