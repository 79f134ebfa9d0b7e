import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { undoLastsMs } from '../queue/bulk-input.js';
import { BatchedCase } from '../queue/queue-action.js';
import { listBulkChanges, markUndone, type CaseBefore, type PastChange } from '../queue/bulk-repository.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange, saveCase } from '../case-to-change.js';
import { definitionOf } from '../definitions.js';
import { takeBackNote } from '../events-repository.js';
import { dueAfter, topicOf } from '../move-case.js';
import { recordEvent } from '../record-event.js';
import type { Case, CaseEventData } from '../types.js';
import { listLinks } from '../links/relations-repository.js';
import { recordAssignment } from './assign-case.js';
import { onlyAdds } from './change-in-bulk.js';
import { unlinkCases } from './link-cases.js';

/**
 * Puts a case back as it was before the actor changed it with others: its clock runs on as if nothing had happened, and a
 * note's words and a link are taken back.
 * @throws not_found; already_undone; undo_too_late after 10 minutes; changed_since
 */
export const undoInBulk = defineCommand({
  name: 'cases.undo-in-bulk',
  permission: 'cases.change-many',
  input: BatchedCase,
  output: z.object({ id: z.string() }),
  run: async (context, { batchId, caseId }) => {
    const change = await changeToUndo(context, batchId, caseId);
    const current = await caseToChange(context, caseId);
    if (!onlyAdds(change) && change.version !== current.version) throw caseErrors.changedSince();
    await putBack(context, current, change);
    await markUndone(context, change.id);
    const { authorityId } = current;
    const details = { batchId, does: change.does };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    return { id: caseId };
  },
});

/**
 * What the actor did to a case with others, if it can still be taken back.
 * @throws not_found; already_undone; undo_too_late after 10 minutes
 */
export async function changeToUndo(
  { db, actor, now }: CommandContext,
  batchId: string,
  caseId: string,
): Promise<PastChange> {
  const own = await listBulkChanges(db, batchId, actor.kind === 'staff' ? actor.staffId : null);
  const change = own.find((each) => each.caseId === caseId);
  if (!change) throw notFound();
  if (change.isUndone) throw caseErrors.undone();
  if (change.at < now - undoLastsMs) throw caseErrors.undoTooLate();
  return change;
}

async function putBack(context: CommandContext, current: Case, { does, before, eventId }: PastChange): Promise<void> {
  switch (does) {
    case 'assign': {
      const { assigneeId = null, assigneeName = null } = before;
      await saveCase(context, current, { assigneeId });
      return await recordAssignment(context, current, { assigneeId, assigneeName });
    }
    case 'move':
      return await moveBack(context, current, before, eventId);
    case 'prioritise': {
      const { priority = 'normal' } = before;
      const data = { fields: ['Priority'], priority, undoes: eventId };
      await saveCase(context, current, { priority, dueAt: await dueWith(context, current, 'edited', data) });
      return void (await recordEvent(context, current, { kind: 'edited', data }));
    }
    case 'note':
      return await takeBackNote(context.db, eventId);
    case 'link':
      return await unlink(context, current, before);
    default:
      throw notFound();
  }
}

/** A link that somebody removed since is gone already, and one that they made in its place stays. */
async function unlink(context: CommandContext, current: Case, { madeId: linkId = '' }: CaseBefore): Promise<void> {
  const isThere = (await listLinks(context.db, current)).some(({ id }) => id === linkId);
  if (!isThere) throw caseErrors.changedSince();
  await context.call(unlinkCases, { caseId: current.id, linkId });
}

async function moveBack(
  context: CommandContext,
  current: Case,
  { status = '', statusKind = 'open', outcome = null, closedAt = null }: PastChange['before'],
  eventId: string,
): Promise<void> {
  const data = { event: 'undo', from: current.status, to: status, undoes: eventId };
  const dueAt = await dueWith(context, current, 'status', data);
  await saveCase(context, current, { status, statusKind, outcome, closedAt, dueAt });
  await recordEvent(context, current, { kind: 'status', visibility: 'customer', data });
  const { id, authorityId, reference } = current;
  const topic = topicOf(current, { kind: statusKind });
  await context.emit({ authorityId, topic, subjectId: id, payload: { reference, ...data } });
}

async function dueWith(
  context: CommandContext,
  current: Case,
  kind: 'status' | 'edited',
  data: CaseEventData,
): Promise<number | null> {
  const definition = await definitionOf(context.db, current.serviceVersionId);
  return await dueAfter(context, definition, current, { kind, data });
}
