import { z } from 'zod';
import type { FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { ByReference, caseAt, caseHref } from '../page/case-desk.js';
import { addTask } from '../commands/add-task.js';
import { editTask } from '../commands/edit-task.js';
import { dropTask, finishTask, reopenTask } from '../commands/end-task.js';
import { getCasePage, listPossibleAssignees } from '../page/page-queries.js';
import { showCase } from '../show-case.js';
import { tasksPage } from './tasks-views.js';
import type { DescribedCase } from '../types.js';

const path = '/desk/cases/:reference/tasks';
const from = z.enum(['case', 'tasks']).default('case');
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
    ownerId: Owner,
    dueOn: Day,
    from,
  }),
  handle: async (context) => {
    const found = await caseAt(context);
    const { title, kind, ownerId, dueOn, from: page } = context.body;
    const about = { ...(ownerId ? { ownerId } : {}), ...(dueOn ? { dueOn } : {}) };
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
    does: z.enum(['finish', 'drop', 'reopen', 'edit']),
    kind: z.enum(['task', 'check']).default('task'),
    title: Title,
    ownerId: Owner,
    dueOn: Day,
    from,
  }),
  handle: async (context) => {
    const found = await caseAt(context);
    const { version: expectedVersion, does, kind, from: page, title, ownerId = null, dueOn = null } = context.body;
    const named = { caseId: found.id, taskId: context.params.taskId, expectedVersion };
    if (does !== 'edit') {
      await context.run(commands[does], named);
      return redirect(hrefOf(found, page), { say: said[does][kind] });
    }
    const done = await context.attempt(editTask, { ...named, title, ownerId, dueOn });
    if (done.ok) return redirect(hrefOf(found, 'tasks'), { say: 'Task changed' });
    const faults = title.trim() === '' ? [{ field: `title-${named.taskId}`, message: 'Enter the task' }] : done.faults;
    return await showTasks(context, found, { faults });
  },
});

export const taskRoutes: readonly Route[] = [show, add, change];

function hrefOf(found: DescribedCase, page: 'case' | 'tasks'): string {
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
    members: await context.read(listPossibleAssignees, { id: found.id }),
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
