import { latestSequence, listEventsAfter } from '../jobs/index.js';
import { SECOND_MS } from '../kernel/clock.js';
import type { Kernel } from '../kernel/kernel.js';
import { isInScope, type AuthorityId, type Scope } from '../kernel/scope.js';

type Wake = () => void;

/** One look at the events a second for all who listen in this process, and none when nobody does. */
interface Watch {
  readonly listeners: Map<Wake, Scope>;
  timer: NodeJS.Timeout | undefined;
  seq: number | undefined;
  isLooking: boolean;
}

const lookEveryMs = SECOND_MS;
const eventsAtOnce = 500;

/** Each process watches its own database. */
const watches = new WeakMap<Kernel, Watch>();

/** Calls back within about a second of anything that happens to cases within the scope. Answers how to stop. */
export function onCaseChanges(kernel: Kernel, scope: Scope, wake: Wake): () => void {
  let watch = watches.get(kernel);
  if (!watch)
    watches.set(kernel, (watch = { listeners: new Map(), timer: undefined, seq: undefined, isLooking: false }));
  const { listeners } = watch;
  listeners.set(wake, scope);
  start(kernel, watch);
  return () => {
    listeners.delete(wake);
    if (listeners.size === 0) stop(watch);
  };
}

function start(kernel: Kernel, watch: Watch): void {
  watch.timer ??= setInterval(() => void look(kernel, watch), lookEveryMs).unref();
}

function stop(watch: Watch): void {
  clearInterval(watch.timer);
  watch.timer = undefined;
  watch.seq = undefined;
}

/** A look that fails is told in the log; the next one sees what it missed. */
async function look(kernel: Kernel, watch: Watch): Promise<void> {
  if (watch.isLooking) return;
  watch.isLooking = true;
  try {
    if (watch.seq === undefined) watch.seq = await latestSequence(kernel.db);
    else {
      const events = await listEventsAfter(kernel.db, watch.seq, eventsAtOnce);
      watch.seq = events.at(-1)?.seq ?? watch.seq;
      const touched = events.filter(({ topic }) => topic.startsWith('case.')).map(({ authorityId }) => authorityId);
      wakeAll(watch, new Set(touched));
    }
  } catch (error) {
    kernel.log.warn({ err: error }, 'live queues could not look for changes');
  } finally {
    watch.isLooking = false;
  }
}

function wakeAll({ listeners }: Watch, touched: ReadonlySet<AuthorityId>): void {
  for (const [wake, scope] of listeners) if ([...touched].some((id) => isInScope(scope, id))) wake();
}
