import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DatabaseAddress } from '../../kernel/db/database.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { NewPair } from './duplicates-repository.js';

/** What the thread is told. */
export interface LookTask {
  readonly database: DatabaseAddress;
  readonly authorityId: AuthorityId;
}

export type FoundPair = Omit<NewPair, 'id'>;

/** What the thread answers: pairs, some at a time, each part asked for. */
export interface FoundPart {
  readonly pairs: readonly FoundPair[];
  readonly part: 'more-follow' | 'last';
}

const inThread = new URL('./look-thread.js', import.meta.url);

/**
 * Finds one authority's duplicates in a thread of its own, which also reads the base, so that whoever asks goes on
 * serving pages. There is always a last part, if an empty one. The thread ends with the iteration, however that ends.
 */
export async function* lookInThread(task: LookTask): AsyncGenerator<FoundPart> {
  const thread = new Worker(inThread, { workerData: task });
  try {
    for await (const [found] of on(thread, 'message', { close: ['exit'] }) as AsyncIterable<[FoundPart]>) {
      yield found;
      if (found.part === 'last') return;
      thread.postMessage('next');
    }
    throw new Error('the thread that looks for duplicates ended before it had told them');
  } finally {
    await thread.terminate();
  }
}
