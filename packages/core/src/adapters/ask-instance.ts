import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { attemptCall } from './attempt.js';
import { breakerAfter, restMs } from './delivery-rules.js';
import { insertCalls, keepFailure, keepSuccess, readHealth } from './health-repository.js';

/**
 * Asks an instance something that is no delivery, and keeps how it is and what it called. Undefined: it is paused, rests
 * or failed; the desk says so where connections are looked after, and whoever asks asks again later.
 */
export async function askInstance<T>(
  kernel: Kernel,
  one: ConfiguredAdapter,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const health = (await readHealth(kernel.db.read(everyAuthority))).get(one.name);
  if (health && (health.pausedAt !== null || health.restsUntil > kernel.clock.now())) return undefined;
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
  if (outcome.ok) return { value: outcome.value };
  kernel.log.warn({ adapter: one.name, code: outcome.error.code }, 'another system could not be asked');
  return undefined;
}
