import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createDispatcher, withAdapters, type Courier } from '#core/adapters/index.js';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { systemClock } from '#core/kernel/clock.js';
import { readConfig } from '#core/kernel/config.js';
import { statement } from '#core/kernel/db/statement.js';
import { newId } from '#core/kernel/ids.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { layOut, type DatasetPlace } from './build/dataset.js';
import { addCouncil } from './import-rate.js';

export interface DispatchFigures {
  /** Deliveries a second by one connection whose far end answers at once. */
  readonly perSecond: number;
  /** Durable updates a second of the same rows, as many at once, and nothing else. */
  readonly ceilingPerSecond: number;
}

const environment = {
  MOOTHALL__LOG__LEVEL: 'warn',
  MOOTHALL__ADAPTERS__TRIAL__USE: '@moothall/adapter-sandbox/notifications',
};
/** As a connection has it where the configuration says nothing. */
const atOnce = 4;

/** What the dispatcher keeps of each delivery: claimed, made, settled with the connection's health. */
export async function measureDispatch(place: DatasetPlace, deliveries: number): Promise<DispatchFigures> {
  await place.clear();
  layOut(place);
  const kernel = await openKernel(readConfig(place.directory, environment), systemClock());
  try {
    const authorityId = await addCouncil(kernel);
    const ids = await queue(kernel, authorityId, deliveries);
    return await withAdapters(kernel, async (connected) => {
      const dispatcher = createDispatcher(connected, [courier]);
      const perSecond = await rateOf(deliveries, async () => {
        const made = await dispatcher.runDue();
        if (made !== deliveries) throw new Error(`the dispatcher made ${made} of ${deliveries} deliveries`);
      });
      const ceilingPerSecond = await rateOf(deliveries, () => updateEach(connected, ids));
      return { perSecond, ceilingPerSecond };
    });
  } finally {
    await closeKernel(kernel);
    rmSync(place.directory, { recursive: true, force: true });
    await place.clear();
  }
}

const operation = 'notifications.send';

/** Its subject is nothing but an id, so that only the dispatcher's own work is measured. */
const courier: Courier<'notifications', string> = {
  ...{ operation, kind: 'notifications', title: 'Message of the benchmark' },
  takes: () => true,
  begin: async (_kernel, id) => id,
  call: ({ instance }, id) =>
    instance.send({
      ...{ id, channel: 'text', language: 'en', recipientName: 'Joan Prosser', address: '+447700900123' },
      ...{ subject: '', body: 'Your bin was emptied.' },
    }),
  settle: async (kernel, _id, _ended, alongside) => kernel.db.write(everyAuthority, alongside),
};

async function queue(kernel: Kernel, authorityId: number, deliveries: number): Promise<string[]> {
  const now = kernel.clock.now();
  const ids = Array.from({ length: deliveries }, () => newId(kernel.clock, kernel.random));
  const columns = [
    ...['id', 'authority_id', 'operation', 'subject_id', 'idempotency_key', 'order_key', 'variant', 'instance'],
    ...['state', 'queued_at', 'next_try_at'],
  ];
  const rows = ids.map((id) => [id, authorityId, operation, id, id, id, 'text', 'trial', 'waiting', now, now]);
  await kernel.db.write(everyAuthority, (db) => db.bulk('deliveries', columns, rows));
  return ids;
}

const settle = statement<{ id: string; now: number }, never>(
  `update deliveries set state = 'delivered', settled_at = :now, version = version + 1 where id = :id`,
);

async function updateEach(kernel: Kernel, ids: readonly string[]): Promise<void> {
  const left = [...ids];
  const work = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const about = { id, now: kernel.clock.now() };
      await kernel.db.write(everyAuthority, (db) => db.run(settle, about));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function rateOf(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (count * 1000) / (performance.now() - began);
}
