import { awayWords } from '../../directory/index.js';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDate, formatRelative } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { PillView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import type { PossibleAssignee } from '../page/page-queries.js';
import type { CaseTask, DescribedCase } from '../types.js';

/** A case's tasks and checklist, to be done and ticked where they stand. */
export interface TasksCard {
  readonly baseHref: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly mayWork: boolean;
  readonly title: string;
  readonly rows: readonly TaskRow[];
  readonly checks: readonly CheckRow[];
  /** "2 of 5 ticked" */
  readonly checked: string;
  /** Which page an answer comes back to. */
  readonly from: 'case' | 'tasks';
}

export interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly who: string;
  readonly due: string;
  readonly state: PillView;
  readonly version: number;
  readonly isOpen: boolean;
}

export interface CheckRow {
  readonly id: string;
  readonly title: string;
  readonly isTicked: boolean;
  /** "Tom Reyes, 4 min ago" */
  readonly by: string;
  readonly version: number;
}

export interface TasksRendering {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly once: () => string;
  readonly may: { readonly work: boolean };
  readonly typed?: Readonly<Record<string, string>>;
}

export function tasksCard(
  tasks: readonly CaseTask[],
  baseHref: string,
  { now, csrfToken, once, may, typed }: TasksRendering,
  from: TasksCard['from'] = 'case',
): TasksCard {
  const checks = tasks.filter(({ kind, state }) => kind === 'check' && state !== 'dropped').sort(byAge);
  const ticked = checks.filter(({ state }) => state === 'done').length;
  return {
    baseHref,
    csrfToken,
    once: once(),
    mayWork: may.work,
    title: typed?.['title'] ?? '',
    rows: tasks.filter(({ kind }) => kind === 'task').map((task) => taskRow(task, now)),
    checks: checks.map((check) => ({
      id: check.id,
      title: check.title,
      isTicked: check.state === 'done',
      by: check.finishedAt === null ? '' : [check.finishedByName, formatRelative(check.finishedAt, { now })].join(', '),
      version: check.version,
    })),
    checked: `${ticked} of ${checks.length} ticked`,
    from,
  };
}

/** A checklist keeps its order, whatever is ticked. */
function byAge(a: CaseTask, b: CaseTask): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

function taskRow(task: CaseTask, now: Instant): TaskRow {
  const today = localDateAt(now);
  return {
    id: task.id,
    title: task.title,
    who: task.ownerName ?? 'Anybody in the team',
    due: task.dueOn === null ? '' : formatDate(task.dueOn, { today }),
    state: statePill(task, today),
    version: task.version,
    isOpen: task.state === 'to-do',
  };
}

/** "Overdue", "Due today", "To do" */
export function statePill({ state, dueOn }: Pick<CaseTask, 'state' | 'dueOn'>, today: LocalDate): PillView {
  if (state === 'done') return { text: 'Done', tone: 'good' };
  if (state === 'dropped') return { text: 'Dropped', tone: 'neutral' };
  if (dueOn !== null && dueOn < today) return { text: 'Overdue', tone: 'bad' };
  return dueOn === today ? { text: 'Due today', tone: 'warning' } : { text: 'To do', tone: 'info' };
}

/** Tasks with who does them and by when, and the checklist. */
export interface TasksPage {
  readonly reference: string;
  readonly title: string;
  readonly caseHref: string;
  readonly csrfToken: string;
  readonly card: TasksCard;
  readonly faults: readonly { readonly text: string; readonly href: string }[];
  readonly open: readonly {
    readonly row: TaskRow;
    readonly owner: FieldView;
    readonly dueOn: FieldView;
    readonly title: FieldView;
  }[];
  readonly ended: readonly TaskRow[];
  readonly add: readonly FieldView[] | undefined;
  readonly check: FieldView;
  readonly onceForCheck: string;
}

export interface TasksPageInput extends TasksRendering {
  readonly found: DescribedCase;
  readonly tasks: readonly CaseTask[];
  readonly members: readonly PossibleAssignee[];
  readonly actorId: string | null;
  readonly faults: readonly FieldFault[];
}

export function tasksPage(input: TasksPageInput): TasksPage {
  const { found, tasks, faults, typed = {}, once } = input;
  const caseHref = `/desk/cases/${found.reference}`;
  const card = tasksCard(tasks, caseHref, input, 'tasks');
  const open = tasks.filter(({ kind, state }) => kind === 'task' && state === 'to-do');
  const isCheck = typed['kind'] === 'check';
  return {
    reference: found.reference,
    title: found.title,
    caseHref,
    csrfToken: input.csrfToken,
    card,
    faults: faults.map(({ field, message }) => ({
      text: message,
      href: `#${isCheck && field === 'title' ? 'check' : field}`,
    })),
    open: open.map((task) => ({
      row: taskRow(task, input.now),
      title: textField('title', 'Task', task.title, `title-${task.id}`),
      owner: ownerField(input, task.ownerId, `owner-${task.id}`),
      dueOn: dateField(task.dueOn ?? '', `due-${task.id}`),
    })),
    ended: card.rows.filter(({ isOpen }) => !isOpen),
    add: input.may.work
      ? [
          {
            ...textField('title', 'New task', isCheck ? '' : (typed['title'] ?? ''), 'title'),
            ...errorOf(isCheck ? [] : faults, 'title'),
            attributes: { 'data-key': 'N', 'aria-keyshortcuts': 'N' },
          },
          { ...ownerField(input, typed['ownerId'] ?? null, 'ownerId'), ...errorOf(faults, 'ownerId') },
          { ...dateField(typed['dueOn'] ?? '', 'dueOn'), ...errorOf(faults, 'dueOn') },
        ]
      : undefined,
    check: {
      ...textField('title', 'New item', isCheck ? (typed['title'] ?? '') : '', 'check'),
      ...errorOf(isCheck ? faults : [], 'title'),
    },
    onceForCheck: once(),
  };
}

function ownerField({ members, actorId, now }: TasksPageInput, value: string | null, id: string): FieldView {
  return {
    control: 'select',
    name: 'ownerId',
    id,
    label: { text: 'Who does it' },
    value: value ?? '',
    items: [
      { value: '', text: 'Anybody in the team' },
      ...members.map(({ personId, name, away }) => ({
        value: personId,
        text: `${personId === actorId ? `${name} (you)` : name}${away === null ? '' : `, ${awayWords(away, now).replace('Away', 'away')}`}`,
      })),
    ],
  };
}

function textField(name: string, label: string, value: string, id: string): Extract<FieldView, { control: 'text' }> {
  return { control: 'text', name, id, label: { text: label }, value };
}

function dateField(value: string, id: string): FieldView {
  return { control: 'text', type: 'date', name: 'dueOn', id, label: { text: 'Due (optional)' }, value };
}

function errorOf(faults: readonly FieldFault[], field: string): { errorMessage?: { text: string } } {
  const message = faults.find((fault) => fault.field === field)?.message;
  return message === undefined ? {} : { errorMessage: { text: message } };
}
