import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { attemptCall } from './attempt.js';
import { keepFailedCall } from './deliver.js';
import { askForMs, leastAskMs } from './delivery-rules.js';
import { insertCalls, keepSuccess, readHealth } from './health-repository.js';
import { claimOutcomes, endOutcome } from './outcomes-repository.js';
import { adaptersFor } from './serving.js';
import type { AnyCourier, Delivery } from './types.js';

const atOnce = 50;

/** Asks an instance what became of what it took, as far as that is due, and has it kept. Answers of how many it heard. */
export async function askOutcomes(
  kernel: Kernel,
  couriers: ReadonlyMap<string, AnyCourier>,
  one: ConfiguredAdapter,
): Promise<number> {
  let heard = 0;
  for (;;) {
    const now = kernel.clock.now();
    const health = (await readHealth(kernel.db.read(everyAuthority))).get(one.name);
    if (health && (health.pausedAt !== null || health.restsUntil > now)) return heard;
    const due = await claimOutcomes(kernel.db, {
      ...{ instance: one.name, now, limit: atOnce, endBefore: now - askForMs },
      ...{ youngAfter: now - 2 * leastAskMs, soonest: now + leastAskMs },
    });
    for (const operation of new Set(due.map((delivery) => delivery.operation))) {
      const courier = couriers.get(operation);
      const own = due.filter((delivery) => delivery.operation === operation);
      const kept = courier === undefined ? 0 : await askAbout(kernel, courier, one, own);
      if (kept === 'failed') return heard;
      heard += kept;
    }
    if (due.length < atOnce) return heard;
  }
}

/** Asks about deliveries of one operation, those alone whose council the instance still serves. */
async function askAbout(
  kernel: Kernel,
  { kind, outcomes }: AnyCourier,
  one: ConfiguredAdapter,
  due: readonly Delivery[],
): Promise<number | 'failed'> {
  const servingOf = ({ authorityId, service }: Delivery) =>
    adaptersFor(kernel.adapters, { kind, authorityId, service }).find(({ name }) => name === one.name);
  const served = due.filter((delivery) => servingOf(delivery) !== undefined);
  const serving = served.map(servingOf)[0];
  if (!outcomes || !serving || !outcomes.knows(serving)) return 0;
  const byReference = new Map(served.map((delivery) => [delivery.reference ?? '', delivery]));
  const { outcome, calls } = await attemptCall(kernel, one, null, async () =>
    outcomes.ask(serving, [...byReference.keys()]),
  );
  const now = kernel.clock.now();
  await kernel.db.write(everyAuthority, async (db) => {
    await insertCalls(db, calls);
    if (outcome.ok) await keepSuccess(db, one.name, now);
    else await keepFailedCall(db, one.name, outcome.error, now);
  });
  if (!outcome.ok) {
    kernel.log.warn({ adapter: one.name, code: outcome.error.code }, 'what became of deliveries could not be asked');
    return 'failed';
  }
  let kept = 0;
  for (const { reference, outcome: became } of outcome.value) {
    const delivery = byReference.get(reference);
    if (!delivery) continue;
    await outcomes.keep(kernel, delivery.subjectId, became, (db) => endOutcome(db, delivery));
    kept += 1;
  }
  return kept;
}
