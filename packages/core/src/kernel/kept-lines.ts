import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from './clock.js';
import { storageFull, storageUnavailable } from './errors.js';

/** A file to which lines of JSON are added, each on disk before it is answered. Its owner alone can read it. */
export interface KeptLines {
  /** @throws storage_full; storage_unavailable */
  keep(lines: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

const kept = '.jsonl';
const entered = '.entered';
const aside = '.refused';

/** Begins a file of this process in that folder, whose name begins with the time. */
export async function openKeptLines(folder: string, now: Instant): Promise<KeptLines> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(path.join(folder, `${now}-${process.pid}${kept}`), 'ax', 0o600);
  const directory = await open(folder, 'r');
  await directory.sync(); // the name of the file is on disk too
  await directory.close();
  let last: Promise<void> = Promise.resolve();
  const write = async (lines: readonly unknown[]): Promise<void> => {
    try {
      await handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      await handle.datasync();
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      throw ['ENOSPC', 'EDQUOT'].includes(code) ? storageFull({ cause: error }) : storageUnavailable({ cause: error });
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

/**
 * Lines as they were kept. One that was cut short was never answered, and is left out. None of a file that was entered or
 * dealt with since it was listed.
 */
export async function readKeptLines(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line): unknown[] => {
    if (line === '') return [];
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

/** Keeps a line that could not be entered, wholly or not at all, in a file beside its own that ends with that name. */
export async function keepAside(file: string, name: string, line: unknown): Promise<void> {
  const beside = `${file.slice(0, -kept.length)}-${name}${aside}`;
  await writeFile(`${beside}.part`, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  await rename(`${beside}.part`, beside);
}

/** Those that say this were dealt with, whatever their file is called. Answers whether there was one. */
export async function removeAside(folder: string, isIt: (line: unknown) => boolean): Promise<boolean> {
  let isRemoved = false;
  for (const name of await namesIn(folder, aside)) {
    const file = path.join(folder, name);
    if (!(await readKeptLines(file)).some(isIt)) continue;
    await rm(file, { force: true });
    isRemoved = true;
  }
  return isRemoved;
}

/** How many could not be entered, whether or not this version can read them. */
export async function countAside(folder: string): Promise<number> {
  return (await namesIn(folder, aside)).length;
}

/** What could not be entered. */
export async function listAside(folder: string): Promise<unknown[]> {
  const names = await namesIn(folder, aside);
  return (await Promise.all(names.map((name) => readKeptLines(path.join(folder, name))))).flat();
}

/** Its lines wait no more. */
export async function markEntered(file: string): Promise<void> {
  await rename(file, `${file}${entered}`);
}

/** Lets lines wait again that were entered, of files begun since then: what they became is gone. */
export async function markAllWaiting(folder: string, since: Instant): Promise<void> {
  for (const name of (await namesIn(folder, entered)).filter((each) => Number.parseInt(each, 10) >= since))
    await rename(path.join(folder, name), path.join(folder, name.slice(0, -entered.length)));
}

/** Removes what was entered, of files begun before then; what could not be entered stays. */
export async function removeEntered(folder: string, before: Instant): Promise<void> {
  for (const name of (await namesIn(folder, entered)).filter((each) => Number.parseInt(each, 10) < before))
    await rm(path.join(folder, name), { force: true });
}

async function namesIn(folder: string, ending: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
