import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const Rehearsal = z.object({
  /** Name of the backup that was restored; `continuous copy`. */
  backup: z.string(),
  /** The moment whose records were restored, in milliseconds since 1970 UTC. */
  asOf: z.number().optional(),
  /** Milliseconds since 1970 UTC. */
  at: z.number(),
  tookMs: z.number(),
  ok: z.boolean(),
  /** What went wrong, where it did. */
  fault: z.string().optional(),
  rows: z.number().optional(),
  files: z.number().optional(),
  /** How many files connections keep, all of which are there. */
  elsewhere: z.number().optional(),
  /** How many uploaded files records name that are not in it, and need not be: lost before, or too new for the copy. */
  missing: z.number().optional(),
});
/** What is kept of the last rehearsal, for doctor and for monitoring: beside the backups, or beside the copier's record. */
export type LastRehearsal = z.infer<typeof Rehearsal>;

const nameOf = (folder: string): string => path.join(folder, 'last-rehearsal.json');

export async function recordRehearsal(folder: string, rehearsal: LastRehearsal): Promise<void> {
  const partial = `${nameOf(folder)}.part`;
  await writeFile(partial, `${JSON.stringify(rehearsal)}\n`, { mode: 0o600 });
  await rename(partial, nameOf(folder));
}

/** `undefined` when there was none, or what was kept of it can't be read. */
export async function readLastRehearsal(folder: string): Promise<LastRehearsal | undefined> {
  try {
    return Rehearsal.parse(JSON.parse(await readFile(nameOf(folder), 'utf8')));
  } catch {
    return undefined;
  }
}
