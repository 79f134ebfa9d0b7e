import cluster, { type Worker } from 'node:cluster';
import { createInterface } from 'node:readline';
import { currentCommand, currentNode } from '../releases/release-folder.js';
import { commandFile, nodeEnvironment, nodeOptions } from './command-line.js';
import type { Part } from './run-record.js';

/** A server process of which this process is the parent, and whose port it holds. */
export interface WatchedProcess {
  readonly pid: number;
  readonly part: Part;
  readonly since: number;
  readonly address: string;
  readonly version: string;
  /** Resolves when it is gone, however it ended. */
  readonly ended: Promise<void>;
  /** Lets it finish what is under way. */
  stop(): Promise<void>;
}

export interface ReadyMessage {
  readonly moothall: 'ready';
  readonly address: string;
  readonly version: string;
}

export const isReady = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && (message as Partial<ReadyMessage>).moothall === 'ready';

/** A process that ended before it was ready: with what code, and what it said. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
  readonly exitCode: number;
  constructor(exitCode: number, said: string) {
    super(said.trim() === '' ? `A process ended with ${exitCode} before it was ready.` : said.trim());
    this.exitCode = exitCode;
  }
}

const stopWithinMs = 15_000;

/**
 * Starts a process for a part of the server and waits until it is ready. Each line that it logs is handed on.
 * @throws NotStarted
 */
export async function startWatched(
  part: Part,
  about: {
    readonly root: string;
    readonly port?: string | undefined;
    readonly onLine: (line: string) => void;
    /** Of the release that reads a copy of the database while the tables are changed. */
    readonly standsIn?: string;
  },
): Promise<WatchedProcess> {
  const only = part === 'both' ? [] : ['--only', part];
  const port = about.port === undefined ? [] : ['--port', about.port];
  const mode = about.standsIn === undefined ? [] : ['--standing-in'];
  process.execPath = currentNode(about.root); // what cluster starts; after an upgrade, the new release’s
  cluster.setupPrimary({
    exec: about.standsIn ?? currentCommand(about.root) ?? commandFile,
    args: ['start', '--dir', about.root, ...only, ...port, ...mode],
    execArgv: [...nodeOptions],
    silent: true,
  });
  const worker = cluster.fork(nodeEnvironment);
  const ended = new Promise<void>((resolve) => worker.process.once('exit', () => resolve()));
  const tail: string[] = [];
  const { stdout, stderr } = worker.process;
  stdout?.resume();
  if (stderr)
    createInterface({ input: stderr }).on('line', (line) => {
      tail.push(line);
      tail.splice(0, tail.length - 20);
      about.onLine(line);
    });
  const { address, version } = await new Promise<ReadyMessage>((resolve, reject) => {
    worker.on('message', (message: unknown) => {
      if (isReady(message)) resolve(message);
    });
    // 'close' comes after the last line was read, 'exit' may not.
    worker.process.once('close', (code) => reject(new NotStarted(code ?? 1, wordsOf(tail))));
    worker.process.once('error', reject);
  });
  const since = Date.now();
  return { pid: worker.process.pid ?? 0, part, since, address, version, ended, stop: () => stopWorker(worker, ended) };
}

async function stopWorker(worker: Worker, ended: Promise<void>): Promise<void> {
  if (worker.isDead()) return;
  worker.process.kill('SIGTERM');
  const force = setTimeout(() => worker.process.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(force);
}

/** What was said to people, without the lines of the log. */
const wordsOf = (lines: readonly string[]): string => lines.filter((line) => !line.startsWith('{')).join('\n');
