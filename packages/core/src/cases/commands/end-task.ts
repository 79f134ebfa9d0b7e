import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange } from '../case-to-change.js';
import { recordEvent } from '../record-event.js';
import { endTask, findTask } from '../tasks-repository.js';

const EndTask = z.strictObject({ caseId: uuidField, taskId: uuidField, expectedVersion: versionField });
const output = z.object({ id: z.string() });

/** Marks a task as done. @throws stale_version; task_already_ended */
export const finishTask = defineCommand({
  name: 'cases.finish-task',
  permission: 'cases.work',
  input: EndTask,
  output,
  run: (context, input) => end(context, input, 'done'),
});

/** Marks a task as not needed. @throws stale_version; task_already_ended */
export const dropTask = defineCommand({
  name: 'cases.drop-task',
  permission: 'cases.work',
  input: EndTask,
  output,
  run: (context, input) => end(context, input, 'dropped'),
});

async function end(
  context: CommandContext,
  { caseId, taskId, expectedVersion }: z.output<typeof EndTask>,
  state: 'done' | 'dropped',
): Promise<{ id: string }> {
  const current = await caseToChange(context, caseId);
  const task = await findTask(context.db, caseId, taskId);
  if (!task) throw notFound();
  if (task.state !== 'to-do') throw caseErrors.taskEnded();
  if (task.version !== expectedVersion || !(await endTask(context, task, state))) throw staleVersion();
  const done = state === 'done' ? 'finished' : 'dropped';
  await recordEvent(context, current, { kind: 'task', data: { taskId, name: task.title, done } });
  const { authorityId } = current;
  await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details: { taskId, state } });
  return { id: taskId };
}
