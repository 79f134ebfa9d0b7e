import { insertToken, newTokenSecret } from '../identity/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';

/** An API token of theirs, good for 30 days. Without `permissions` it may do all that they may. */
export async function giveToken(
  { db, clock, random }: Pick<Kernel, 'db' | 'clock' | 'random'>,
  personId: string,
  permissions?: readonly string[],
): Promise<string> {
  const token = newTokenSecret({ random });
  const dates = { createdAt: clock.now(), expiresAt: clock.now() + 30 * DAY_MS };
  const about = { id: newId(clock, random), personId, name: 'Test', ...dates, ...(permissions ? { permissions } : {}) };
  await db.write(everyAuthority, (writes) => insertToken(writes, { ...about, tokenHash: hashSecret(token) }));
  return token;
}
