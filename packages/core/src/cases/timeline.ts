import { defineQuery } from '../kernel/query.js';
import { TimelineInput, type TimelineItem, type TimelineSource } from '../kernel/timeline.js';
import { showCases } from './list-queries.js';
import { listCasesBefore } from './lists-repository.js';
import type { DescribedSummary } from './types.js';

/** A customer's cases by when they were logged, as their timeline has them. */
export const listCaseItems = defineQuery({
  name: 'cases.list-case-items',
  permission: 'cases.read',
  input: TimelineInput,
  run: async (context, { customerId, from, limit }): Promise<TimelineItem[]> =>
    (await showCases(context, await listCasesBefore(context.db, customerId, from, limit))).map(toItem),
});

export const caseTimeline: TimelineSource = { kind: 'case', name: 'Cases', query: listCaseItems };

function toItem({ id, authorityId, openedAt, reference, title, statusLabel, ...one }: DescribedSummary): TimelineItem {
  return {
    ...{ id, authorityId, at: openedAt },
    title: `${title} ${reference}`,
    text: null,
    by: one.teamName,
    state: { text: statusLabel, tone: one.statusKind === 'closed' ? 'neutral' : 'info' },
    href: `/desk/cases/${reference}`,
  };
}
