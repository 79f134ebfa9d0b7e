import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RandomBytes } from './kernel.js';

/** Where uploaded files live: named by their content, so that the same file is kept once and none is overwritten. */
export interface FileStore {
  /** Keeps the bytes and answers their SHA-256 in hex. On disk when it resolves. */
  put(bytes: Buffer): Promise<string>;
  /** @throws when no file has that digest */
  get(digest: string): Promise<Buffer>;
  /** At most so many bytes from `offset` on. @throws when no file has that digest */
  getPiece(digest: string, at: { readonly offset: number; readonly bytes: number }): Promise<Buffer>;
  /** Removes a file that no row names any more. One that is gone already is no fault. */
  remove(digest: string): Promise<void>;
}

export function openFileStore(directory: string, random: RandomBytes): FileStore {
  const placeOf = (digest: string): string => {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('a file is named by its SHA-256');
    return path.join(directory, digest.slice(0, 2), digest);
  };
  return {
    put: async (bytes) => {
      const digest = createHash('sha256').update(bytes).digest('hex');
      const place = placeOf(digest);
      if (await exists(place)) return digest;
      await mkdir(path.dirname(place), { recursive: true });
      const partial = `${place}.${random(6).toString('hex')}.part`;
      const handle = await open(partial, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(partial, place);
      return digest;
    },
    get: (digest) => readFile(placeOf(digest)),
    getPiece: async (digest, { offset, bytes }) => {
      const handle = await open(placeOf(digest), 'r');
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    remove: (digest) => rm(placeOf(digest), { force: true }),
  };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
