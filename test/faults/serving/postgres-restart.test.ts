import { expect } from 'chai';
import { makeInstance, type Instance } from '../instance.js';
import { until } from '../poll.js';
import { startCluster, type PostgresCluster } from '../postgres-cluster.js';
import { rounds, timeFor } from '../rounds.js';
import { serve, type Served } from '../served.js';
import { newWriteLog, sendAgain, tally, write, type WriteLog } from '../writes.js';

const restarts = rounds({ sampled: 1, whole: 10 });

/** How long the product lets a reader wait for a server that is away. */
const readersWaitMs = 5000;

describe(`PostgreSQL restarted ${restarts} times under load`, function () {
  this.timeout(timeFor(restarts, 5000));
  let cluster: PostgresCluster;
  let instance: Instance;
  let served: Served;
  before(async function () {
    const started = await startCluster();
    if (!started) return this.skip();
    cluster = started;
    instance = await makeInstance({ postgresUrl: cluster.url });
    served = await serve(instance);
  });
  after(async () => {
    await served?.stop();
    instance?.remove();
    await cluster?.remove();
  });

  it('loses nothing, answers every read, and writes again within 2 seconds', async () => {
    const log = newWriteLog();
    const way = { address: served.address, token: instance.token };
    for (let count = 0; count < 10; count += 1) await write(way, log);
    const [known = ''] = log.acknowledged;
    const stop = new AbortController();
    const writing = Promise.all([1, 2, 3, 4].map(() => keepWriting(stop.signal, way, log)));
    const statuses: number[] = [];
    const reading = Promise.all([1, 2].map(() => keepReading(stop.signal, way, known, statuses)));
    const recoveriesMs: number[] = [];
    const awayMs: number[] = [];
    for (let round = 0; round < restarts; round += 1) {
      const before = { writes: log.acknowledged.size, reads: statuses.length };
      await until(
        'some writes and reads',
        async () => log.acknowledged.size > before.writes + 20 && statuses.length > before.reads + 20,
        { withinMs: 10_000 },
      );
      awayMs.push(await cluster.restart());
      const { afterMs } = await until('a write after the restart', () => write(way, log), { withinMs: 10_000 });
      recoveriesMs.push(afterMs);
    }
    stop.abort();
    await writing;
    await reading;
    await sendAgain(way, log);

    expect(Math.max(...recoveriesMs)).to.be.lessThan(2000);
    // On a machine so busy that PostgreSQL takes longer to start than a reader waits, 503 is the right answer.
    const accepted = Math.max(...awayMs) < readersWaitMs ? [200] : [200, 503];
    expect(statuses.filter((status) => !accepted.includes(status))).to.deep.equal([]);
    for (const { status, retryAfter } of log.refusals) {
      expect(status).to.equal(503);
      expect(Number(retryAfter)).to.be.within(1, 60);
    }
    const { lost, half } = await tally(instance, log);
    expect({ lost, half }).to.deep.equal({ lost: 0, half: 0 });
  });
});

type Way = { readonly address: string; readonly token: string };

async function keepWriting(stop: AbortSignal, way: Way, log: WriteLog): Promise<void> {
  while (!stop.aborted) await write(way, log);
}

async function keepReading(stop: AbortSignal, { address, token }: Way, id: string, statuses: number[]): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` };
  while (!stop.aborted) {
    const answer = await fetch(`${address}/api/v1/interactions/${id}`, { headers });
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
}
