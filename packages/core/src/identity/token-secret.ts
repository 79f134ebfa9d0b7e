import type { Kernel } from '../kernel/kernel.js';

/** What every API token begins with, so that a scanner of leaked secrets knows one. */
const prefix = 'moothall_';

/** A new API token: 256 random bits. Only its hash is kept. */
export function newTokenSecret({ random }: Pick<Kernel, 'random'>): string {
  return prefix + random(32).toString('base64url');
}
