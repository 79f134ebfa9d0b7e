import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { recordEvent } from '../record-event.js';
import { doingTeam, refuseStranger, tellWhoDoesIt } from '../tasks/task-team.js';
import { insertTask } from '../tasks/tasks-repository.js';
import { taskData } from './end-task.js';

export const dueOnField = z.string().refine(isLocalDate, 'Enter the date as year, month and day, like 2026-11-24');

/**
 * Adds a piece of work to a case, or an item to its checklist.
 * @throws bad_input on `ownerId` for somebody who is not in the task's team, on `teamId` for a team that can't do it, and
 * for a checklist with a team, owner or date
 */
export const addTask = defineCommand({
  name: 'cases.add-task',
  permission: 'cases.work',
  input: z.strictObject({
    caseId: uuidField,
    kind: z.enum(['task', 'check']).default('task'),
    title: line(200, 'what is to be done'),
    /** The team that does it; the case's when absent. */
    teamId: uuidField.optional(),
    ownerId: uuidField.optional(),
    dueOn: dueOnField.optional(),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, kind, title, teamId: named = null, ownerId = null, dueOn = null }) => {
    const current = await caseToChange(context, caseId);
    refuseCardNumber('title', title);
    if (kind === 'check' && named !== null) throw fault('teamId', 'Leave the team out: anybody ticks the checklist');
    if (kind === 'check' && ownerId !== null)
      throw fault('ownerId', 'Leave the owner out: anybody ticks the checklist');
    if (kind === 'check' && dueOn !== null) throw fault('dueOn', 'Leave the date out: a checklist has none');
    const teamId = await doingTeam(context, current, named);
    await refuseStranger(context, teamId ?? current.teamId, ownerId);
    const id = await insertTask(context, current, { kind, title, teamId, ownerId, dueOn });
    await recordEvent(context, current, { kind: 'task', data: taskData({ id, kind, title }, 'added') });
    const details = { taskId: id, kind, teamId, ownerId, dueOn };
    const { authorityId } = current;
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    await tellWhoDoesIt(context, current, { id, teamId, ownerId });
    return { id };
  },
});

function fault(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
