import type { CaseChange } from '@moothall/adapter-sdk';
import { askAside } from '../../adapters/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { badInput, isError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { storeUpload, type StoredUpload } from '../files/uploads.js';

/** What became of the photos that came with a change. */
export interface CameWith {
  readonly files: readonly StoredUpload[];
  /** Where those lie that could not be fetched, or are none. */
  readonly missing: readonly string[];
}

const filesAtMost = 10;

/**
 * Fetches the photos that came with what another system says, from where its connection may call. What can't be had is
 * named with the news, which waits for nothing.
 */
export async function fetchFiles(
  kernel: Kernel,
  one: ConfiguredAdapter,
  { files: given = [] }: Pick<CaseChange, 'files'>,
): Promise<CameWith> {
  const files: StoredUpload[] = [];
  const missing: string[] = [];
  for (const [index, file] of given.entries()) {
    const stored = index < filesAtMost ? await fetchOne(kernel, one, file) : undefined;
    if (stored === undefined) missing.push(file.place);
    else files.push(stored);
  }
  return { files, missing };
}

type Given = NonNullable<CaseChange['files']>[number];

async function fetchOne(kernel: Kernel, one: ConfiguredAdapter, file: Given): Promise<StoredUpload | undefined> {
  const bytes = await askAside(kernel, one, () => file.read());
  if (!(bytes instanceof Uint8Array)) return undefined;
  try {
    const stored = await storeUpload(kernel, { field: 'file', name: file.name, bytes: Buffer.from(bytes) });
    return stored.mediaType.startsWith('image/') ? stored : undefined;
  } catch (error) {
    if (!isError(error, badInput.code)) throw error;
    return undefined; // empty, too large, or of a kind that isn't taken
  }
}
