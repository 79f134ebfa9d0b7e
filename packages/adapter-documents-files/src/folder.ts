import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  type AdapterErrorCode,
  type DocumentsInstance,
  type DocumentsPage,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { checkedName } from './checked-name.js';
import { namesIn } from './names-in-folder.js';

/** Lies in the folder for as long as what is mounted there is mounted. */
export const marker = '.moothall-documents';
const pageSize = 1000;

/** Keeps documents in a folder: of another disk, or of a share that is mounted. */
export const adapter = defineAdapter({
  kind: 'documents',
  name: 'Folder for files',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    folder: z
      .string()
      .refine((folder) => path.isAbsolute(folder), 'Give the whole path, such as /mnt/documents/dunmere')
      .describe(`Where the files are kept. A file called ${marker} lies in it`),
  }),
  secrets: z.strictObject({}),
  supports: {},
  create: ({ settings: { folder } }): DocumentsInstance => {
    const within = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        await stat(path.join(folder, marker));
        return await work();
      } catch (error) {
        throw await faultOf(error, folder);
      }
    };
    const placeOf = (name: string): string => path.join(folder, ...checkedName(name).split('/'));
    return {
      check: () =>
        within(async () => {
          await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
          return { ok: true };
        }),
      store: async ({ name, bytes }) => {
        const place = placeOf(name);
        await within(() => write(folder, place, bytes));
      },
      read: async function* (name) {
        const place = placeOf(name);
        const handle = await within(() => open(place, 'r'));
        const pieces = handle.createReadStream({ highWaterMark: 1_048_576 })[Symbol.asyncIterator]();
        for (;;) {
          const piece = await within(() => pieces.next());
          if (piece.done) return;
          yield piece.value as Uint8Array;
        }
      },
      remove: async (name) => {
        const place = placeOf(name);
        await within(() => rm(place, { force: true }));
      },
      list: (next) => within(() => pageAfter(folder, next ?? '')),
    };
  },
});

/** Under another name until the whole of it is on the disk. */
async function write(folder: string, place: string, bytes: Uint8Array): Promise<void> {
  const parent = path.dirname(place);
  const made = await mkdir(parent, { recursive: true, mode: 0o700 });
  const partial = `${place}.${randomBytes(6).toString('hex')}.part`;
  try {
    await flushed(await open(partial, 'wx', 0o600), (handle) => handle.writeFile(bytes));
    await rename(partial, place);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  for (let at = parent; ; at = path.dirname(at)) {
    await flushed(await open(at, 'r'));
    if (at === folder || made === undefined) return;
  }
}

async function flushed(
  handle: FileHandle,
  work: (handle: FileHandle) => Promise<void> = async () => undefined,
): Promise<void> {
  try {
    await work(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function pageAfter(folder: string, after: string): Promise<DocumentsPage> {
  const documents = [];
  for await (const name of namesIn(folder, after)) {
    if (documents.length === pageSize) return { documents, next: documents.at(-1)?.name ?? null };
    documents.push({ name, sizeBytes: (await stat(path.join(folder, name))).size });
  }
  return { documents, next: null };
}

const codes: Readonly<Record<string, readonly [AdapterErrorCode, string]>> = {
  EACCES: ['not_permitted', 'The folder for files may not be read or written by Moothall’s account.'],
  EPERM: ['not_permitted', 'The folder for files may not be read or written by Moothall’s account.'],
  EROFS: ['not_permitted', 'The folder for files is mounted for reading only.'],
  ENOSPC: ['failed_at_far_end', 'The disk of the folder for files is full.'],
  EDQUOT: ['failed_at_far_end', 'The disk of the folder for files is full.'],
};

/** Paths name files: none goes into a message. */
async function faultOf(error: unknown, folder: string): Promise<AdapterError> {
  if (error instanceof AdapterError) return error;
  const { code = '' } = error as { code?: string };
  const known = codes[code];
  if (known) return new AdapterError(...known, { cause: error });
  if (code === 'ENOENT' && (await isMarked(folder)))
    return new AdapterError('not_found', 'There is no file of that name.', { cause: error });
  const words =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `The folder for files has no ${marker} in it. Mount it; or, if it is new, make that file.`
      : `The folder for files can’t be used (${code || 'unknown why'}).`;
  return new AdapterError('unreachable', words, { cause: error });
}

async function isMarked(folder: string): Promise<boolean> {
  return await stat(path.join(folder, marker)).then(
    () => true,
    () => false,
  );
}
