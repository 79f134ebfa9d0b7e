import type { OpenPeriod } from '../authorities/index.js';

/* Arithmetic of stretches of time: half-open, from `from` up to (not including) `to`. */

/** In order and apart: those that touch or overlap are one. */
export function mergePeriods(periods: readonly OpenPeriod[]): OpenPeriod[] {
  const merged: OpenPeriod[] = [];
  for (const { from, to } of [...periods].sort((one, other) => one.from - other.from)) {
    if (to <= from) continue;
    const last = merged.at(-1);
    if (last && from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else merged.push({ from, to });
  }
  return merged;
}

/** What lies in both. */
export function intersectPeriods(ones: readonly OpenPeriod[], others: readonly OpenPeriod[]): OpenPeriod[] {
  const shared = mergePeriods(ones).flatMap((one) =>
    mergePeriods(others).map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })),
  );
  return mergePeriods(shared);
}

/** What of a stretch lies in none of the periods. */
export function periodsOutside(periods: readonly OpenPeriod[], { from, to }: OpenPeriod): OpenPeriod[] {
  const left: OpenPeriod[] = [];
  let next = from;
  for (const period of intersectPeriods(periods, [{ from, to }])) {
    if (period.from > next) left.push({ from: next, to: period.from });
    next = period.to;
  }
  return next < to ? [...left, { from: next, to }] : left;
}
