import { SECOND_MS } from '../clock.js';
import type { Reply, RouteContext } from '../route.js';
import { openEventStream, type EventStream } from './event-stream.js';

/** How often the connection is stirred, so that no proxy takes it for dead. */
const stirEveryMs = 25 * SECOND_MS;

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'visitor' | 'now'>;

/**
 * Server-sent events for as long as the session lasts; then the page is told `bye`: it must not come back by itself and
 * so prolong the session. `start` begins to send, and answers what stops that.
 */
export function sessionStream({ visitor, now }: Context, start: (stream: EventStream) => () => void): Reply {
  let stop = (): void => undefined;
  const stirring = setInterval(() => stream.stir(), stirEveryMs).unref();
  const leftMs = Math.max(0, (visitor.session?.expiresAt ?? now) - now);
  const ending = setTimeout(() => {
    stream.send('bye', {});
    stream.end();
  }, leftMs).unref();
  const stream = openEventStream(() => {
    stop();
    clearInterval(stirring);
    clearTimeout(ending);
  });
  stop = start(stream);
  stream.stir();
  return { kind: 'stream', type: 'text/event-stream', headers: { 'X-Accel-Buffering': 'no' }, chunks: stream.chunks };
}
