import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { main } from '#cli/index.js';
import type { Instance } from './instance.js';

const bin = path.resolve(import.meta.dirname, '../../../packages/cli/bin/moothall.js');
const paced = path.join(import.meta.dirname, 'paced-server.js');

/** A server process as an operator starts it. */
export interface Served {
  readonly address: string;
  readonly pid: number;
  /** From the start of the process until it said that it was ready. */
  readonly readyAfterMs: number;
  /** Everything that it printed so far. */
  output(): string;
  /** `kill -9`. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM. Answers how it ended and how long that took. */
  stop(): Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly afterMs: number;
}

export interface ServeOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly only?: 'web' | 'worker';
  /** Its clock goes so many times as fast as the machine's. Default: the command line serves, by the machine's clock. */
  readonly pace?: number;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

function spawnNode(words: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts `moothall start` on a free port and waits until it is ready. @throws when it ends first, with its output */
export async function serve(instance: Pick<Instance, 'directory'>, options: ServeOptions = {}): Promise<Served> {
  const { only, pace } = options;
  const start = [bin, 'start', '--dir', instance.directory, ...(only === undefined ? [] : ['--only', only])];
  const began = performance.now();
  const child = spawnNode(pace === undefined ? start : [paced, instance.directory, String(pace)], options.environment);
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const ready = / is ready at (http\S+)/.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready:\n${output}`)));
  });
  return {
    address,
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - began,
    output: () => output,
    kill: async () => void (await end(child, 'SIGKILL')),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<Ended> {
  const began = performance.now();
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  return { code: child.exitCode, afterMs: performance.now() - began };
}

/** Runs a command of the command line, in this process. */
export async function runMoothall(words: readonly string[]): Promise<{ code: number; output: string }> {
  let output = '';
  const write = (text: string): void => {
    output += text;
  };
  const line = (text = ''): void => write(`${text}\n`);
  const untilStopped = (): Promise<string> => Promise.reject(new Error('this command does not serve'));
  const readInput = (): Promise<string> => Promise.resolve('');
  const place = { environment: {}, directory: process.cwd(), interactive: false, readInput, ask: readInput };
  const code = await main(words, { write, line, error: line, untilStopped, ...place });
  return { code, output };
}
