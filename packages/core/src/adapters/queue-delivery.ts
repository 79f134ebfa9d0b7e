import type { AdapterKind } from '@moothall/adapter-sdk';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { insertDelivery, type NewDelivery } from './repository.js';
import { adaptersFor, type Serving } from './serving.js';
import type { Courier, Delivery } from './types.js';

/**
 * Has something delivered, once for its key: what waits or went under it stays as it is, and what was given up begins
 * again. Without an adapter that serves it, it waits for one.
 */
export async function queueDelivery<K extends AdapterKind, T>(
  kernel: Kernel,
  courier: Courier<K, T>,
  about: Omit<NewDelivery, 'operation' | 'instance'>,
): Promise<void> {
  const instance = servingFor(kernel, courier, about)?.name ?? null;
  const now = kernel.clock.now();
  await kernel.db.write(everyAuthority, (db) =>
    insertDelivery(db, newId(kernel.clock, kernel.random), now, { ...about, operation: courier.operation, instance }),
  );
}

/** The instance that takes a delivery, if any serves its council and service and can do it. */
export function servingFor<K extends AdapterKind, T>(
  kernel: Kernel,
  courier: Courier<K, T>,
  { authorityId, service, variant }: Pick<Delivery, 'authorityId' | 'service' | 'variant'>,
): Serving<K> | undefined {
  const { kind } = courier;
  return adaptersFor(kernel.adapters, { kind, authorityId, service }).find((one) => courier.takes(one, variant));
}
