import { setTimeout as pause } from 'node:timers/promises';
import { CallOutError } from '../../kernel/http/call-out-error.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { listSealed } from '../repository.js';
import { keepPositions, listPositions, type StreamPosition } from './positions-repository.js';
import type { Sink } from './sinks.js';
import { cutShort, streamEventOf, type StreamEvent } from './stream-event.js';

export interface StreamPlan {
  readonly name: string;
  /** Opens the way there, again after it broke. */
  readonly open: () => Promise<Sink>;
  /** Slugs; absent: every authority. */
  readonly authorities: readonly string[] | undefined;
  /** Where a stream begins that has sent nothing yet. */
  readonly from: 'beginning' | 'now';
}

export interface Following {
  readonly signal: AbortSignal;
  /** How often it looks for what is new. */
  readonly everyMs: number;
  /** How long it waits after a failure at first; it doubles up to a minute. */
  readonly againAfterMs: number;
  readonly onFault: (fault: Error) => void;
  readonly onSent: (count: number) => void;
}

const batch = 500;
const longestWaitMs = 60_000;

/** Sends what is sealed and not sent yet, and ends. Answers how many. @throws what the sink throws: then it is sent again */
export async function sendTrail(kernel: Kernel, plan: StreamPlan): Promise<number> {
  await begin(kernel, plan);
  const sink = await plan.open();
  let sent = 0;
  let reached: ReadonlyMap<AuthorityId, number> = new Map();
  try {
    for (;;) {
      const next = await nextBatch(kernel, plan, reached);
      if (next.events.length === 0) break;
      await sink.send(next.events);
      reached = new Map([...reached, ...next.reached]);
      sent += next.events.length;
    }
  } catch (error) {
    await sink.close().catch(() => undefined);
    throw error;
  }
  await sink.close();
  await keepPositions(kernel.db, plan.name, reached, kernel.clock.now());
  return sent;
}

/**
 * Sends the trail as it grows, until it is told to stop. How far it has come is stored a turn after it was sent, once the
 * connection has held: syslog acknowledges nothing, so what may have been lost with a connection is sent again.
 */
export async function followTrail(kernel: Kernel, plan: StreamPlan, following: Following): Promise<void> {
  const { signal, onFault, againAfterMs } = following;
  await begin(kernel, plan);
  for (let waitMs = againAfterMs; !signal.aborted; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      await followOnce(kernel, plan, following, () => (waitMs = againAfterMs));
    } catch (error) {
      onFault(error as Error);
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function followOnce(
  kernel: Kernel,
  plan: StreamPlan,
  { signal, everyMs, onSent }: Following,
  onWell: () => void,
): Promise<void> {
  const sink = await plan.open();
  let reached: ReadonlyMap<AuthorityId, number> = new Map();
  let unsure: ReadonlyMap<AuthorityId, number> = new Map();
  const settle = async (): Promise<void> => {
    if (unsure.size > 0) await keepPositions(kernel.db, plan.name, unsure, kernel.clock.now());
    unsure = new Map();
  };
  try {
    while (!signal.aborted) {
      const next = await nextBatch(kernel, plan, reached);
      if (next.events.length > 0) await sink.send(next.events);
      else await pause(everyMs, undefined, { signal }).catch(() => undefined);
      if (!sink.isWhole()) throw new CallOutError('cut', 'The connection was cut');
      await settle(); // of the turn before
      unsure = next.reached;
      reached = new Map([...reached, ...next.reached]);
      if (next.events.length > 0) onSent(next.events.length);
      onWell();
    }
  } catch (error) {
    await sink.close().catch(() => undefined);
    throw error;
  }
  await sink.close();
  await settle();
}

/** A stream that begins now takes the ends of the chains for sent. */
async function begin(kernel: Kernel, plan: StreamPlan): Promise<void> {
  if (plan.from === 'beginning') return;
  const fresh = (await wantedPositions(kernel, plan)).filter(({ sentAt }) => sentAt === null);
  const heads = new Map(fresh.map(({ authorityId, head }) => [authorityId, head]));
  if (heads.size > 0) await keepPositions(kernel.db, plan.name, heads, kernel.clock.now());
}

interface Batch {
  readonly events: readonly StreamEvent[];
  readonly reached: ReadonlyMap<AuthorityId, number>;
}

/** Some of what comes after what was reached, each authority's in the order of its chain. */
async function nextBatch(kernel: Kernel, plan: StreamPlan, already: ReadonlyMap<AuthorityId, number>): Promise<Batch> {
  const events: StreamEvent[] = [];
  const reached = new Map<AuthorityId, number>();
  for (const { authorityId, slug, sent, head } of await wantedPositions(kernel, plan)) {
    const after = already.get(authorityId) ?? sent;
    if (after > head) {
      events.push(cutShort(slug, after, head));
      reached.set(authorityId, head);
    }
    if (after >= head) continue;
    const entries = await listSealed(kernel.db, authorityId, after, batch - events.length);
    events.push(...entries.map((entry) => streamEventOf(entry, slug)));
    const last = entries.at(-1);
    if (last) reached.set(authorityId, last.seal.seq);
    if (events.length >= batch) break;
  }
  return { events, reached };
}

async function wantedPositions(kernel: Kernel, { name, authorities }: StreamPlan): Promise<StreamPosition[]> {
  const all = await listPositions(kernel.db.read(everyAuthority), name);
  return authorities === undefined ? all : all.filter(({ slug }) => authorities.includes(slug));
}
