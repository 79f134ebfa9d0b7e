import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { caseToChange } from '../case-to-change.js';
import { findFile, markFileRemoved } from '../files/files-repository.js';
import { recordEvent } from '../record-event.js';

/** Takes a file off a case. Its bytes stay until retention removes them, so that a mistake can be put right. */
export const removeFile = defineCommand({
  name: 'cases.remove-file',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField, fileId: uuidField }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, fileId }) => {
    const current = await caseToChange(context, caseId);
    const file = await findFile(context.db, caseId, fileId);
    if (!file) throw notFound();
    if (file.removed) throw caseErrors.fileRemoved();
    await markFileRemoved(context, fileId);
    await recordEvent(context, current, { kind: 'file', data: { fileId, name: file.name, done: 'removed' } });
    const { authorityId } = current;
    await context.audit({
      authorityId,
      subject: { kind: 'case', id: caseId },
      details: { fileId, digest: file.digest },
    });
    return { id: fileId };
  },
});
