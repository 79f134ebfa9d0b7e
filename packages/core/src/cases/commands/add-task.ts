import { z } from 'zod';
import { listMembers } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../cards.js';
import { doneBy, recordEvent } from '../record-event.js';
import { insertTask } from '../tasks-repository.js';

export const dueOnField = z.string().refine(isLocalDate, 'Enter the date as year, month and day, like 2026-11-24');

/** Adds a piece of work to a case. @throws bad_input on `ownerId` for somebody who is not in the case's team */
export const addTask = defineCommand({
  name: 'cases.add-task',
  permission: 'cases.work',
  input: z.strictObject({
    caseId: uuidField,
    title: line(200),
    ownerId: uuidField.optional(),
    dueOn: dueOnField.optional(),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, title, ownerId = null, dueOn = null }) => {
    const current = await caseToChange(context, caseId);
    refuseCardNumber('title', title);
    if (ownerId !== null) await refuseStranger(context, current.teamId, ownerId);
    const id = await insertTask(context, current, { title, ownerId, dueOn });
    await recordEvent(context, current, { kind: 'task', data: { taskId: id, name: title, done: 'added' } });
    const { authorityId } = current;
    await context.audit({
      authorityId,
      subject: { kind: 'case', id: caseId },
      details: { taskId: id, ownerId, dueOn },
    });
    if (ownerId !== null) {
      const payload = { reference: current.reference, taskId: id, tell: [ownerId], by: doneBy(context) };
      await context.emit({ authorityId, topic: 'case.task-given', subjectId: caseId, payload });
    }
    return { id };
  },
});

async function refuseStranger({ db }: CommandContext, teamId: string, ownerId: string): Promise<void> {
  if ((await listMembers(db, teamId)).some(({ personId }) => personId === ownerId)) return;
  throw badInput({ faults: [{ field: 'ownerId', message: 'Choose somebody in the case’s team' }] });
}
