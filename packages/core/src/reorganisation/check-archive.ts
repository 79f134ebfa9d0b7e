import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveManifest, type ArchivedTable } from './archive-format.js';
import { linesIn } from './archive-lines.js';

export interface CheckedArchive {
  readonly manifest: ArchiveManifest;
  /** SHA-256 of `manifest.json`. */
  readonly digest: string;
  /** What is not as the manifest says; empty when all of it is. */
  readonly faults: readonly string[];
}

/**
 * Reads an archive again, every line and every byte.
 * @throws Error when the folder holds no archive
 */
export async function checkArchive(folder: string): Promise<CheckedArchive> {
  const text = await readFile(path.join(folder, 'manifest.json'));
  const manifest = ArchiveManifest.parse(JSON.parse(text.toString('utf8')));
  const faults: string[] = [];
  for (const table of manifest.tables) faults.push(...(await checkTable(folder, table)));
  for (const { sha256, bytes } of manifest.files) {
    const content = await readFile(path.join(folder, 'files', path.basename(sha256))).catch(() => undefined);
    if (content === undefined) faults.push(`files/${sha256} is missing`);
    else if (content.length !== bytes || digestOf(content) !== sha256) faults.push(`files/${sha256} was altered`);
  }
  return { manifest, digest: digestOf(text), faults };
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function checkTable(folder: string, { table, rows, sha256, columns }: ArchivedTable): Promise<string[]> {
  const file = `tables/${table}.ndjson`;
  const names = columns.map(({ name }) => name).sort();
  const hash = createHash('sha256');
  let read = 0;
  try {
    for await (const line of linesIn(path.join(folder, file))) {
      hash.update(line);
      read += 1;
      const found = Object.keys(JSON.parse(line) as object).sort();
      if (found.join() !== names.join()) return [`${file}: line ${read} has other columns than the manifest says`];
    }
  } catch {
    return [`${file} is missing or can’t be read after line ${read}`];
  }
  if (read !== rows) return [`${file} has ${read} rows, not ${rows}`];
  return hash.digest('hex') === sha256 ? [] : [`${file} was altered`];
}
