import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { openDatabase } from '#core/app/compose.js';
import { readConfig } from '#core/kernel/config.js';
import { copiedInstance, type CopiedInstance } from '../copied-instance.js';
import { until } from './poll.js';
import { rounds, timeFor } from './rounds.js';
import { serve, type Served } from './served.js';
import { newWriteLog, tally, writeUntil, type WriteLog } from './writes.js';

const kills = rounds({ sampled: 1, whole: 12 });

/** A copier that was killed is started again after five seconds; else the copy is some two seconds behind. */
const windowMs = 15_000;

describe('a continuous copy beside a server that is written to and dies', function () {
  this.timeout(timeFor(kills, 20_000));
  let copied: CopiedInstance;
  before(async () => {
    copied = await copiedInstance();
    await copied.run('backup', 'key', 'new', '--out', copied.key);
  });
  after(() => copied.remove());

  const stateFile = (): string => path.join(copied.instance.config.data, '.copying', 'state.json');
  const copiedUntil = (): number | null =>
    existsSync(stateFile())
      ? (JSON.parse(readFileSync(stateFile(), 'utf8')) as { copiedUntil: number | null }).copiedUntil
      : null;
  let lastState = '';
  /** Whether the copier has come further since it was last asked: a busy machine takes its time. */
  const hasMoved = (): boolean => {
    const before = lastState;
    const { chain, copiedUntil: until } = JSON.parse(readFileSync(stateFile(), 'utf8')) as {
      chain: { generation: string; number: number } | null;
      copiedUntil: number | null;
    };
    lastState = `${chain?.generation} ${chain?.number} ${until}`;
    return lastState !== before;
  };
  /** Of the processes that a server started for the copy. */
  const copiersOf = ({ pid }: Served): number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => parentOf(name) === pid)
      .map(Number);

  /** Everything acknowledged until the copy's last whole moment is in what it gives back; nothing is halved. */
  async function checkCopy(log: WriteLog): Promise<void> {
    const directory = copied.elsewhere();
    const { code, errors } = await copied.run('restore', '--at', 'latest', '--key', copied.key, '--dir', directory);
    expect(code, errors).to.equal(0);
    const withDatabase: CopiedInstance['instance']['withDatabase'] = async (work) => {
      const db = await openDatabase(readConfig(directory, {}));
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    };
    const { lost, half } = await tally({ ...copied.instance, withDatabase }, log);
    expect({ lost, half }).to.deep.equal({ lost: 0, half: 0 });
  }

  it(`loses nothing that was acknowledged before its last moment, ${kills} times, whoever is killed`, async () => {
    const all = newWriteLog();
    for (let round = 0; round < kills; round += 1) {
      const served = await serve(copied.instance);
      const way = { address: served.address, token: copied.instance.token };
      const stop = new AbortController();
      const writing = writeUntil(stop.signal, () => way, all, 4);
      const enough = all.acknowledged.size + 20;
      await until('writes are acknowledged', async () => all.acknowledged.size > enough, { withinMs: 20_000 });
      if (round % 3 === 1) for (const pid of copiersOf(served)) process.kill(pid, 'SIGKILL');
      const acknowledged = new Set(all.acknowledged);
      const began = Date.now();
      await until('they are copied', async () => (copiedUntil() ?? 0) > began, {
        withinMs: windowMs,
        goesOn: hasMoved,
      });
      stop.abort();
      await writing;
      if (round % 2 === 0) await served.kill();
      else await served.stop();
      await checkCopy({ ...all, acknowledged });
    }
  });
});

function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
  } catch {
    return 0;
  }
}
