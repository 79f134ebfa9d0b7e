import type { Instant } from '../kernel/clock.js';
import { formatDay } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import type { EmptyStateView, PillView } from '../web/components.js';
import { queueRow, type QueueRow, type TakeNextForm } from './queue-views.js';
import { statePill } from './tasks-views.js';
import type { DescribedSummary, OwnTask } from './types.js';

/** A person's own cases, in the order in which they need doing. */
export interface WorkPage {
  readonly groups: readonly { readonly id: string; readonly heading: string; readonly rows: readonly QueueRow[] }[];
  /** The person's own tasks, the first due first. */
  readonly tasks: readonly {
    readonly title: string;
    readonly reference: string;
    readonly href: string;
    readonly due: string;
    readonly state: PillView;
  }[];
  readonly empty: EmptyStateView;
  readonly take: TakeNextForm | undefined;
}

export interface WorkInput {
  readonly cases: readonly DescribedSummary[];
  readonly tasks: readonly OwnTask[];
  readonly names: ReadonlyMap<number, string>;
  readonly now: Instant;
  readonly csrfToken: string;
  readonly mayTake: boolean;
}

export function workPage({ cases, tasks, names, now, csrfToken, mayTake }: WorkInput): WorkPage {
  const today = localDateAt(now);
  const groupOf = ({ dueAt }: DescribedSummary): string => {
    if (dueAt === null) return 'Waiting';
    if (dueAt < now) return 'Late';
    return localDateAt(dueAt) === today ? 'Due today' : 'Later';
  };
  const headings = ['Late', 'Due today', 'Later', 'Waiting'];
  return {
    groups: headings.flatMap((heading, index) => {
      const rows = cases.filter((each) => groupOf(each) === heading).map((each) => queueRow(each, names, now));
      return rows.length > 0 ? [{ id: `work-${index + 1}`, heading, rows }] : [];
    }),
    tasks: tasks.map((task) => ({
      title: task.title,
      reference: task.reference,
      href: `/desk/cases/${task.reference}/tasks`,
      due: task.dueOn === null ? '' : formatDay(task.dueOn, { today }),
      state: statePill(task, today),
    })),
    empty: { text: 'You have no open cases.', action: { text: 'See the team’s queue', href: '/desk/queue' } },
    take: mayTake ? { csrfToken, team: 'all' } : undefined,
  };
}
