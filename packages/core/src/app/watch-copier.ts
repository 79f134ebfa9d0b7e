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
    const started = fork(entry, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--max-old-space-size=512'],
    });
    child = started;
    const startAgain = (about: object, says: string): void => {
      if (child !== started) return;
      child = undefined;
      if (isStopping) return;
      log.error(about, `the process of the continuous copy ${says}, and is started again`);
      timer = setTimeout(start, startAgainAfterMs);
    };
    // What could not be started gives an error and no exit.
    started.once('error', (error) => startAgain({ err: error }, 'could not be started'));
    started.once('exit', (_code, signal) => startAgain({ signal }, 'ended by itself'));
    if (!started.connected) return;
    started.send(config, () => undefined);
    log.info({ pid: started.pid }, 'the continuous copy is kept up to date');
  };
  if (isCopied(config)) start();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      const ending = child;
      if (!ending) return;
      const gone = new Promise<void>((resolve) => {
        for (const event of ['exit', 'error']) ending.once(event, () => resolve());
      });
      if (ending.connected) ending.send('stop', () => undefined);
      const force = setTimeout(() => ending.kill('SIGKILL'), stopWithinMs);
      await gone;
      clearTimeout(force);
    },
  };
}
