import { adapterKinds } from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { HOUR_MS, MINUTE_MS, type Instant } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { deliver } from './deliver.js';
import { forgetCalls, readHealth } from './health-repository.js';
import { listens } from './inbound/inbound-routes.js';
import type { Listener } from './inbound/inbound-types.js';
import { forgetNews } from './inbound/news-repository.js';
import { outcomeListener } from './inbound/outcome-listener.js';
import { takeNews } from './inbound/take-news.js';
import { keepChecked } from './keep-checked.js';
import { askOutcomes } from './outcomes.js';
import { servingFor } from './queue-delivery.js';
import { claimDeliveries, forgetSettled, giveDeliveries, listUnserved, type DeliveryPlace } from './repository.js';
import type { AdapterHealth, AnyCourier, Delivery } from './types.js';

export interface Dispatcher {
  /**
   * Delivers everything that is due now, and takes what other systems told; for tests and the command line. Answers how many
   * attempts at deliveries were made.
   */
  runDue(): Promise<number>;
  /**
   * Asks every running instance whether all is well and what became of what it took, and gives what no instance serves to
   * one that does.
   */
  lookAfter(): Promise<void>;
  start(): void;
  /** Lets the attempts under way end, at most `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/** Longer than an attempt may take. What a killed server had begun rests for so long. */
const leaseMs = 60_000;
const idlePauseMs = 500;
const lookAfterEveryMs = 5 * MINUTE_MS;
const keepCallsMs = 14 * 24 * HOUR_MS;
const keepSettledMs = 90 * 24 * HOUR_MS;
/** For so long at least, what is told again is known. */
const keepNewsMs = 14 * 24 * HOUR_MS;
const unservedAtOnce = 200;

/**
 * Takes deliveries to the instances. Each instance has a loop of its own, so that one that hangs holds up no other; any
 * number of servers may share a database.
 */
export function createDispatcher(
  kernel: Kernel,
  couriers: readonly AnyCourier[],
  listeners: readonly Listener[] = [],
): Dispatcher {
  const byOperation = new Map(couriers.map((courier) => [courier.operation, courier]));
  const worker = newId(kernel.clock, kernel.random);
  const running = kernel.adapters.list.filter(({ part }) => part.state === 'running');
  const listening = running.filter(listens);
  const outcomes = adapterKinds.map((kind) => outcomeListener(byOperation, kind));
  const hear = (one: ConfiguredAdapter): Promise<number> => takeNews(kernel, [...listeners, ...outcomes], one);
  const timers = new Map<string, NodeJS.Timeout>();
  const rounds = new Map<string, Promise<unknown>>();
  let stopped = true;

  const runOne = async (one: ConfiguredAdapter): Promise<number> => {
    let made = 0;
    for (;;) {
      const health = (await readHealth(kernel.db.read(everyAuthority))).get(one.name);
      const limit = callsNow(health, kernel.clock.now(), one.callsAtOnce);
      if (limit === 0) return made;
      const now = kernel.clock.now();
      const due = await claimDeliveries(kernel.db, { instance: one.name, now, until: now + leaseMs, worker, limit });
      if (due.length === 0) return made;
      made += due.length;
      const ended = await Promise.all(due.map((delivery) => attempt(kernel, byOperation, one, delivery)));
      if (stoppedMidway() || ended.includes('stop')) return made;
    }
  };
  const stoppedMidway = (): boolean => stopped && rounds.size > 0;

  const repeat = (key: string, everyMs: number, work: () => Promise<unknown>): void => {
    const round = async (): Promise<void> => {
      try {
        await work();
      } catch (error) {
        kernel.log.error({ err: error, adapter: key }, 'deliveries could not be made');
      }
      if (!stopped)
        timers.set(
          key,
          setTimeout(() => rounds.set(key, round()), everyMs),
        );
    };
    rounds.set(key, round());
  };

  const lookAfter = async (): Promise<void> => {
    await Promise.all(running.map((one) => keepChecked(kernel, one)));
    await Promise.all(running.map((one) => askOutcomes(kernel, byOperation, one)));
    await giveToOthers(kernel, byOperation);
    await kernel.db.write(everyAuthority, async (db) => {
      await forgetCalls(db, kernel.clock.now() - keepCallsMs);
      await forgetSettled(db, kernel.clock.now() - keepSettledMs);
      await forgetNews(db, kernel.clock.now() - keepNewsMs);
    });
  };

  return {
    runDue: async () => {
      await Promise.all(listening.map(hear));
      return (await Promise.all(running.map(runOne))).reduce((sum, made) => sum + made, 0);
    },
    lookAfter,
    start: () => {
      stopped = false;
      repeat('', lookAfterEveryMs, lookAfter);
      for (const one of running) repeat(one.name, idlePauseMs, () => runOne(one));
      for (const one of listening) repeat(`${one.name} news`, idlePauseMs, () => hear(one));
    },
    stop: async (graceMs = 8000) => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      const ended = Promise.allSettled(rounds.values());
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
}

/** How many calls an instance may be asked now: none while it is paused or rests, one to see whether it is back. */
export function callsNow(health: AdapterHealth | undefined, now: Instant, callsAtOnce: number): number {
  if (!health) return callsAtOnce;
  if (health.pausedAt !== null || health.restsUntil > now) return 0;
  return health.failures > 0 ? 1 : callsAtOnce;
}

/** What went wrong with our own database is logged; the delivery is claimed again after its lease. */
async function attempt(
  kernel: Kernel,
  couriers: ReadonlyMap<string, AnyCourier>,
  one: ConfiguredAdapter,
  delivery: Delivery,
): Promise<'go-on' | 'stop'> {
  const courier = couriers.get(delivery.operation);
  if (!courier) return 'go-on';
  try {
    return await deliver(kernel, courier, one, delivery);
  } catch (error) {
    kernel.log.error({ err: error, adapter: one.name, attempts: delivery.attempts }, 'a delivery could not be kept');
    return 'stop';
  }
}

/** What waits without an instance, or for one that is gone from the configuration, goes to whoever serves it now. */
async function giveToOthers(kernel: Kernel, couriers: ReadonlyMap<string, AnyCourier>): Promise<void> {
  const instances = kernel.adapters.list.map(({ name }) => name);
  if (instances.length === 0) return;
  let after: DeliveryPlace | undefined;
  for (;;) {
    const wanted = { instances, operations: [...couriers.keys()], limit: unservedAtOnce, after };
    const found = await listUnserved(kernel.db.read(everyAuthority), wanted);
    const byInstance = new Map<string, string[]>();
    for (const delivery of found) {
      const courier = couriers.get(delivery.operation);
      const instance = courier && servingFor(kernel, courier, delivery)?.name;
      if (instance !== undefined) byInstance.set(instance, [...(byInstance.get(instance) ?? []), delivery.id]);
    }
    for (const [instance, ids] of byInstance)
      await kernel.db.write(everyAuthority, (db) => giveDeliveries(db, instance, ids));
    const last = found.at(-1);
    if (found.length < unservedAtOnce || !last) return;
    after = { at: last.queuedAt, id: last.id };
  }
}
