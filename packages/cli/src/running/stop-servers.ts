import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, listRunning, removeRunRecord, type RunRecord } from './run-record.js';

const lookEveryMs = 50;
/** A server finishes what is under way within ten seconds; one that watches others gives each fifteen. */
const stopWithinMs = 20_000;

/**
 * Asks the servers of an installation on this machine to stop, and waits until they are gone. Answers those that were
 * stopped. @throws Error naming one that doesn't end
 */
export async function stopServers(root: string): Promise<RunRecord[]> {
  const running = listRunning(root);
  for (const { pid } of running) signal(pid, 'SIGTERM');
  await Promise.all(running.map((record) => untilGone(root, record)));
  return running;
}

async function untilGone(root: string, record: RunRecord): Promise<void> {
  const last = performance.now() + stopWithinMs;
  while (isRunning(record)) {
    if (performance.now() > last)
      throw new Error(`The process ${record.pid} doesn’t end. Look at it, and end it with kill -9 ${record.pid}.`);
    await pause(lookEveryMs);
  }
  removeRunRecord(root, record.pid);
}

/** What a server that watches over its processes can be asked for. */
const requests = { renew: 'SIGUSR2', 'stand-by': 'SIGHUP' } as const;

/** Asks a server for something and waits until it is done. @throws Error saying why it is not */
export async function askServer(
  root: string,
  { pid, renewal }: RunRecord,
  request: keyof typeof requests,
): Promise<RunRecord> {
  const before = renewal?.number ?? 0;
  signal(pid, requests[request]);
  for (;;) {
    const now = listRunning(root).find((each) => each.pid === pid);
    if (!now) throw new Error('The server ended meanwhile. Look at "moothall logs".');
    if (now.renewal && now.renewal.number > before) {
      if (now.renewal.ok) return now;
      throw new Error(now.renewal.says ?? 'It is not known why.');
    }
    await pause(lookEveryMs);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended by itself
  }
}
