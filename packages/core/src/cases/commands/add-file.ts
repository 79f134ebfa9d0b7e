import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { caseToChange } from '../case-to-change.js';
import { putFile } from '../files/put-file.js';
import { announceFile } from '../outside/later-photos.js';
import { StoredUpload } from '../files/uploads.js';

/** Puts a file on a case. `storeUpload` has checked it and kept its bytes before. */
export const addFile = defineCommand({
  name: 'cases.add-file',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField, file: StoredUpload }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, file }) => {
    const current = await caseToChange(context, caseId);
    const id = await putFile(context, current, file);
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
