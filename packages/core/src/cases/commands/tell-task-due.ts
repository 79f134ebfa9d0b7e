import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange } from '../case-to-change.js';
import { leadersOf } from '../tasks/task-team.js';
import { findTask, markTold, type DueStep } from '../tasks/tasks-repository.js';

/**
 * Tells whoever has a task that it is due today, or overdue; the team's leaders while nobody has it. Once each for a due
 * date. @throws not_found; not_due_yet; already_escalated
 */
export const tellTaskDue = defineCommand({
  name: 'cases.tell-task-due',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField, taskId: uuidField }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, taskId }) => {
    const { authorityId, reference, teamId } = await caseToChange(context, caseId);
    const task = await findTask(context.db, caseId, taskId);
    if (!task) throw notFound();
    const today = localDateAt(context.now);
    if (task.kind !== 'task' || task.dueOn === null || task.dueOn > today) throw caseErrors.notDueYet();
    const step: DueStep = task.dueOn < today ? 'overdue' : 'due';
    if (!(await markTold(context, taskId, step))) throw caseErrors.escalated();
    const tell = task.ownerId === null ? await leadersOf(context, task.teamId ?? teamId) : [task.ownerId];
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details: { taskId, step, tell } });
    await context.emit({
      authorityId,
      topic: `case.task-${step}`,
      subjectId: caseId,
      payload: { reference, taskId, tell },
    });
    return { id: taskId };
  },
});
