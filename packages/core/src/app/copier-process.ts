import { setTimeout as pause } from 'node:timers/promises';
import { copyTaken } from '../backups/index.js';
import { SECOND_MS, systemClock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { isError } from '../kernel/errors.js';
import { openLog } from '../kernel/log.js';
import { pooledRandom } from '../kernel/random.js';
import { openCopier, type OpenCopier } from './open-copier.js';

/*
 * A process that a server starts for the continuous copy: reading the log, packing and encrypting would keep its pages
 * waiting. It is told the configuration, and ends once it is asked to, or once the server is gone.
 */

/** Another process of the installation may have the copy: this one takes it over when that ends. */
const tryAgainAfterMs = SECOND_MS;

async function run(config: Config, stop: AbortSignal): Promise<void> {
  const log = openLog(config.log.level);
  const about = { config, clock: systemClock(), log, random: pooledRandom };
  let lastFault = '';
  const tell = (error: unknown): void => {
    const { message } = error as Error;
    if (message !== lastFault) log.warn({ err: error }, 'the continuous copy is not up to date');
    lastFault = message;
  };
  const opened = await openOnceFree(() => openCopier(about), stop, tell);
  if (!opened) return;
  const everyMs = (config.backups.copy?.everySeconds ?? 5) * SECOND_MS;
  while (!stop.aborted) {
    await opened.copier.copy().then(() => (lastFault = ''), tell);
    await pause(everyMs, undefined, { signal: stop }).catch(() => undefined);
  }
  await opened.copier.end().catch(tell);
  await opened.close();
}

async function openOnceFree(
  open: () => Promise<OpenCopier>,
  stop: AbortSignal,
  tell: (error: unknown) => void,
): Promise<OpenCopier | undefined> {
  while (!stop.aborted) {
    try {
      return await open();
    } catch (error) {
      if (!isError(error, copyTaken.code)) tell(error);
      await pause(tryAgainAfterMs, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return undefined;
}

const stopping = new AbortController();
// Whoever stops a server by its terminal or its service asks every process; this one ends after the server.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => stopping.abort());
process.once('message', (config) => {
  process.once('message', () => stopping.abort());
  void run(config as Config, stopping.signal).finally(() => process.exit());
});
