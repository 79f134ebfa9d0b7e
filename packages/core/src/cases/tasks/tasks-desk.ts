import { z } from 'zod';
import { notFound, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { ByReference, caseAt, caseHref } from '../page/case-desk.js';
import { addTask } from '../commands/add-task.js';
import { editTask } from '../commands/edit-task.js';
import { dropTask, finishTask, reopenTask } from '../commands/end-task.js';
import type { Team } from '../../directory/index.js';
import { getCasePage, listPossibleAssignees, type PossibleAssignee } from '../page/page-queries.js';
import { teamsOf } from '../queue/queue-teams.js';
import { showCase } from '../show-case.js';
import { tasksPage } from './tasks-views.js';
import type { CaseTask, DescribedCase } from '../types.js';

const path = '/desk/cases/:reference/tasks';
const from = z.enum(['case', 'tasks', 'work']).default('case');
const Owner = optional(uuidField);
const Day = optional(z.string().max(20));
const Title = z.string().max(2000).default('');

const show = deskRoute({
  method: 'get',
  path,
  permission: 'cases.read',
  params: ByReference,
  handle: async (context) => await showTasks(context, await caseAt(context)),
});

const add = deskRoute({
  method: 'post',
  path,
  permission: 'cases.work',
  params: ByReference,
  body: z.strictObject({
    title: Title,
    kind: z.enum(['task', 'check']).default('task'),
    teamId: Owner,
    ownerId: Owner,
    dueOn: Day,
    from,
  }),
  handle: async (context) => {
    const found = await caseAt(context);
    const { title, kind, teamId, ownerId, dueOn, from: page } = context.body;
    const about = { ...(teamId ? { teamId } : {}), ...(ownerId ? { ownerId } : {}), ...(dueOn ? { dueOn } : {}) };
    const done = await context.attempt(addTask, { caseId: found.id, kind, title, ...about });
    if (done.ok)
      return redirect(hrefOf(found, page), { say: kind === 'check' ? 'Added to the checklist' : 'Task added' });
    const missing = kind === 'check' ? 'Enter what is to be ticked' : 'Enter the task';
    const faults = title.trim() === '' ? [{ field: 'title', message: missing }] : done.faults;
    const typed = { title, kind, ...about };
    return page === 'tasks'
      ? await showTasks(context, found, { faults, typed })
      : await showCase(context, found.reference, { faults, typed });
  },
});

const said = {
  finish: { task: 'Task done', check: 'Ticked' },
  drop: { task: 'Task dropped', check: 'Taken off the checklist' },
  reopen: { task: 'Task to be done again', check: 'Tick taken away' },
} as const;
const commands = { finish: finishTask, drop: dropTask, reopen: reopenTask } as const;

const change = deskRoute({
  method: 'post',
  path: `${path}/:taskId`,
  permission: 'cases.work',
  params: ByReference.extend({ taskId: uuidField }),
  body: z.strictObject({
    version: versionField,
    does: z.enum(['finish', 'drop', 'reopen', 'edit', 'take']),
    kind: z.enum(['task', 'check']).default('task'),
    title: Title,
    teamId: Owner,
    ownerId: Owner,
    dueOn: Day,
    from,
  }),
  handle: async (context) => {
    const found = await caseAt(context);
    const { version: expectedVersion, does, kind, from: page, title } = context.body;
    const { teamId = null, ownerId = null, dueOn = null } = context.body;
    const named = { caseId: found.id, taskId: context.params.taskId, expectedVersion };
    if (does === 'take') return await take(context, found, named);
    if (does !== 'edit') {
      await context.run(commands[does], named);
      return redirect(hrefOf(found, page), { say: said[does][kind] });
    }
    const done = await context.attempt(editTask, { ...named, title, teamId, ownerId, dueOn });
    if (done.ok) return redirect(hrefOf(found, 'tasks'), { say: 'Task changed' });
    const typed = { taskId: named.taskId, title, teamId: teamId ?? '', ownerId: ownerId ?? '', dueOn: dueOn ?? '' };
    const faults = title.trim() === '' ? [{ field: 'title', message: 'Enter the task' }] : done.faults;
    return await showTasks(context, found, { faults, typed });
  },
});

export const taskRoutes: readonly Route[] = [show, add, change];

/** Gives a task of one's team to oneself, as it stands. @throws stale_version when somebody else was faster */
async function take(
  context: RouteContext<unknown, unknown, unknown>,
  { id, reference }: DescribedCase,
  named: { readonly caseId: string; readonly taskId: string; readonly expectedVersion: number },
): Promise<Reply> {
  const { actor } = context.visitor;
  const task = (await context.read(getCasePage, { id })).tasks.find((each) => each.id === named.taskId);
  if (!task || actor.kind !== 'staff') throw notFound();
  const { title, teamId, dueOn } = task;
  await context.run(editTask, { ...named, title, teamId, dueOn, ownerId: actor.staffId });
  return redirect('/desk/work', { say: `You have the task of ${reference} now` });
}

function hrefOf(found: DescribedCase, page: 'case' | 'tasks' | 'work'): string {
  if (page === 'work') return '/desk/work';
  return page === 'case' ? caseHref(found) : `${caseHref(found)}/tasks`;
}

async function showTasks(
  context: RouteContext<unknown, unknown, unknown>,
  found: DescribedCase,
  back: { readonly faults?: readonly FieldFault[]; readonly typed?: Readonly<Record<string, string>> } = {},
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { tasks } = await context.read(getCasePage, { id: found.id });
  const model = tasksPage({
    found,
    tasks,
    teams: await teamsFor(context, found),
    members: await membersFor(context, found, tasks),
    actorId: visitor.actor.kind === 'staff' ? visitor.actor.staffId : null,
    may: { work: may(visitor.actor, 'cases.work', found.authorityId) },
    now,
    csrfToken: visitor.session?.csrfToken ?? '',
    once: () => newId(kernel.clock, kernel.random),
    faults: back.faults ?? [],
    ...(back.typed ? { typed: back.typed } : {}),
  });
  const status = model.faults.length > 0 ? 422 : 200;
  return page('/cases/views/tasks-page', model, { title: `Tasks: ${found.reference}`, nav: 'queue', status });
}

/** The teams that may be asked to do a task: of the case's council; of a restricted case none but its own. */
async function teamsFor(context: RouteContext<unknown, unknown, unknown>, found: DescribedCase): Promise<Team[]> {
  const { teams } = await teamsOf(context);
  return teams.filter(
    ({ id, authorityId }) => id !== found.teamId && authorityId === found.authorityId && !found.restricted,
  );
}

/** Who may be given each task, by its team; the case's own under the empty name. */
async function membersFor(
  context: RouteContext<unknown, unknown, unknown>,
  { id }: DescribedCase,
  tasks: readonly CaseTask[],
): Promise<ReadonlyMap<string, readonly PossibleAssignee[]>> {
  const members = new Map([['', await context.read(listPossibleAssignees, { id })]]);
  for (const { teamId, state } of tasks)
    if (teamId !== null && state === 'to-do' && !members.has(teamId))
      members.set(teamId, await context.read(listPossibleAssignees, { id, teamId }));
  return members;
}
