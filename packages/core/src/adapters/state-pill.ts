import type { Instant } from '../kernel/clock.js';
import type { PillView } from '../web/components.js';
import type { AdapterToSee } from './queries.js';

/** How a connection is, in a word or two: green only when nothing is wrong that somebody ought to know of. */
export function statePill(
  { fault, health, dead }: Pick<AdapterToSee, 'fault' | 'health' | 'dead'>,
  now: Instant,
): PillView {
  if (fault !== null) return { text: 'Parked', tone: 'bad' };
  if (health.pausedAt !== null) return { text: 'Paused', tone: 'warning' };
  if (health.restsUntil > now) return { text: 'Resting', tone: 'bad' };
  if (health.checkCode !== null) return { text: 'Check failed', tone: 'bad' };
  if (health.failures > 0) return { text: 'Trying again', tone: 'warning' };
  if (dead > 0) return { text: 'Some given up', tone: 'warning' };
  if (health.checkedAt === null && health.lastSuccessAt === null) return { text: 'Not checked yet', tone: 'neutral' };
  return { text: 'Working', tone: 'good' };
}
