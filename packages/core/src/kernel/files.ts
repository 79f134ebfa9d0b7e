import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Instant } from './clock.js';
import { defineError } from './errors.js';
import type { RandomBytes } from './kernel.js';

export const fileDamaged = defineError('file_damaged', 500, 'This file is damaged where it is kept.');

/** Where uploaded files live: named by their content, so that the same file is kept once and none is overwritten. */
export interface FileStore {
  /** Keeps the bytes and answers their SHA-256 in hex. On disk when it resolves. */
  put(bytes: Buffer): Promise<string>;
  /** @throws file_damaged when its bytes are others; ENOENT when no file has that digest */
  get(digest: string): Promise<Buffer>;
  /** At most so many bytes from `offset` on. @throws when no file has that digest */
  getPiece(digest: string, at: { readonly offset: number; readonly bytes: number }): Promise<Buffer>;
  /** Removes a file that no row names any more. One that is gone already is no fault. */
  remove(digest: string): Promise<void>;
  /** Those of one of the 256 folders, `00` to `ff`, that nobody has put since then. */
  listUntouched(folder: string, since: Instant): Promise<string[]>;
  /** Removes a file unless somebody has put it since then, or does so at this moment. */
  removeUntouched(digest: string, since: Instant): Promise<void>;
}

export function openFileStore(directory: string, random: RandomBytes, clock: Clock): FileStore {
  const placeOf = (digest: string): string => {
    if (!isDigest(digest)) throw new Error('a file is named by its SHA-256');
    return path.join(directory, digest.slice(0, 2), digest);
  };
  return {
    put: async (bytes) => {
      const digest = createHash('sha256').update(bytes).digest('hex');
      const place = placeOf(digest);
      if (await touched(place, clock.now())) return digest;
      await mkdir(path.dirname(place), { recursive: true });
      const partial = `${place}.${random(6).toString('hex')}.part`;
      const handle = await open(partial, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.utimes(clock.now() / 1000, clock.now() / 1000);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(partial, place);
      return digest;
    },
    get: async (digest) => {
      const bytes = await readFile(placeOf(digest));
      if (createHash('sha256').update(bytes).digest('hex') !== digest) throw fileDamaged();
      return bytes;
    },
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
    listUntouched: async (folder, since) => {
      const names = await readdir(path.join(directory, folder)).catch(() => []);
      const digests = names.filter((name) => isDigest(name) && name.startsWith(folder));
      const untouched = await Promise.all(digests.map((digest) => isUntouched(placeOf(digest), since)));
      return digests.filter((_, index) => untouched[index]);
    },
    removeUntouched: async (digest, since) => {
      const aside = `${placeOf(digest)}.${random(6).toString('hex')}.part`;
      await rename(placeOf(digest), aside);
      // Whoever put it until then finds it back under its name; whoever does so later writes it anew.
      if (await isUntouched(aside, since)) await rm(aside);
      else await rename(aside, placeOf(digest));
    },
  };
}

const isDigest = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

/** Whether it is there; it counts as put at this moment. */
async function touched(file: string, now: Instant): Promise<boolean> {
  return utimes(file, now / 1000, now / 1000).then(
    () => true,
    () => false,
  );
}

const isUntouched = async (file: string, since: Instant): Promise<boolean> => (await stat(file)).mtimeMs < since;
