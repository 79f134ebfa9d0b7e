import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { expect } from 'chai';
import path from 'node:path';
import { makeInstance, type Instance } from '../instance.js';
import { rounds, timeFor } from '../rounds.js';
import { serve } from '../served.js';
import { newWriteLog, sendAgain, tally, writeUntil } from '../writes.js';

const kills = rounds({ sampled: 2, whole: 100 });
const clients = 8;

describe(`a server killed ${kills} times while it writes`, function () {
  this.timeout(timeFor(kills, 1500));
  let instance: Instance;
  before(async () => {
    instance = await makeInstance();
  });
  after(() => instance.remove());

  it('keeps what it acknowledged, does nothing twice, and is ready again in 3 seconds', async () => {
    const log = newWriteLog();
    const readyAfterMs: number[] = [];
    let cutOff = 0;
    for (let round = 0; round < kills; round += 1) {
      const served = await serve(instance);
      readyAfterMs.push(served.readyAfterMs);
      const way = { address: served.address, token: instance.token };
      await sendAgain(way, log);
      const stop = new AbortController();
      const writing = writeUntil(stop.signal, () => way, log, clients);
      await pause(30 + ((round * 37) % 150)); // a moment of the writing, another one each time
      await served.kill();
      stop.abort();
      await writing;
      cutOff += log.unanswered.size;
    }
    const last = await serve(instance);
    await sendAgain({ address: last.address, token: instance.token }, log);
    await last.stop();

    expect(cutOff, 'requests that a kill cut off').to.be.greaterThan(0);
    expect(log.refusals).to.deep.equal([]);
    const { lost, extra, half, kept } = await tally(instance, log);
    expect({ lost, extra, half }).to.deep.equal({ lost: 0, extra: 0, half: 0 });
    expect(kept).to.be.greaterThan(kills * 3);
    expect(typicalOf(readyAfterMs), 'milliseconds until it is ready').to.be.lessThan(3000);
    expect(integrityOf(instance)).to.equal('ok');
  });
});

/** The lower median: how long one start takes depends on what else the machine does at that moment. */
function typicalOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? Infinity;
}

function integrityOf(instance: Instance): unknown {
  const database = new BetterSqlite(path.join(instance.config.data, 'moothall.sqlite'));
  try {
    return database.pragma('integrity_check', { simple: true });
  } finally {
    database.close();
  }
}
