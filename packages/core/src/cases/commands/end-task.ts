import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange } from '../case-to-change.js';
import { recordEvent } from '../record-event.js';
import { findTask, setTaskState } from '../tasks/tasks-repository.js';
import type { CaseEventData, CaseTask } from '../types.js';

const EndTask = z.strictObject({ caseId: uuidField, taskId: uuidField, expectedVersion: versionField });
const output = z.object({ id: z.string() });

/** Marks a task as done, or ticks an item of the checklist. @throws stale_version; task_already_ended */
export const finishTask = defineCommand({
  name: 'cases.finish-task',
  permission: 'cases.work',
  input: EndTask,
  output,
  run: (context, input) => move(context, input, 'done'),
});

/** Marks a task as not needed. @throws stale_version; task_already_ended */
export const dropTask = defineCommand({
  name: 'cases.drop-task',
  permission: 'cases.work',
  input: EndTask,
  output,
  run: (context, input) => move(context, input, 'dropped'),
});

/** Says that an ended task is to be done after all. @throws stale_version; task_not_ended */
export const reopenTask = defineCommand({
  name: 'cases.reopen-task',
  permission: 'cases.work',
  input: EndTask,
  output,
  run: (context, input) => move(context, input, 'to-do'),
});

const doneWords = { done: 'finished', dropped: 'dropped', 'to-do': 'reopened' } as const;

async function move(
  context: CommandContext,
  { caseId, taskId, expectedVersion }: z.output<typeof EndTask>,
  state: CaseTask['state'],
): Promise<{ id: string }> {
  const current = await caseToChange(context, caseId);
  const task = await findTask(context.db, caseId, taskId);
  if (!task) throw notFound();
  if (task.version !== expectedVersion) throw staleVersion({ facts: { version: task.version } });
  if (state === 'to-do' && task.state === 'to-do') throw caseErrors.taskOpen();
  if (state !== 'to-do' && task.state !== 'to-do') throw caseErrors.taskEnded();
  if (!(await setTaskState(context, task, state))) throw staleVersion();
  await recordEvent(context, current, { kind: 'task', data: taskData(task, doneWords[state]) });
  const { authorityId } = current;
  await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details: { taskId, state } });
  return { id: taskId };
}

/** What a case's history says of one of its tasks. */
export function taskData(
  { id, kind, title }: Pick<CaseTask, 'id' | 'kind' | 'title'>,
  done: NonNullable<CaseEventData['done']>,
): CaseEventData {
  return { taskId: id, name: title, done, ...(kind === 'check' ? { isCheck: true } : {}) };
}
