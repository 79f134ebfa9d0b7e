import type { DescribedSummary } from '../cases/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatDateTime } from '../kernel/format-time.js';
import type { PillView } from '../web/components.js';

/** A case in a list of a page that joins others. */
export interface CaseLine {
  readonly reference: string;
  readonly href: string;
  readonly title: string;
  readonly pill: PillView;
  /** "Due today 5pm", "Closed 3 November". */
  readonly when: string;
}

export interface CaseLinesView {
  readonly cases: readonly CaseLine[];
}

export function caseLine(one: DescribedSummary, now: Instant): CaseLine {
  return {
    reference: one.reference,
    href: `/desk/cases/${one.reference}`,
    title: one.title,
    pill: { text: one.statusLabel, tone: toneOf(one, now) },
    when: whenOf(one, now),
  };
}

function toneOf({ statusKind, dueAt }: DescribedSummary, now: Instant): PillView['tone'] {
  if (statusKind === 'closed') return 'neutral';
  if (statusKind === 'waiting') return 'info';
  return dueAt !== null && dueAt < now ? 'bad' : 'info';
}

function whenOf({ statusKind, dueAt, closedAt, openedAt }: DescribedSummary, now: Instant): string {
  if (statusKind === 'closed') return `Closed ${formatDateTime(closedAt ?? openedAt, { now })}`;
  if (dueAt === null) return 'The clock stands still';
  return `${dueAt < now ? 'Was due' : 'Due'} ${formatDateTime(dueAt, { now })}`;
}

export function openCases(cases: readonly DescribedSummary[]): DescribedSummary[] {
  return cases.filter(({ statusKind }) => statusKind !== 'closed');
}
