import type { AdapterError } from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { attemptCall } from './attempt.js';
import { breakerAfter, firstAskMs, nextTry, restMs } from './delivery-rules.js';
import { insertCalls, keepFailure, keepSuccess } from './health-repository.js';
import { updateDelivery } from './repository.js';
import { adaptersFor } from './serving.js';
import type { AnyCourier, Delivery, LoggedCall } from './types.js';

/**
 * Makes one attempt at a delivery that is leased to us, and keeps how it ended: the delivery, its subject, the instance's
 * health and the log of calls, in one transaction. Answers whether the instance may be asked for more.
 */
export async function deliver(
  kernel: Kernel,
  courier: AnyCourier,
  one: ConfiguredAdapter,
  delivery: Delivery,
): Promise<'go-on' | 'stop'> {
  const { authorityId, service, subjectId, variant } = delivery;
  const serving = adaptersFor(kernel.adapters, { kind: courier.kind, authorityId, service }).find(
    (each) => each.name === one.name && courier.takes(each, variant),
  );
  // The configuration changed since it was queued: it is given to whoever serves it now, and never to this instance.
  if (!serving) return await change(kernel, delivery, { state: 'waiting', instance: null });
  const about: unknown = await courier.begin(kernel, subjectId);
  if (about === undefined) return await cancelDelivery(kernel, delivery, 'It was taken back before it went.');
  const tellsOutcomes = courier.outcomes?.knows(serving) === true;
  const way = { name: one.name, settle: courier.settle, tellsOutcomes };
  return await attemptDelivery(kernel, way, delivery, async () => courier.call(serving, about));
}

/** By what name the way to a far end is known, and what keeps how an attempt ended. */
export interface DeliveryWay extends Pick<AnyCourier, 'settle'> {
  readonly name: string;
  /** Whether it can be asked later what became of what it took. */
  readonly tellsOutcomes?: boolean;
}

/** One attempt by a way of any kind: the rules of when it is tried again, and when the way rests, are the same for all. */
export async function attemptDelivery(
  kernel: Kernel,
  way: DeliveryWay,
  delivery: Delivery,
  call: () => Promise<{ readonly reference: string | null }>,
): Promise<'go-on' | 'stop'> {
  const { outcome, calls } = await attemptCall(kernel, way, delivery.id, call);
  if (!outcome.ok) return await keepFailed(kernel, way, delivery, outcome.error, calls);
  const reference = outcome.value?.reference?.slice(0, 200) ?? null;
  await way.settle(kernel, delivery.subjectId, { how: 'delivered', reference }, async (db) => {
    const now = kernel.clock.now();
    const ended = { state: 'delivered', settledAt: now, reference, code: null, note: null } as const;
    const isAsked = reference !== null && way.tellsOutcomes === true;
    await updateDelivery(db, delivery, { ...ended, outcomeDueAt: isAsked ? now + firstAskMs : null });
    await keepSuccess(withoutScope(db), way.name, now);
    await insertCalls(withoutScope(db), calls);
  });
  return 'go-on';
}

async function keepFailed(
  kernel: Kernel,
  { name: instance, settle }: DeliveryWay,
  delivery: Delivery,
  error: AdapterError,
  calls: readonly LoggedCall[],
): Promise<'go-on' | 'stop'> {
  const { code, message } = error;
  const now = kernel.clock.now();
  const again = nextTry(error, delivery, now, kernel.random(1)[0] ?? 0);
  const opens = breakerAfter(code);
  const how = again === undefined ? 'dead' : 'later';
  await settle(kernel, delivery.subjectId, { how, detail: message }, async (db) => {
    const ended =
      again === undefined
        ? ({ state: 'dead', settledAt: now } as const)
        : ({ state: 'waiting', nextTryAt: again } as const);
    await updateDelivery(db, delivery, { ...ended, code, note: message });
    const state = withoutScope(db);
    await keepFailedCall(state, instance, error, now);
    await insertCalls(state, calls);
  });
  kernel.log.warn({ adapter: instance, code, attempts: delivery.attempts }, 'a delivery failed');
  return opens === 'says-nothing' ? 'go-on' : 'stop';
}

/** Settles what must not go any more; `note` says why. */
export function cancelDelivery(kernel: Kernel, delivery: Delivery, note: string): Promise<'go-on'> {
  return change(kernel, delivery, { state: 'cancelled', note });
}

/** Keeps a call that failed with the instance's health. */
export async function keepFailedCall(
  db: Writes,
  instance: string,
  { code, message: words }: Pick<AdapterError, 'code' | 'message'>,
  now: Instant,
): Promise<void> {
  const opens = breakerAfter(code);
  if (opens === 'says-nothing') return await keepSuccess(db, instance, now);
  await keepFailure(db, instance, { now, code, words, restMsAfter: (failures) => restMs(opens, failures) });
}

async function change(
  kernel: Kernel,
  delivery: Delivery,
  changes: Parameters<typeof updateDelivery>[2],
): Promise<'go-on'> {
  const settledAt = changes.state === 'waiting' ? null : kernel.clock.now();
  await kernel.db.write(everyAuthority, (db) => updateDelivery(db, delivery, { ...changes, settledAt }));
  return 'go-on';
}

const withoutScope = (db: Writes): Writes => db.within(everyAuthority);
