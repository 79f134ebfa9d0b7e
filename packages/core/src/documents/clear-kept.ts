import { z } from 'zod';
import { DAY_MS, MINUTE_MS, type Instant } from '../kernel/clock.js';
import { defineJob } from '../kernel/jobs.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { documentsOf, neededHere, type Document, type KeptDocument } from './documents-repository.js';
import { hasStores } from './keep-documents.js';
import { readKept } from './stored-bytes.js';

/** Longer than an upload waits for its form, and as long as a file is looked at most. */
export const staysHereMs = 2 * DAY_MS;
const everyMs = 5 * MINUTE_MS;
const atOnce = 200;

/**
 * Removes files from the disk that the connections of all their councils keep, once each has been read back from there and
 * was the same. One of the disk's 256 folders a run, so that all of them come round in a day.
 */
export const clearKept = defineJob({
  kind: 'documents.clear-kept',
  payload: z.strictObject({}),
  everyMs,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    if (!hasStores(kernel)) return;
    await clearFolder(kernel, folderAt(kernel.clock.now()));
  },
});

/** Which folder is looked through then. */
export function folderAt(now: Instant): string {
  return (Math.floor(now / everyMs) % 256).toString(16).padStart(2, '0');
}

async function clearFolder(kernel: Kernel, folder: string): Promise<void> {
  const since = kernel.clock.now() - staysHereMs;
  const untouched = await kernel.files.listUntouched(folder, since);
  for (let from = 0; from < untouched.length; from += atOnce) {
    const db = kernel.db.read(everyAuthority);
    const byDigest = grouped(await documentsOf(db, untouched.slice(from, from + atOnce)));
    const kept = [...byDigest].filter(([, documents]) => documents.every(({ kept: place }) => place !== null));
    const needed = await neededHere(
      db,
      kept.map(([digest]) => digest),
    );
    for (const [digest, documents] of kept)
      if (!needed.has(digest) && (await isThere(kernel, documents as KeptDocument[])))
        await kernel.files.removeUntouched(digest, since);
  }
}

function grouped(documents: readonly Document[]): Map<string, Document[]> {
  const groups = new Map<string, Document[]>();
  for (const each of documents) groups.set(each.digest, [...(groups.get(each.digest) ?? []), each]);
  return groups;
}

/** Read back from every place: what can't be stays on the disk. */
async function isThere(kernel: Kernel, documents: readonly KeptDocument[]): Promise<boolean> {
  try {
    for (const document of documents) await readKept(kernel, document);
    return true;
  } catch (error) {
    kernel.log.warn({ err: error }, 'a file stays on the disk: the connection that keeps it does not give it back');
    return false;
  }
}
