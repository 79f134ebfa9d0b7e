import { addWorkingDays, workingCalendar } from '../../authorities/index.js';
import { findTeamByKey } from '../../directory/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { ServiceDefinition, TaskTemplate } from '../../services/index.js';
import type { WorkingCalendar } from '../../authorities/index.js';
import { recordEvent } from '../record-event.js';
import { tellWhoDoesIt } from './task-team.js';
import { insertTask } from './tasks-repository.js';
import type { Case } from '../types.js';

/** The tasks that a service gives its cases when they are logged (`logged`) or come to a status. */
export function tasksAt(
  { tasks }: Pick<ServiceDefinition, 'tasks'>,
  at: 'logged' | { status: string },
): TaskTemplate[] {
  return tasks.filter((task) => (at === 'logged' ? task.at === undefined : task.at === at.status));
}

/** The last of a task's working days, counted like the promise; null where it has none. */
export function taskDueOn({ dueInDays }: TaskTemplate, calendar: WorkingCalendar, from: number): LocalDate | null {
  return dueInDays === undefined ? null : localDateAt(addWorkingDays(calendar, from, dueInDays));
}

/** Makes them, to be taken by the team that each names, else by the case's. */
export async function makeTasks(
  context: CommandContext,
  definition: ServiceDefinition,
  of: Pick<Case, 'id' | 'authorityId' | 'reference' | 'teamId'>,
  at: Parameters<typeof tasksAt>[1],
): Promise<void> {
  if (at === 'logged') await makeChecklist(context, definition, of);
  const templates = tasksAt(definition, at);
  if (templates.length === 0) return;
  const calendar = await workingCalendar(context.kernel, of.authorityId, definition.sla.calendar);
  for (const template of templates) {
    const dueOn = taskDueOn(template, calendar, context.now);
    const task = { title: template.title, teamId: await teamOf(context, of, template), ownerId: null, dueOn };
    const id = await insertTask(context, of, task);
    await recordEvent(context, of, { kind: 'task', data: { taskId: id, name: template.title, done: 'added' } });
    await tellWhoDoesIt(context, of, { ...task, id });
  }
}

/** A team that was closed since the service was published leaves its tasks to the case's team. */
async function teamOf(
  { db }: CommandContext,
  { authorityId, teamId }: Pick<Case, 'authorityId' | 'teamId'>,
  { team: key }: TaskTemplate,
): Promise<string | null> {
  const team = key === undefined ? undefined : await findTeamByKey(db, authorityId, key);
  return team === undefined || team.id === teamId ? null : team.id;
}

/** One after another, so that their ids keep the service's order. */
async function makeChecklist(
  context: CommandContext,
  { checklist }: Pick<ServiceDefinition, 'checklist'>,
  of: Pick<Case, 'id' | 'authorityId'>,
): Promise<void> {
  for (const title of checklist) await insertTask(context, of, { kind: 'check', title, ownerId: null, dueOn: null });
}
