import { listAuthorities } from '../authorities/index.js';
import { DAY_MS } from '../kernel/clock.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { countByChannel, type MessageCount } from './figures-repository.js';

/** Numbers for monitoring: the messages that were written in the last 24 hours, by way and by what became of them. */
export async function messageFigures(kernel: Kernel): Promise<readonly MessageCount[]> {
  const ids = (await listAuthorities(kernel)).map(({ id }) => id);
  return await countByChannel(kernel.db.read(everyAuthority), ids, kernel.clock.now() - DAY_MS);
}
