import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect } from 'chai';
import { systemClock } from '#core/kernel/clock.js';
import { giveToken } from '#core/testing/api-token.js';
import { makeInstance, type Instance } from '../instance.js';
import { until } from '../poll.js';
import { rounds } from '../rounds.js';
import { serve, type Served } from '../served.js';
import { newWriteLog, tally, write } from '../writes.js';

const lockedForMs = rounds({ sampled: 8000, whole: 30_000 });

describe(`a database that another process locks for ${lockedForMs / 1000} seconds`, function () {
  this.timeout(lockedForMs + 60_000);
  let instance: Instance;
  let served: Served;
  before(async () => {
    instance = await makeInstance();
    served = await serve(instance);
  });
  after(async () => {
    await served.stop();
    instance.remove();
  });

  it('refuses writes within 6 seconds, saying when to come back; reads go on; all is well afterwards', async () => {
    const way = { address: served.address, token: instance.token };
    const log = newWriteLog();
    for (let count = 0; count < 5; count += 1) await write(way, log);
    const [known = ''] = log.acknowledged;

    // Its first use is to be noted in the database, which must not keep the reader waiting.
    const unusedToken = await instance.withDatabase((db) =>
      giveToken({ db, clock: systemClock(), random: randomBytes }, instance.personId),
    );
    const release = lock(instance);
    const stop = new AbortController();
    const reading = readUntil(stop.signal, { ...way, token: unusedToken }, known);
    const writing = keepWriting(stop.signal, way, log);
    await pause(lockedForMs); // the length of the fault itself
    stop.abort();
    const readTimesMs = await reading;
    await writing;
    release();

    expect(log.refusals.length).to.be.greaterThan(3);
    for (const { status, retryAfter, afterMs } of log.refusals) {
      expect(status).to.equal(503);
      expect(Number(retryAfter)).to.be.within(1, 60);
      expect(afterMs).to.be.lessThan(6000);
    }
    expect(readTimesMs.length).to.be.greaterThan(lockedForMs / 200);
    expect(Math.max(...readTimesMs)).to.be.lessThan(1000);

    await until('a write that is taken again', () => write(way, log), { withinMs: 6000 });
    const { lost, extra, half } = await tally(instance, log);
    expect({ lost, extra, half }).to.deep.equal({ lost: 0, extra: 0, half: 0 });
  });
});

/** Takes SQLite's one write lock, as a back-up tool or a forgotten shell would. */
function lock(instance: Instance): () => void {
  const other = new BetterSqlite(path.join(instance.config.data, 'moothall.sqlite'), { timeout: 5000 });
  other.exec('begin immediate');
  return () => {
    other.exec('rollback');
    other.close();
  };
}

/** Pages and records, one after another; answers how long each took. @throws when one is not answered well */
async function readUntil(stop: AbortSignal, way: { address: string; token: string }, id: string): Promise<number[]> {
  const times: number[] = [];
  const headers = { Authorization: `Bearer ${way.token}` };
  const paths = [`/api/v1/interactions/${id}`, '/sign-in', '/health/ready'];
  for (let count = 0; !stop.aborted; count += 1) {
    const began = performance.now();
    const answer = await fetch(way.address + paths[count % paths.length], { headers });
    await answer.arrayBuffer();
    expect(answer.status).to.equal(200);
    times.push(performance.now() - began);
    await pause(50);
  }
  return times;
}

/** A write every half second, none waiting for the one before: like different people. */
async function keepWriting(
  stop: AbortSignal,
  way: { address: string; token: string },
  log: ReturnType<typeof newWriteLog>,
): Promise<void> {
  const sent: Promise<boolean>[] = [];
  while (!stop.aborted) {
    sent.push(write(way, log));
    await pause(500);
  }
  await Promise.all(sent);
}
