import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { recordEvent } from '../record-event.js';
import { findTask, updateTask } from '../tasks/tasks-repository.js';
import { doingTeam, refuseStranger, tellWhoDoesIt } from '../tasks/task-team.js';
import { dueOnField } from './add-task.js';
import { taskData } from './end-task.js';

/**
 * Changes a task: what is to be done, by which team (null: the case's), by whom (null: anybody in the team) and by when.
 * Whoever is given it is told. @throws not_found; stale_version; task_already_ended; bad_input on `teamId`, `ownerId`
 */
export const editTask = defineCommand({
  name: 'cases.edit-task',
  permission: 'cases.work',
  input: z.strictObject({
    caseId: uuidField,
    taskId: uuidField,
    expectedVersion: versionField,
    title: line(200, 'what is to be done'),
    teamId: uuidField.nullable().default(null),
    ownerId: uuidField.nullable(),
    dueOn: dueOnField.nullable(),
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { caseId, taskId, expectedVersion, teamId: named, ...others }) => {
    const current = await caseToChange(context, caseId);
    const task = await findTask(context.db, caseId, taskId);
    if (!task) throw notFound();
    if (task.version !== expectedVersion) throw staleVersion({ facts: { version: task.version } });
    if (task.state !== 'to-do') throw caseErrors.taskEnded();
    refuseCardNumber('title', others.title);
    const teamId = named === task.teamId ? named : await doingTeam(context, current, named);
    const changes = { ...others, teamId };
    const isGiven = changes.ownerId !== task.ownerId || teamId !== task.teamId;
    if (isGiven) await refuseStranger(context, teamId ?? current.teamId, changes.ownerId);
    if (!(await updateTask(context, task, changes))) throw staleVersion();
    await recordEvent(context, current, { kind: 'task', data: taskData({ ...task, ...changes }, 'changed') });
    const { authorityId } = current;
    const details = { taskId, teamId, ownerId: changes.ownerId, dueOn: changes.dueOn };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    if (isGiven) await tellWhoDoesIt(context, current, { id: taskId, teamId, ownerId: changes.ownerId });
    return { id: taskId, version: expectedVersion + 1 };
  },
});
