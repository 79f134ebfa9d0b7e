import { awayWords } from '../../directory/index.js';
import type { Team } from '../../directory/index.js';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDate, formatRelative } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { PillView } from '../../web/components.js';
import type { FieldView } from '../../web/form-components.js';
import type { PossibleAssignee } from '../page/page-queries.js';
import type { CaseTask, DescribedCase } from '../types.js';
import { errorAt, type FaultLink } from '../../web/form-faults.js';

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
    who: whoDoes(task),
    due: task.dueOn === null ? '' : formatDate(task.dueOn, { today }),
    state: statePill(task, today),
    version: task.version,
    isOpen: task.state === 'to-do',
  };
}

/** "Tom Reyes", "Anybody in the team", "Anybody in Highways", "Tom Reyes, Highways" */
function whoDoes({ ownerName, teamName }: CaseTask): string {
  if (ownerName === null) return `Anybody in ${teamName ?? 'the team'}`;
  return teamName === null ? ownerName : `${ownerName}, ${teamName}`;
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
  readonly faults: readonly FaultLink[];
  readonly open: readonly {
    readonly row: TaskRow;
    readonly fields: readonly FieldView[];
  }[];
  readonly ended: readonly TaskRow[];
  readonly add: readonly FieldView[] | undefined;
  readonly check: FieldView;
  readonly onceForCheck: string;
}

export interface TasksPageInput extends TasksRendering {
  readonly found: DescribedCase;
  readonly tasks: readonly CaseTask[];
  /** Other teams that may do a task. */
  readonly teams: readonly Pick<Team, 'id' | 'name'>[];
  /** Who may be given a task, by its team; the case's own under the empty name. */
  readonly members: ReadonlyMap<string, readonly PossibleAssignee[]>;
  readonly actorId: string | null;
  readonly faults: readonly FieldFault[];
}

export function tasksPage(input: TasksPageInput): TasksPage {
  const { found, tasks, faults, typed = {}, once } = input;
  const caseHref = `/desk/cases/${found.reference}`;
  const card = tasksCard(tasks, caseHref, input, 'tasks');
  const open = tasks.filter(({ kind, state }) => kind === 'task' && state === 'to-do');
  const isCheck = typed['kind'] === 'check';
  const edited = typed['taskId'];
  const errors = edited === undefined && !isCheck ? faults : [];
  return {
    reference: found.reference,
    title: found.title,
    caseHref,
    csrfToken: input.csrfToken,
    card,
    faults: faults.map(({ field, message }) => ({
      text: message,
      href: `#${isCheck && field === 'title' ? 'check' : fieldId(field, edited)}`,
    })),
    open: open.map((task) => ({ row: taskRow(task, input.now), fields: fieldsOf(input, task) })),
    ended: card.rows.filter(({ isOpen }) => !isOpen),
    add: input.may.work
      ? [
          {
            ...textField('title', 'New task', isCheck || edited ? '' : (typed['title'] ?? ''), 'title'),
            errorMessage: errorAt(errors, 'title'),
            attributes: { 'data-key': 'N', 'aria-keyshortcuts': 'N' },
          },
          ...whoFields(input, edited ? {} : typed, { faults: errors }),
        ]
      : undefined,
    check: {
      ...textField('title', 'New item', isCheck ? (typed['title'] ?? '') : '', 'check'),
      errorMessage: errorAt(isCheck ? faults : [], 'title'),
    },
    onceForCheck: once(),
  };
}

/** What may be changed of a task: as it stands, or as it was typed when that could not be saved. */
function fieldsOf(input: TasksPageInput, task: CaseTask): FieldView[] {
  const { typed = {}, faults } = input;
  const isTyped = typed['taskId'] === task.id;
  const stands = { teamId: task.teamId ?? '', ownerId: task.ownerId ?? '', dueOn: task.dueOn ?? '' };
  const title = isTyped ? (typed['title'] ?? '') : task.title;
  const found = isTyped ? faults : [];
  return [
    { ...textField('title', 'Task', title, fieldId('title', task.id)), errorMessage: errorAt(found, 'title') },
    ...whoFields(input, isTyped ? typed : stands, { faults: found, task }),
  ];
}

/** A task's fields have ids of their own; those of a new one are plain. */
const fieldId = (field: string, taskId: string | undefined): string =>
  taskId === undefined ? field : `${field}-${taskId}`;

/** By which team, by whom and by when. Where no other team can do it, there is nothing to choose. */
function whoFields(
  input: TasksPageInput,
  values: Readonly<Record<string, string>>,
  { faults, task }: { readonly faults: readonly FieldFault[]; readonly task?: CaseTask },
): FieldView[] {
  const team = {
    ...({ control: 'select', name: 'teamId', id: fieldId('teamId', task?.id), label: { text: 'Team' } } as const),
    value: values['teamId'] ?? '',
    items: [{ value: '', text: 'The case’s team' }, ...input.teams.map(({ id, name }) => ({ value: id, text: name }))],
    errorMessage: errorAt(faults, 'teamId'),
  };
  const members = input.members.get(task?.teamId ?? '') ?? [];
  const owner = ownerField(input, members, values['ownerId'] ?? '', fieldId('ownerId', task?.id));
  const dueOn = dateField(values['dueOn'] ?? '', fieldId('dueOn', task?.id));
  return [
    ...(input.teams.length > 0 ? [team] : []),
    { ...owner, errorMessage: errorAt(faults, 'ownerId') },
    { ...dueOn, errorMessage: errorAt(faults, 'dueOn') },
  ];
}

function ownerField(
  { actorId, now }: TasksPageInput,
  members: readonly PossibleAssignee[],
  value: string,
  id: string,
): FieldView {
  return {
    control: 'select',
    name: 'ownerId',
    id,
    label: { text: 'Who does it' },
    value,
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
