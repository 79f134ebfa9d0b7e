import type { AdapterErrorCode } from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { checkInstance } from './attempt.js';
import { keepCheck } from './health-repository.js';

/** Checks one instance and keeps what was found, which it answers. */
export async function keepChecked(
  kernel: Kernel,
  one: ConfiguredAdapter,
): Promise<{ readonly code: AdapterErrorCode; readonly detail: string } | null> {
  const fault = await checkInstance(kernel, one);
  await kernel.db.write(everyAuthority, (db) => keepCheck(db, one.name, kernel.clock.now(), fault));
  return fault;
}
