import { awayWords } from '../../directory/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDay } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { EmptyStateView, PillView } from '../../web/components.js';
import type { CoveredWork } from './work-queries.js';
import type { CallBack } from '../call-backs/call-back-types.js';
import { callBackLine, type CallBackLines } from '../call-backs/call-back-views.js';
import type { Handover } from '../handovers/handover-types.js';
import { offeredLine, ownedLine, type HandoverLines } from '../handovers/handover-views.js';
import { queueRow, type QueueRow, type TakeNextForm } from './queue-views.js';
import { statePill } from '../tasks/tasks-views.js';
import type { DescribedSummary, OwnTask } from '../types.js';

/** A person's own cases, in the order in which they need doing. */
export interface WorkPage {
  readonly groups: readonly { readonly id: string; readonly heading: string; readonly rows: readonly QueueRow[] }[];
  /** The person's own tasks, the first due first. */
  readonly tasks: readonly TaskLine[];
  /** What was given to the person's teams and nobody has taken yet. */
  readonly teamTasks: readonly TaskLine[];
  readonly csrfToken: string;
  /** Whom the person, or somebody of their teams, has promised to call: the first due first. */
  readonly callBacks: CallBackLines;
  /** What was passed to the person or their teams and nobody has accepted yet. */
  readonly offered: HandoverLines;
  /** Enquiries that the person took over. */
  readonly taken: HandoverLines;
  /** What the person passed on last. */
  readonly passed: HandoverLines;
  /** What the person does for colleagues who are away. */
  readonly covered: readonly {
    readonly id: string;
    readonly heading: string;
    readonly until: string;
    readonly tasks: readonly TaskLine[];
    readonly rows: readonly QueueRow[];
  }[];
  readonly empty: EmptyStateView;
  readonly take: TakeNextForm | undefined;
}

export interface TaskLine {
  readonly title: string;
  readonly reference: string;
  readonly href: string;
  readonly due: string;
  readonly state: PillView;
  /** "Highways", for a task of a team's. */
  readonly team: string | undefined;
  readonly take: { readonly action: string; readonly version: number } | undefined;
}

export interface TaskLines {
  readonly lines: readonly TaskLine[];
  readonly csrfToken: string;
}

export interface WorkInput {
  readonly cases: readonly DescribedSummary[];
  readonly tasks: readonly OwnTask[];
  readonly teamTasks: readonly OwnTask[];
  readonly covered: readonly CoveredWork[];
  readonly callBacks: readonly CallBack[];
  readonly offered: readonly Handover[];
  readonly taken: readonly Handover[];
  readonly passed: readonly Handover[];
  readonly names: ReadonlyMap<number, string>;
  readonly now: Instant;
  readonly csrfToken: string;
  readonly mayTake: boolean;
}

export function workPage(input: WorkInput): WorkPage {
  const { cases, tasks, teamTasks, covered, names, now, csrfToken, mayTake } = input;
  return {
    csrfToken,
    callBacks: { lines: input.callBacks.map((one) => callBackLine(one, now)) },
    offered: { lines: input.offered.map((one) => offeredLine(one, now)), csrfToken },
    taken: { lines: input.taken.map(ownedLine), csrfToken },
    passed: { lines: input.passed.map(ownedLine), csrfToken },
    teamTasks: teamTasks.map((task) => ({ ...taskLine(task, now), ...(mayTake ? { take: takeTask(task) } : {}) })),
    groups: groupsOf(cases, names, now),
    tasks: tasks.map((task) => taskLine(task, now)),
    covered: covered.map((work) => ({
      id: `covered-${work.absence.personId}`,
      heading: `For ${work.absence.personName}`,
      until: awayWords(work.absence, now),
      tasks: work.tasks.map((task) => taskLine(task, now)),
      rows: work.cases.map((each) => queueRow(each, names, now)),
    })),
    empty: { text: 'You have no open cases.', action: { text: 'See the team’s queue', href: '/desk/queue' } },
    take: mayTake ? { csrfToken, team: 'all' } : undefined,
  };
}

const headings = ['Late', 'Due today', 'Later', 'Waiting'] as const;

function groupsOf(cases: WorkInput['cases'], names: WorkInput['names'], now: Instant): WorkPage['groups'] {
  const today = localDateAt(now);
  const groupOf = ({ dueAt }: DescribedSummary): string => {
    if (dueAt === null) return 'Waiting';
    if (dueAt < now) return 'Late';
    return localDateAt(dueAt) === today ? 'Due today' : 'Later';
  };
  return headings.flatMap((heading, index) => {
    const rows = cases.filter((each) => groupOf(each) === heading).map((each) => queueRow(each, names, now));
    return rows.length > 0 ? [{ id: `work-${index + 1}`, heading, rows }] : [];
  });
}

function taskLine(task: OwnTask, now: Instant): TaskLine {
  const today = localDateAt(now);
  return {
    title: task.title,
    reference: task.reference,
    href: `/desk/cases/${task.reference}/tasks`,
    due: task.dueOn === null ? '' : formatDay(task.dueOn, { today }),
    state: statePill(task, today),
    team: task.teamName ?? undefined,
    take: undefined,
  };
}

function takeTask({ id, reference, version, veiled }: OwnTask): TaskLine['take'] {
  return veiled ? undefined : { action: `/desk/cases/${reference}/tasks/${id}`, version };
}
