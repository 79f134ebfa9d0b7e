import { fork, type ChildProcess } from 'node:child_process';
import { SECOND_MS } from '../kernel/clock.js';
import { isCopied } from '../kernel/copy-setting.js';
import type { Kernel } from '../kernel/kernel.js';

/** The process of the continuous copy, which is started again when it dies. */
export interface WatchedCopier {
  /** Lets it copy the rest. What takes longer than some seconds is left to the next start. */
  stop(): Promise<void>;
}

const entry = new URL('./copier-process.js', import.meta.url);
const startAgainAfterMs = 5 * SECOND_MS;
const stopWithinMs = 5 * SECOND_MS;

/** Starts it, where the configuration has a continuous copy. */
export function watchCopier({ config, log }: Pick<Kernel, 'config' | 'log'>): WatchedCopier {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  const start = (): void => {
    child = fork(entry, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: ['--max-old-space-size=512'] });
    child.once('error', (error) => log.error({ err: error }, 'the process of the continuous copy can’t be started'));
    child.once('exit', (_code, signal) => {
      child = undefined;
      if (isStopping) return;
      log.error({ signal }, 'the process of the continuous copy ended by itself, and is started again');
      timer = setTimeout(start, startAgainAfterMs);
    });
    child.send(config, () => undefined);
    log.info({ pid: child.pid }, 'the continuous copy is kept up to date');
  };
  if (isCopied(config)) start();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      const ending = child;
      if (!ending) return;
      const gone = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
      if (ending.connected) ending.send('stop', () => undefined);
      const force = setTimeout(() => ending.kill('SIGKILL'), stopWithinMs);
      await gone;
      clearTimeout(force);
    },
  };
}
