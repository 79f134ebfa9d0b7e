import { z } from 'zod';
import { listMembers } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { doneBy, recordEvent } from '../record-event.js';
import { insertTask } from '../tasks/tasks-repository.js';
import type { Case } from '../types.js';
import { taskData } from './end-task.js';

export const dueOnField = z.string().refine(isLocalDate, 'Enter the date as year, month and day, like 2026-11-24');

/**
 * Adds a piece of work to a case, or an item to its checklist.
 * @throws bad_input on `ownerId` for somebody who is not in the case's team, and for a checklist with owners or dates
 */
export const addTask = defineCommand({
  name: 'cases.add-task',
  permission: 'cases.work',
  input: z.strictObject({
    caseId: uuidField,
    kind: z.enum(['task', 'check']).default('task'),
    title: line(200),
    ownerId: uuidField.optional(),
    dueOn: dueOnField.optional(),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, kind, title, ownerId = null, dueOn = null }) => {
    const current = await caseToChange(context, caseId);
    refuseCardNumber('title', title);
    if (kind === 'check' && ownerId !== null)
      throw fault('ownerId', 'Leave the owner out: anybody ticks the checklist');
    if (kind === 'check' && dueOn !== null) throw fault('dueOn', 'Leave the date out: a checklist has none');
    await refuseStranger(context, current, ownerId);
    const id = await insertTask(context, current, { kind, title, ownerId, dueOn });
    await recordEvent(context, current, { kind: 'task', data: taskData({ id, kind, title }, 'added') });
    const details = { taskId: id, kind, ownerId, dueOn };
    const { authorityId } = current;
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    await tellOwner(context, current, { id, ownerId });
    return { id };
  },
});

/** Nobody outside the case's team can be given its tasks. @throws bad_input on `ownerId` */
export async function refuseStranger(
  { db }: CommandContext,
  { teamId }: Pick<Case, 'teamId'>,
  ownerId: string | null,
): Promise<void> {
  if (ownerId === null || (await listMembers(db, teamId)).some(({ personId }) => personId === ownerId)) return;
  throw fault('ownerId', 'Choose somebody in the case’s team');
}

export async function tellOwner(
  context: CommandContext,
  { id: subjectId, authorityId, reference }: Pick<Case, 'id' | 'authorityId' | 'reference'>,
  { id: taskId, ownerId }: { readonly id: string; readonly ownerId: string | null },
): Promise<void> {
  if (ownerId === null) return;
  const payload = { reference, taskId, tell: [ownerId], by: doneBy(context) };
  await context.emit({ authorityId, topic: 'case.task-given', subjectId, payload });
}

function fault(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
