import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Config } from '../../kernel/config.js';
import { copyRecordUnreadable } from './copy-errors.js';
import { LogPosition } from './read-log.js';

/** What the copier keeps beside the data: where it is, and how that went. What a later version adds is passed over. */
export const CopyRecord = z.object({
  /** By which a place knows this installation. Backups leave it out: what is restored from one is another installation. */
  owner: z.string().nullable().default(null),
  /** The generation that is being written; null: the next run begins one. */
  chain: z
    .object({
      generation: z.string(),
      /** Instant at which it began. */
      began: z.number(),
      /** Of the last segment that the place has. */
      number: z.number().int(),
      previous: z.string().nullable(),
      at: z.number(),
      databasePages: z.number().int(),
      /** Whether the place has the whole of its beginning. */
      isBegun: z.boolean(),
      /** Up to where the log was copied; null: everything that a log has is new. */
      position: LogPosition.nullable(),
      /** SHA-256 of the database's file, when nothing else was left at the end of a run. */
      file: z.string().nullable(),
      /** Of the public keys that it is encrypted to. */
      keys: z.string(),
    })
    .nullable(),
  /** Everything that was committed until then is in the place. */
  copiedUntil: z.number().nullable(),
  /** When the copier last looked. */
  lookedAt: z.number(),
  /** What keeps it from copying. */
  fault: z.string().nullable(),
  /** Whether it ended with nothing left to copy. */
  hasEnded: z.boolean(),
  /** Uploaded files that the place has and the disk no longer: since when. */
  goneFiles: z.record(z.string(), z.number()),
  /** Of the keys that every uploaded file there is encrypted to; empty: of several. */
  filesKeys: z.string(),
});
export type CopyRecord = z.infer<typeof CopyRecord>;

export const emptyRecord: CopyRecord = {
  ...{ owner: null, chain: null, copiedUntil: null, lookedAt: 0, fault: null, hasEnded: false },
  ...{ goneFiles: {}, filesKeys: '' },
};

/** Of the copier, within the data. */
export const copyFolder = ({ data }: Pick<Config, 'data'>): string => path.join(data, '.copying');
export const recordFile = (folder: string): string => path.join(folder, 'state.json');

/** An empty one where there is none. @throws copy_record_unreadable: it would lose whose the copy is */
export async function readCopyRecord(folder: string): Promise<CopyRecord> {
  const file = recordFile(folder);
  try {
    return CopyRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyRecord;
    const why = (error as NodeJS.ErrnoException).code ?? 'it is damaged';
    throw copyRecordUnreadable(
      { cause: error },
      `${file} can’t be read (${why}), so nothing is copied. Make it readable for the service; or, if it is damaged, stop the server, remove it, and run once: moothall backup copy --take-over`,
    );
  }
}

/** The same, for those who tell of the copy: that it can’t be read is what keeps it from going on. */
export async function shownCopyRecord(folder: string): Promise<CopyRecord> {
  try {
    return await readCopyRecord(folder);
  } catch (error) {
    return { ...emptyRecord, fault: (error as Error).message };
  }
}

export async function writeCopyRecord(folder: string, record: CopyRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = recordFile(folder);
  const handle = await open(`${file}.part`, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(record)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}

export const digestOfKeys = (keys: readonly string[]): string =>
  createHash('sha256')
    .update([...keys].sort().join('\n'))
    .digest('hex');
