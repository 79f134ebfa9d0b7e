import type { DoneCallBack, Work } from './types.js';

/** How soon somebody should look: urgent cases, customers who wait for an answer, what was promised, and the rest. */
export const urgencies = ['urgent', 'waiting', 'promised', 'done'] as const;
export type Urgency = (typeof urgencies)[number];

export function urgencyOf(work: Work): Urgency {
  if (work.kind === 'interaction') return work.isOpen || work.enquiries.some(isUnanswered) ? 'waiting' : 'done';
  if (work.kind === 'call-back') return callUrgency(work);
  if (work.kind === 'call-out') return work.endedByName === null ? 'urgent' : 'done';
  if (work.logged === null) return 'urgent';
  if (work.logged.isClosed) return 'done';
  return work.logged.priority === 'urgent' ? 'urgent' : 'promised';
}

/** One that was missed is urgent until somebody has called after all. */
function callUrgency({ state, missedAt }: DoneCallBack): Urgency {
  if (state !== 'promised') return 'done';
  return missedAt === null ? 'promised' : 'urgent';
}

/** By when something was promised; without a time, after all that have one. */
function dueOf(work: Work): number {
  const dueAt = work.kind === 'case' ? work.logged?.dueAt : work.kind === 'call-back' ? work.untilAt : undefined;
  return dueAt ?? Number.MAX_SAFE_INTEGER;
}

function isUnanswered({ outcome }: { readonly outcome: string | null }): boolean {
  return outcome === null || outcome === 'passed' || outcome === 'abandoned';
}

/** What has to be looked at first: by urgency, then by the time that was promised, then in the order in which it was done. */
export function inUrgency(list: readonly Work[]): Work[] {
  const rank = (work: Work): number => urgencies.indexOf(urgencyOf(work));
  return [...list].sort(
    (one, other) =>
      rank(one) - rank(other) || dueOf(one) - dueOf(other) || one.at - other.at || (one.id < other.id ? -1 : 1),
  );
}
