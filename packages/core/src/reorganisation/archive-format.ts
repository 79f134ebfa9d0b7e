import { z } from 'zod';

const tableEntry = z.strictObject({
  table: z.string(),
  /** Below the archive's folder. */
  file: z.string(),
  rows: z.number().int(),
  /** SHA-256 in hex. */
  sha256: z.string(),
  columns: z.array(
    z.strictObject({ name: z.string(), type: z.string(), protection: z.enum(['personal', 'special', 'none']) }),
  ),
});
export type ArchivedTable = z.infer<typeof tableEntry>;

/** `manifest.json`: what an archive holds, and the digests by which it is checked. */
export const ArchiveManifest = z.strictObject({
  format: z.literal('moothall-authority-archive'),
  formatVersion: z.literal(1),
  reorganisation: z.string(),
  authority: z.strictObject({ id: z.number(), slug: z.string(), name: z.string() }),
  /** Milliseconds since 1970 UTC. */
  madeAt: z.number(),
  tables: z.array(tableEntry),
  files: z.array(z.strictObject({ sha256: z.string(), bytes: z.number() })),
  /** Files that rows name and that were gone from the disk before the archive was made: SHA-256. */
  missing: z.array(z.string()),
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

/** Whether a column lets whoever has it in: archives go without, for they are read elsewhere and the secret still holds. */
export const isCredential = (column: string): boolean => /(^|_)secret$|(token|secret|password|code)_hash$/.test(column);

/** Stands in each archive, for whoever opens it without Moothall. */
export function archiveReadme({ name }: { readonly name: string }): string {
  return `Everything that Moothall held for ${name}.

manifest.json   what is in this folder: each table with its columns, its number of rows and the SHA-256 of its file;
                each stored file with its SHA-256 and size
tables/         a file for each table, a row a line, each line one JSON object with the columns that the manifest
                lists (newline-delimited JSON, UTF-8)
files/          what was attached, each named by its SHA-256; tables/stored_files.ndjson gives the media type, and
                tables/case_files.ndjson and tables/saving_files.ndjson the names

Columns ending in _at are milliseconds since 1 January 1970 UTC; columns ending in _on are local dates (YYYY-MM-DD,
Europe/London); columns ending in _pence are whole pence; flags are 0 or 1. Columns of JSON hold it as text. A column
named <thing>_id holds the id of a row in the table of those things. people and places hold those that the rows name.
Secrets, and what stands for them, are left out: those of webhooks, provisioning and reporting keys, and what links to
surveys end in, in messages too ("/s/…").

The manifest says which columns hold personal data or special categories of it: keep the archive encrypted.
`;
}
