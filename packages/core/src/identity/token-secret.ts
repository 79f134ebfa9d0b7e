import { newSecret } from '../kernel/http/tokens.js';
import type { Kernel } from '../kernel/kernel.js';

/** A new API token. Only its hash is kept. */
export function newTokenSecret(kernel: Pick<Kernel, 'random'>): string {
  return newSecret(kernel, 'moothall_');
}
