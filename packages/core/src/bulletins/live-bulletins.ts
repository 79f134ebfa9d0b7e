import type { Database } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, may } from '../kernel/scope.js';
import type { Visitor } from '../kernel/route.js';
import { listNotOver } from './repository.js';
import { isUnread, stateOf } from './rules.js';
import type { Bulletin } from './types.js';

const keptForMs = 10_000;
const kept = new WeakMap<Database, { until: number; list: readonly Bulletin[] }>();

/** Forgets the list: after a change made in this process. */
export function forgetBulletins(db: Database): void {
  kept.delete(db);
}

/**
 * The live bulletins that the visitor may read, of these councils when some are named. Every page counts them, so the
 * list is kept for ten seconds (another process's change shows by then).
 */
export async function liveBulletins(
  kernel: Kernel,
  { actor }: Pick<Visitor, 'actor'>,
  authorityIds?: readonly number[],
): Promise<Bulletin[]> {
  const now = kernel.clock.now();
  const all = await listKept(kernel, now);
  return all.filter(
    (bulletin) =>
      stateOf(bulletin, now) === 'live' &&
      may(actor, 'bulletins.read', bulletin.authorityId) &&
      (authorityIds?.includes(bulletin.authorityId) ?? true),
  );
}

export async function countUnread(kernel: Kernel, visitor: Visitor): Promise<number> {
  const readAt = visitor.session?.bulletinsReadAt ?? 0;
  return (await liveBulletins(kernel, visitor)).filter((bulletin) => isUnread(bulletin, readAt)).length;
}

async function listKept(kernel: Kernel, now: number): Promise<readonly Bulletin[]> {
  const known = kept.get(kernel.db);
  if (known && now < known.until && now >= known.until - keptForMs) return known.list;
  const list = await listNotOver(kernel.db.read(everyAuthority), now);
  kept.set(kernel.db, { until: now + keptForMs, list });
  return list;
}
