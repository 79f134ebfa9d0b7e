import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { identityOf } from './process-identity.js';

/** What a process does: pages, jobs, or both. */
export type Part = 'both' | 'web' | 'worker';

export interface RunningProcess {
  readonly pid: number;
  readonly part: Part;
  /** Milliseconds since 1970 UTC. */
  readonly since: number;
}

/** What a server says of itself in `run/`, in a file of its own, from when it is ready until it ends. */
export interface RunRecord {
  /** To be asked to stop: the server, or what watches over its processes. */
  readonly pid: number;
  /** Of that process; a file that was left behind by a crash doesn't fit whoever has the number now. */
  readonly identity: string;
  readonly host: string;
  readonly version: string;
  readonly since: number;
  /** Where it answers; empty where it runs jobs alone. */
  readonly address: string;
  readonly processes: readonly RunningProcess[];
  /** Whether it can put fresh processes in the place of its own. */
  readonly isWatched: boolean;
  /** The last time that it was asked to. */
  readonly renewal?: Renewal;
}

export interface Renewal {
  /** Counts from 1. */
  readonly number: number;
  readonly ok: boolean;
  /** What went wrong, where it did. */
  readonly says?: string;
}

const folderOf = (root: string): string => path.join(root, 'run');
const fileOf = (root: string, pid: number): string => path.join(folderOf(root), `${pid}.json`);

/** A file is there wholly or not at all. */
export function writeRunRecord(root: string, record: RunRecord): void {
  mkdirSync(folderOf(root), { recursive: true, mode: 0o750 });
  const file = fileOf(root, record.pid);
  writeFileSync(`${file}.part`, `${JSON.stringify(record)}\n`, { mode: 0o640 });
  renameSync(`${file}.part`, file);
}

export function removeRunRecord(root: string, pid: number): void {
  rmSync(fileOf(root, pid), { force: true });
}

/** Servers of the installation that run on this machine, the oldest first. Files of dead ones are removed. */
export function listRunning(root: string): RunRecord[] {
  const records = namesIn(folderOf(root)).flatMap((name) => {
    const record = readRecord(path.join(folderOf(root), name));
    if (!record || record.host !== os.hostname()) return [];
    if (isRunning(record)) return [record];
    removeRunRecord(root, record.pid);
    return [];
  });
  return records.sort((a, b) => a.since - b.since);
}

export const isRunning = ({ pid, identity }: Pick<RunRecord, 'pid' | 'identity'>): boolean =>
  identityOf(pid) === identity;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** `undefined` where it was removed meanwhile. */
function readRecord(file: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${file} can’t be read. Remove it, if no server runs.`, { cause: error });
  }
}
