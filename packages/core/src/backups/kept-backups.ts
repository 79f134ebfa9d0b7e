import { DAY_MS, type Instant } from '../kernel/clock.js';

/** For how many days, weeks and months that have a backup the newest of each is kept. */
export interface KeepRule {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

/**
 * Those to keep: all of the last 24 hours, and the newest of each of the last days, weeks (from Monday) and months, in
 * UTC. The newest always is.
 */
export function keptBackups<B extends { readonly madeAt: Instant }>(backups: readonly B[], rule: KeepRule): Set<B> {
  const newestFirst = [...backups].sort((a, b) => b.madeAt - a.madeAt);
  const newest = newestFirst[0]?.madeAt ?? 0;
  const kept = new Set(newestFirst.filter(({ madeAt }) => newest - madeAt < DAY_MS));
  const spans: readonly [(at: Instant) => string, number][] = [
    [dayOf, rule.daily],
    [weekOf, rule.weekly],
    [monthOf, rule.monthly],
  ];
  for (const [spanOf, most] of spans) {
    const seen = new Set<string>();
    for (const backup of newestFirst) {
      const span = spanOf(backup.madeAt);
      if (seen.has(span) || seen.size === most) continue;
      seen.add(span);
      kept.add(backup);
    }
  }
  return kept;
}

const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);
const monthOf = (at: Instant): string => new Date(at).toISOString().slice(0, 7);

/** 1 January 1970 was a Thursday. */
const weekOf = (at: Instant): string => String(Math.floor((at / DAY_MS + 3) / 7));
