import { SECOND_MS } from '../../kernel/clock.js';
import { sessionStream } from '../../kernel/http/session-stream.js';
import type { Reply, RouteContext } from '../../kernel/route.js';
import { scopeFor } from '../../kernel/scope.js';
import { onCaseChanges } from '../case-changes.js';
import { countQueueChanges, type QueueQuery } from '../list-queries.js';

/** Of the counts, however much happens. */
const sendEveryMs = 3 * SECOND_MS;

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'read' | 'visitor' | 'now'>;
type Filter = Omit<Partial<QueueQuery>, 'cursor' | 'limit'> & { readonly since: number };

/**
 * Tells a page of the queue how many cases are new and how many changed since it was made; the page moves no row by
 * itself.
 */
export function liveQueue(context: Context, filter: Filter): Reply {
  const { kernel, read, visitor } = context;
  return sessionStream(context, (stream) => {
    let isCounting = false;
    let isStale = false;
    const count = async (): Promise<void> => {
      isStale = true;
      if (isCounting) return;
      isCounting = true;
      while (isStale) {
        isStale = false;
        stream.send('queue', await read(countQueueChanges, filter));
        await new Promise((resolve) => setTimeout(resolve, sendEveryMs).unref());
      }
      isCounting = false;
    };
    return onCaseChanges(kernel, scopeFor(visitor.actor, 'cases.read'), () => {
      count().catch((error: unknown) => {
        kernel.log.warn({ err: error }, 'a live queue could not be counted');
        stream.end();
      });
    });
  });
}
