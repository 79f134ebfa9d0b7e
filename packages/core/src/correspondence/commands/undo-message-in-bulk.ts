import { z } from 'zod';
import { BatchedCase, caseToChange, changeToUndo, markUndone } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { findMessage } from '../repository.js';
import { stateAfter } from '../rules.js';
import { cancelMessage } from './settle-message.js';

/**
 * Takes back the message about one case of several that the actor wrote together, as long as it hasn't gone.
 * @throws not_found; already_undone; undo_too_late after 10 minutes; message_gone
 */
export const undoMessageInBulk = defineCommand({
  name: 'correspondence.undo-message-in-bulk',
  permission: 'cases.change-many',
  input: BatchedCase,
  output: z.object({ id: z.string() }),
  run: async (context, { batchId, caseId }) => {
    const change = await changeToUndo(context, batchId, caseId);
    const { authorityId } = await caseToChange(context, caseId);
    const message = await findMessage(context.db, change.before.madeId ?? '');
    if (!message || stateAfter(message.state, 'cancel') === undefined) throw correspondenceErrors.gone();
    await context.call(cancelMessage, { id: message.id, expectedVersion: message.version });
    await markUndone(context, change.id);
    const details = { batchId, messageId: message.id };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    return { id: caseId };
  },
});
