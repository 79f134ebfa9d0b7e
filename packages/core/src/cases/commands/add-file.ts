import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { caseToChange } from '../case-to-change.js';
import { fileAdder, insertFile } from '../files/files-repository.js';
import { announceFile } from '../outside/later-photos.js';
import { recordEvent } from '../record-event.js';
import { StoredUpload } from '../files/uploads.js';

/** Puts a file on a case. `storeUpload` has checked it and kept its bytes before. */
export const addFile = defineCommand({
  name: 'cases.add-file',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField, file: StoredUpload }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, file }) => {
    const current = await caseToChange(context, caseId);
    const id = await insertFile(fileAdder(context), current, file);
    await recordEvent(context, current, { kind: 'file', data: { fileId: id, name: file.name, done: 'added' } });
    await announceFile(context, current, id);
    const { digest, mediaType, sizeBytes } = file;
    await context.audit({
      authorityId: current.authorityId,
      subject: { kind: 'case', id: caseId },
      details: { fileId: id, digest, mediaType, sizeBytes },
      personal: { name: file.name },
    });
    return { id };
  },
});
