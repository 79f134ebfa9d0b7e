import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as passes } from 'node:timers/promises';

/** A server that this run started, and ends. */
export interface OwnProcess {
  readonly pid: number;
  /** What the line that matched `ready` held in its first group. */
  readonly said: string;
  /** Asks it to stop, and ends it after ten seconds if it hasn't. */
  stop(): Promise<void>;
}

export interface StartWords {
  readonly command: string;
  readonly words: readonly string[];
  /** The line that it prints when it answers. */
  readonly ready: RegExp;
  readonly withinMs: number;
  readonly stopSignal?: NodeJS.Signals;
  readonly user?: { readonly uid: number; readonly gid: number };
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** @throws Error with what it printed when it ends, or isn't ready in time */
export async function startOwn({ command, words, ready, withinMs, stopSignal, user }: StartWords): Promise<OwnProcess> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...user });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void ended.then(() => running.delete(child));
  const said = await firstMatch(child, ready, withinMs);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} has no process id`);
  return { pid, said, stop: () => stop(child, ended, stopSignal ?? 'SIGTERM') };
}

async function stop(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(impatient);
}

function firstMatch(child: ChildProcess, ready: RegExp, withinMs: number): Promise<string> {
  const printed: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      child.kill('SIGKILL');
      reject(new Error([reason, ...printed.slice(-15)].join('\n')));
    };
    const timer = setTimeout(() => fail('the server did not become ready in time'), withinMs);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (printed.length < 1000) printed.push(line);
        const match = ready.exec(line);
        if (!match) return;
        clearTimeout(timer);
        resolve(match[1] ?? '');
      });
    }
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`the server ended with code ${code}`));
  });
}

export interface Memory {
  /** Resident, MiB: what the process holds by itself and the pages of files that it has mapped. */
  readonly residentMb: number;
  /** Of that, what it holds by itself. */
  readonly ownMb: number;
}

/** What the system says of a process's memory (Linux: proc(5), /proc/pid/status). */
export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { residentMb: Math.round(kilobytes('VmRSS') / 1024), ownMb: Math.round(kilobytes('RssAnon') / 1024) };
}

/** Clock ticks a second in which the system counts (sysconf(_SC_CLK_TCK); 100 on every Linux that Node runs on). */
const ticksPerSecond = 100;

/** Processor time that the process has used so far, in milliseconds (proc(5), /proc/pid/stat, fields 14 and 15). */
export function processorMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

const quietMs = 500;
const quietShare = 0.08;
const mostLooks = 120;

/** Waits until the process has little to do of its own: a new server still builds its indexes, which is no page's cost. */
export async function hasSettled(pid: number): Promise<void> {
  let before = processorMsOf(pid);
  for (let quiet = 0, looks = 0; quiet < 2 && looks < mostLooks; looks += 1) {
    await passes(quietMs);
    const now = processorMsOf(pid);
    quiet = now - before < quietMs * quietShare ? quiet + 1 : 0;
    before = now;
  }
}
