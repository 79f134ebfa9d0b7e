import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AdapterError, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { partOf, type FileStore, type StoredFile } from './file-store.js';

/** Files in a folder of this machine. */
export function folderStore(folder: string): FileStore {
  const at = (name: string): string => path.join(folder, name);
  return {
    list: (name) => asked(() => listFiles(at(name))),
    has: (name) =>
      asked(async () => {
        const found = await stat(at(name)).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined;
          throw error;
        });
        return found !== undefined;
      }),
    read: (name) => asked(() => readFile(at(name))),
    write: (name, text) =>
      asked(async () => {
        const file = await open(at(partOf(name)), 'w', 0o660);
        try {
          await file.writeFile(text);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(at(partOf(name)), at(name));
      }),
    move: (from, to) => asked(() => rename(at(from), at(to))),
    remove: (name) => asked(() => rm(at(name), { force: true })),
    makeFolder: (name) => asked(async () => void (await mkdir(at(name), { mode: 0o770 }).catch(unlessThere))),
  };
}

async function listFiles(folder: string): Promise<StoredFile[]> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const files = await Promise.all(
    names.map(async ({ name }): Promise<StoredFile | undefined> => {
      // The other system may take it away meanwhile.
      const found = await stat(path.join(folder, name)).catch(() => undefined);
      return found && { name, bytes: found.size, changedAt: Math.round(found.mtimeMs) };
    }),
  );
  return files.filter((file) => file !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

const codes: Readonly<Record<string, readonly [AdapterErrorCode, string]>> = {
  ENOENT: ['not_found', 'A folder or file of the exchange is not there. Check folder.'],
  ENOTDIR: ['not_found', 'What folder names is no folder.'],
  EACCES: ['not_permitted', 'Moothall’s account may not read or write in the folder. Give it leave to.'],
  EPERM: ['not_permitted', 'Moothall’s account may not read or write in the folder. Give it leave to.'],
  EROFS: ['not_permitted', 'The folder lies on a disk that can’t be written to.'],
  ENOSPC: ['failed_at_far_end', 'The disk of the folder is full.'],
  EDQUOT: ['failed_at_far_end', 'The disk of the folder is full.'],
};

/** Names of files reach no log: they may hold what somebody called them. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const [code, words] = codes[(error as NodeJS.ErrnoException).code ?? ''] ?? [
      'unreachable',
      'The folder can’t be reached.',
    ];
    throw new AdapterError(code, words, { cause: error });
  }
}
