import { SECOND_MS } from '../kernel/clock.js';
import type { Reply, RouteContext } from '../kernel/route.js';
import { scopeFor } from '../kernel/scope.js';
import { onCaseChanges } from './case-changes.js';
import { openEventStream } from './event-stream.js';
import { countQueueChanges, type QueueQuery } from './list-queries.js';

/** How often the connection is stirred, so that no proxy takes it for dead. */
const stirEveryMs = 25 * SECOND_MS;
/** Of the counts, however much happens. */
const sendEveryMs = 3 * SECOND_MS;

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'read' | 'visitor' | 'now'>;
type Filter = Omit<Partial<QueueQuery>, 'cursor' | 'limit'> & { readonly since: number };

/**
 * Tells a page of the queue how many cases are new and how many changed since it was made; the page moves no row by
 * itself. It ends with the session, and tells the page so: it must not come back by itself and so prolong the session.
 */
export function liveQueue({ kernel, read, visitor, now }: Context, filter: Filter): Reply {
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
  const stopListening = onCaseChanges(kernel, scopeFor(visitor.actor, 'cases.read'), () => {
    count().catch((error: unknown) => {
      kernel.log.warn({ err: error }, 'a live queue could not be counted');
      stream.end();
    });
  });
  const stirring = setInterval(() => stream.stir(), stirEveryMs).unref();
  const leftMs = Math.max(0, (visitor.session?.expiresAt ?? now) - now);
  const ending = setTimeout(() => {
    stream.send('bye', {});
    stream.end();
  }, leftMs).unref();
  const stream = openEventStream(() => {
    stopListening();
    clearInterval(stirring);
    clearTimeout(ending);
  });
  stream.stir();
  return { kind: 'stream', type: 'text/event-stream', headers: { 'X-Accel-Buffering': 'no' }, chunks: stream.chunks };
}
