import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { makeInstance, type Instance } from '../instance.js';
import { serve } from '../served.js';
import { newWriteLog, tally, writeUntil } from '../writes.js';

describe('a server that is asked to stop', function () {
  this.timeout(60_000);
  let instance: Instance;
  before(async () => {
    instance = await makeInstance();
  });
  after(() => instance.remove());

  it('answers what is under way, ends well, and loses nothing', async () => {
    const served = await serve(instance);
    const log = newWriteLog();
    const stop = new AbortController();
    const way = { address: served.address, token: instance.token };
    const writing = writeUntil(stop.signal, () => way, log, 4);
    while (log.acknowledged.size < 20) await new Promise(setImmediate);
    const ended = await served.stop();
    stop.abort();
    await writing;
    expect(ended.code).to.equal(0);
    expect(ended.afterMs).to.be.lessThan(10_000);
    const { lost, half } = await tally(instance, log);
    expect({ lost, half }).to.deep.equal({ lost: 0, half: 0 });
  });

  it('ends within 10 seconds even when a client never finishes its request', async () => {
    const served = await serve(instance);
    const { port } = new URL(served.address);
    const slow: Socket = connect(Number(port), '127.0.0.1');
    slow.on('error', () => undefined);
    await once(slow, 'connect');
    slow.write('POST /api/v1/interactions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{');
    await fetch(`${served.address}/health/live`);
    const ended = await served.stop();
    slow.destroy();
    expect(ended.code).to.equal(0);
    expect(ended.afterMs).to.be.lessThan(10_000);
  });
});
