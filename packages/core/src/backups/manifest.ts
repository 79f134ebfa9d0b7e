import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `manifest.json`, the last but one entry of a backup: what it holds, and by what it is checked. */
export const BackupManifest = z.strictObject({
  format: z.literal('moothall-backup'),
  formatVersion: z.literal(1),
  /** Of Moothall, that made it. */
  version: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  /** Milliseconds since 1970 UTC. */
  madeAt: z.number().int(),
  schema: z.array(z.strictObject({ name: z.string(), digest: sha256 })),
  tables: z.array(z.strictObject({ table: z.string(), rows: z.number().int() })),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int(), sha256 })),
  /** Stored files that rows name and that were not on the disk: SHA-256. */
  missing: z.array(sha256),
  /** How many stored files connections keep. They are not in the backup, but for those that were on the disk as well. */
  elsewhere: z.array(z.strictObject({ connection: z.string(), files: z.number().int() })).default([]),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** What is read from a database beside its rows. */
export interface DatabaseContents {
  readonly schema: readonly { readonly name: string; readonly digest: string }[];
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Names of the stored files that rows speak of and that no connection keeps. */
  readonly storedFiles: readonly string[];
  /** How many connections keep. */
  readonly elsewhere: BackupManifest['elsewhere'];
}

export const manifestFile = 'manifest.json';
export const manifestDigestFile = 'manifest.sha256';

/** Of the database in the backup. */
export const databaseFile = { sqlite: 'database/moothall.sqlite', postgres: 'database/moothall.dump' } as const;

/** Tables whose rows are not as many as the backup says, in words; none when all are. */
export function differingTables(
  expected: DatabaseContents['tables'],
  found: DatabaseContents['tables'],
): readonly string[] {
  const counts = new Map(found.map(({ table, rows }) => [table, rows]));
  return expected
    .filter(({ table, rows }) => counts.get(table) !== rows)
    .map(({ table, rows }) => `${table} has ${counts.get(table) ?? 'no'} rows instead of ${rows}`);
}
