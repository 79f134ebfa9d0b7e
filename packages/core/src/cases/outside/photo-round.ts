import type { CaseChange } from '@moothall/adapter-sdk';
import { askAside } from '../../adapters/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { SECOND_MS, type Instant } from '../../kernel/clock.js';
import { badInput, isError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { storeUpload, type StoredUpload } from '../files/uploads.js';

/** What became of the photos that came with a change. */
export interface CameWith {
  readonly files: readonly StoredUpload[];
  /** Where those lie that could not be fetched, or are none. */
  readonly missing: readonly string[];
}

/** The photos of one round of hearing from a connection. */
export interface PhotoRound {
  /** Whether no more is begun: what comes with photos is left for the next round. */
  isSpent(): boolean;
  /** What came with a change. What can't be had soon is named, so that the news waits for nothing. */
  fetch(change: Pick<CaseChange, 'files'>): Promise<CameWith>;
}

const filesAtMost = 10;
const roundMs = 10 * SECOND_MS;
const changeMs = 10 * SECOND_MS;

/**
 * Fetches photos from where a connection may call, so that a round is held up for twenty seconds at most: ten until no more
 * change with photos is begun, and ten for one change. After one that isn't answered, no other is asked for in this round.
 */
export function photoRound(kernel: Kernel, one: ConfiguredAdapter): PhotoRound {
  let spentMs = 0;
  let isAnswered = true;

  const fetchOne = async (file: Given, until: Instant): Promise<StoredUpload | undefined> => {
    const leftMs = Math.min(until - kernel.clock.now(), changeMs);
    if (!isAnswered || leftMs <= 0) return undefined;
    const asked = await askAside(kernel, one, () => file.read(), leftMs);
    if (asked.ok) return await keepPhoto(kernel, file.name, asked.value);
    isAnswered = asked.code !== 'timed_out' && asked.code !== 'unreachable';
    return undefined;
  };

  const fetch = async ({ files: given = [] }: Pick<CaseChange, 'files'>): Promise<CameWith> => {
    const began = kernel.clock.now();
    const files: StoredUpload[] = [];
    const missing: string[] = [];
    for (const [index, file] of given.entries()) {
      const stored = index < filesAtMost ? await fetchOne(file, began + changeMs) : undefined;
      if (stored === undefined) missing.push(file.place);
      else files.push(stored);
    }
    spentMs += Math.max(0, kernel.clock.now() - began);
    return { files, missing };
  };

  // Where nothing answers, no time goes by either: the news is kept, and names its photos.
  return { isSpent: () => isAnswered && spentMs >= roundMs, fetch };
}

type Given = NonNullable<CaseChange['files']>[number];

async function keepPhoto(kernel: Kernel, name: string, bytes: unknown): Promise<StoredUpload | undefined> {
  if (!(bytes instanceof Uint8Array)) return undefined;
  try {
    const stored = await storeUpload(kernel, { field: 'file', name, bytes: Buffer.from(bytes) });
    return stored.mediaType.startsWith('image/') ? stored : undefined;
  } catch (error) {
    if (!isError(error, badInput.code)) throw error;
    return undefined; // empty, too large, or of a kind that isn't taken
  }
}
