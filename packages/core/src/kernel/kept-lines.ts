import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { storageFull } from './errors.js';

/** A file to which lines of JSON are added, each on disk before it is answered. Its owner alone can read it. */
export interface KeptLines {
  /** @throws storage_full */
  keep(lines: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

const kept = '.jsonl';
const entered = '.entered';

/** Begins a file of its own in that folder, under a name that no other process has. */
export async function openKeptLines(folder: string, name: string): Promise<KeptLines> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(path.join(folder, `${name}${kept}`), 'ax', 0o600);
  const directory = await open(folder, 'r');
  await directory.sync(); // the name of the file is on disk too
  await directory.close();
  let last: Promise<void> = Promise.resolve();
  const write = async (lines: readonly unknown[]): Promise<void> => {
    try {
      await handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      await handle.datasync();
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? storageFull({ cause: error }) : error;
    }
  };
  return {
    keep: (lines) => {
      const done = last.then(() => write(lines));
      last = done.catch(() => handle.appendFile('\n').catch(() => undefined)); // what was cut short ends there
      return done;
    },
    close: async () => {
      await last;
      await handle.close();
    },
  };
}

/** The files of a folder whose lines wait, the oldest first. */
export async function listKeptFiles(folder: string): Promise<string[]> {
  return (await namesIn(folder, kept)).map((name) => path.join(folder, name));
}

/** Lines as they were kept. One that was cut short was never answered, and is left out. */
export async function readKeptLines(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8');
  return text.split('\n').flatMap((line): unknown[] => {
    if (line === '') return [];
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

/** Its lines wait no more. */
export async function markEntered(file: string): Promise<void> {
  await rename(file, `${file}${entered}`);
}

/** Lets lines wait again that were entered: what they became is gone. */
export async function markAllWaiting(folder: string): Promise<void> {
  for (const name of await namesIn(folder, entered))
    await rename(path.join(folder, name), path.join(folder, name.slice(0, -entered.length)));
}

async function namesIn(folder: string, ending: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
