import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImportFormat, ImportSource } from '../../kernel/import/row-reader.js';
import type { Kernel } from '../../kernel/kernel.js';
import { fileName, mediaTypeOf, type StoredUpload } from '../files/uploads.js';
import type { LegacyCase } from './legacy-case.js';
import { legacyCases, type LegacyCasesOptions } from './legacy-cases.js';

/** An old case whose files are in the file store already. */
export interface LegacyCaseWithFiles {
  readonly legacy: LegacyCase;
  readonly files: readonly StoredUpload[];
  /** Files of a kind that isn't accepted, in words. */
  readonly leftOut: readonly string[];
}

/** Reads old cases and takes their files over, before the transaction that writes them: no batch waits for a disk. */
export function casesWithTakenFiles(
  kernel: Kernel,
  folder: string | undefined,
): ImportFormat<LegacyCaseWithFiles, LegacyCasesOptions> {
  return {
    ...legacyCases,
    async *read(source: ImportSource, options: LegacyCasesOptions) {
      for await (const row of legacyCases.read(source, options))
        yield row.ok ? { ...row, value: await takeFiles(kernel, folder, row.value) } : row;
    },
  };
}

async function takeFiles(kernel: Kernel, folder: string | undefined, legacy: LegacyCase): Promise<LegacyCaseWithFiles> {
  const files: StoredUpload[] = [];
  const leftOut: string[] = [];
  for (const attachment of folder === undefined ? [] : legacy.attachments) {
    const bytes = await readFile(path.join(folder ?? '', attachment.path));
    const mediaType = await mediaTypeOf({ name: attachment.name, bytes });
    const name = fileName(attachment.name, mediaType ?? '');
    if (mediaType === undefined) leftOut.push(`A file was not taken over, because its kind is not accepted: ${name}`);
    else files.push({ digest: await kernel.files.put(bytes), name, mediaType, sizeBytes: bytes.length });
  }
  return { legacy, files, leftOut };
}
