import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SECOND_MS, type Clock, type Instant } from '../../kernel/clock.js';
import { fileName, mediaType, type CopyPlace } from './copy-place.js';
import { sealed } from './segment.js';

/** Uploaded files and where they go. */
export interface FilesToCopy {
  /** Of the uploaded files: `3f/3f0c…`, named by their SHA-256. */
  readonly folder: string;
  readonly place: CopyPlace;
  readonly keys: readonly string[];
  /** Those that the place has; what is copied and removed here is kept up to date in it. */
  readonly known: Set<string>;
  /** Those that the disk no longer has, and since when. */
  readonly gone: Readonly<Record<string, Instant>>;
  readonly clock: Clock;
}

/** Then the database has its turn again. */
const longestMs = 3 * SECOND_MS;

/**
 * Copies files that the place doesn't have, and removes there what was gone from the disk for so long that nobody can go back
 * to when it was named. Answers what is gone now, and whether everything was copied; else the same again goes on.
 */
export async function copyFiles(
  { folder, place, keys, known, gone, clock }: FilesToCopy,
  keepMs: number,
): Promise<{ gone: Record<string, Instant>; isDone: boolean }> {
  const now = clock.now();
  const there = await digestsIn(folder);
  for (const digest of there) {
    if (known.has(digest)) continue;
    if (clock.now() - now > longestMs) return { gone: { ...gone }, isDone: false };
    const bytes = await readFile(path.join(folder, digest.slice(0, 2), digest)).catch(() => undefined);
    // What is damaged or gone is told by backups and by whoever opens it.
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== digest) continue;
    const stored = await sealed(bytes, keys);
    const sha256 = createHash('sha256').update(stored).digest('hex');
    await place.store({ name: fileName(digest), mediaType, bytes: stored, sha256 });
    known.add(digest);
  }
  const goneNow: Record<string, Instant> = {};
  for (const digest of known) {
    if (there.has(digest)) continue;
    const since = gone[digest] ?? now;
    if (now - since < keepMs) goneNow[digest] = since;
    else {
      await place.remove(fileName(digest));
      known.delete(digest);
    }
  }
  return { gone: goneNow, isDone: true };
}

async function digestsIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries.filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name)).map(({ name }) => name),
  );
}
