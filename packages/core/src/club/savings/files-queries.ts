import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { findRecord } from '../repository.js';
import { filesOf, findSavingFile } from './files-repository.js';
import { savingKind } from './saving-kind.js';

/** The files that are the evidence of a saving. @throws not_found */
export const listSavingFiles = defineQuery({
  name: 'club.list-saving-files',
  permission: 'club.read',
  input: z.strictObject({ savingId: uuidField }),
  run: async ({ db }, { savingId }) => {
    if (!(await findRecord(db, savingKind, savingId))) throw notFound();
    return await filesOf(db, savingId);
  },
});

/** A file of a saving, to be handed out as a download. @throws not_found also for one that was removed */
export const getSavingFile = defineQuery({
  name: 'club.get-saving-file',
  permission: 'club.read',
  input: z.strictObject({ savingId: uuidField, fileId: uuidField }),
  run: async (context, { savingId, fileId }) => {
    const saving = await findRecord(context.db, savingKind, savingId);
    const file = saving && (await findSavingFile(context.db, savingId, fileId));
    if (!file || file.removed) throw notFound();
    context.shown(saving.authorityId, 'saving-file', [fileId]);
    return file;
  },
});
