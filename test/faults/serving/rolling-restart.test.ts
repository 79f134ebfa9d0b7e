import { expect } from 'chai';
import { openBalancer, type Balancer } from '../balancer.js';
import { makeInstance, type Instance } from '../instance.js';
import { until } from '../poll.js';
import { startCluster, type PostgresCluster } from '../postgres-cluster.js';
import { rounds, timeFor } from '../rounds.js';
import { serve, type Ended, type Served } from '../served.js';
import { newWriteLog, tally, writeUntil } from '../writes.js';

const times = rounds({ sampled: 1, whole: 10 });

describe(`two instances restarted in turn, ${times} times`, function () {
  this.timeout(timeFor(times, 8000));
  let cluster: PostgresCluster;
  let instance: Instance;
  let balancer: Balancer;
  const served: Served[] = [];
  before(async function () {
    const started = await startCluster();
    if (!started) return this.skip();
    cluster = started;
    instance = await makeInstance({ postgresUrl: cluster.url });
    balancer = await openBalancer();
    served.push(await serve(instance), await serve(instance));
    balancer.use(served.map(({ address }) => address));
  });
  after(async () => {
    await Promise.all(served.map((each) => each.stop()));
    await balancer?.close();
    instance?.remove();
    await cluster?.remove();
  });

  it('fails no request, loses nothing, and each ends within 10 seconds', async () => {
    const log = newWriteLog();
    const stop = new AbortController();
    const way = { address: balancer.address, token: instance.token };
    await until('a ready balancer', async () => (await fetch(`${way.address}/health/ready`)).ok, { withinMs: 5000 });
    const writing = writeUntil(stop.signal, () => way, log, 4);
    const ends: Ended[] = [];
    for (let round = 0; round < times; round += 1)
      for (const index of [0, 1]) {
        const before = log.acknowledged.size;
        await until('requests between restarts', async () => log.acknowledged.size > before + 20, { withinMs: 20_000 });
        const fresh = await serve(instance);
        const old = served[index];
        served[index] = fresh;
        balancer.use([...served.map(({ address }) => address), ...(old ? [old.address] : [])]);
        if (old) ends.push(await old.stop());
      }
    stop.abort();
    await writing;

    expect(log.refusals).to.deep.equal([]);
    expect(ends.map(({ code }) => code)).to.deep.equal(ends.map(() => 0));
    expect(Math.max(...ends.map(({ afterMs }) => afterMs))).to.be.lessThan(10_000);
    const { lost, extra, half } = await tally(instance, log);
    expect({ lost, extra, half }).to.deep.equal({ lost: 0, extra: 0, half: 0 });
  });
});
