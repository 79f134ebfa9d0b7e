import type { Work } from './types.js';

/** How soon somebody should look: urgent cases, customers who wait for an answer, what was promised, and the rest. */
export const urgencies = ['urgent', 'waiting', 'promised', 'done'] as const;
export type Urgency = (typeof urgencies)[number];

export function urgencyOf(work: Work): Urgency {
  if (work.kind === 'interaction') return work.isOpen || work.enquiries.some(isUnanswered) ? 'waiting' : 'done';
  if (work.logged === null) return 'urgent';
  if (work.logged.isClosed) return 'done';
  return work.logged.priority === 'urgent' ? 'urgent' : 'promised';
}

function isUnanswered({ outcome }: { readonly outcome: string | null }): boolean {
  return outcome === null || outcome === 'passed' || outcome === 'abandoned';
}

/** What has to be looked at first: by urgency, then by the time that was promised, then in the order in which it was done. */
export function inUrgency(list: readonly Work[]): Work[] {
  const rank = (work: Work): number => urgencies.indexOf(urgencyOf(work));
  const due = (work: Work): number =>
    (work.kind === 'case' ? work.logged?.dueAt : undefined) ?? Number.MAX_SAFE_INTEGER;
  return [...list].sort(
    (one, other) =>
      rank(one) - rank(other) || due(one) - due(other) || one.at - other.at || (one.id < other.id ? -1 : 1),
  );
}
