import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FoundPairs } from './found-pairs.js';
import type { LinkageRecord } from './linkage-record.js';

/** What the thread is sent: records in batches, then the end. */
export type ToThread = { readonly records: readonly LinkageRecord[] } | { readonly end: 'of records' };
/** What it answers: that it took a batch, or the pairs worth a person's look. */
export type FromThread = 'taken' | FoundPairs;

const inThread = new URL('./base-thread.js', import.meta.url);

/**
 * Finds duplicates in a thread of its own, so that whoever asks goes on serving pages. Records are numbered as they
 * come; one batch travels at a time. Answers the pairs to merge or review, the likeliest first.
 */
export async function findInThread(batches: AsyncIterable<readonly LinkageRecord[]>): Promise<FoundPairs> {
  const thread = new Worker(inThread);
  const answer = async (): Promise<FromThread> => {
    const [message] = (await once(thread, 'message')) as [FromThread];
    return message;
  };
  const ask = async (message: ToThread): Promise<FromThread> => {
    const answered = answer();
    thread.postMessage(message);
    return await answered;
  };
  try {
    for await (const records of batches) await ask({ records });
    const found = await ask({ end: 'of records' });
    if (found === 'taken') throw new Error('the thread that finds duplicates answered out of turn');
    return found;
  } finally {
    await thread.terminate();
  }
}
