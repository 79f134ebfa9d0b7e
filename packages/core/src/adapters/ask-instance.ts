import type { AdapterErrorCode } from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { attemptCall } from './attempt.js';
import { breakerAfter, restMs } from './delivery-rules.js';
import { insertCalls, keepFailure, keepSuccess, readHealth } from './health-repository.js';

/** What came of asking an instance: `resting` is one that is paused or rests after failures, and was not asked. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: AdapterErrorCode | 'resting'; readonly words: string };

/**
 * Asks an instance something that is no delivery, and keeps how it is and what it called. Undefined: it is paused, rests
 * or failed; the desk says so where connections are looked after, and whoever asks asks again later.
 */
export async function askInstance<T>(
  kernel: Kernel,
  one: ConfiguredAdapter,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const asked = await tryInstance(kernel, one, work);
  return asked.ok ? { value: asked.value } : undefined;
}

/**
 * Asks for something that may lie elsewhere than the far end, and whose failure says nothing of how that is, for `withinMs`
 * at most. What was called stands in the log of calls.
 */
export async function askAside<T>(
  kernel: Kernel,
  one: Pick<ConfiguredAdapter, 'name'>,
  work: () => Promise<T>,
  withinMs: number,
): Promise<Asked<T>> {
  const { outcome, calls } = await attemptCall(kernel, one, null, work, withinMs);
  if (calls.length > 0) await kernel.db.write(everyAuthority, (db) => insertCalls(db, calls));
  return outcome.ok ? outcome : { ok: false, code: outcome.error.code, words: outcome.error.message };
}

/** As `askInstance`, for who has to know how it failed. */
export async function tryInstance<T>(
  kernel: Kernel,
  one: Pick<ConfiguredAdapter, 'name'>,
  work: () => Promise<T>,
): Promise<Asked<T>> {
  const health = (await readHealth(kernel.db.read(everyAuthority))).get(one.name);
  if (health && (health.pausedAt !== null || health.restsUntil > kernel.clock.now()))
    return { ok: false, code: 'resting', words: 'The connection is paused, or rests after failures.' };
  const { outcome, calls } = await attemptCall(kernel, one, null, work);
  const now = kernel.clock.now();
  await kernel.db.write(everyAuthority, async (db) => {
    await insertCalls(db, calls);
    if (outcome.ok) return await keepSuccess(db, one.name, now);
    const { code, message: words } = outcome.error;
    const opens = breakerAfter(code);
    const restMsAfter = (failures: number): number => (opens === 'says-nothing' ? 0 : restMs(opens, failures));
    await keepFailure(db, one.name, { now, code, words, restMsAfter });
  });
  if (outcome.ok) return { ok: true, value: outcome.value };
  const { code, message: words } = outcome.error;
  kernel.log.warn({ adapter: one.name, code }, 'another system could not be asked');
  return { ok: false, code, words };
}
