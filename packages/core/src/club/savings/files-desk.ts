import { z } from 'zod';
import { storeUpload } from '../../cases/index.js';
import { fileReply } from '../../documents/index.js';
import { AppError, badInput } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, redirect, type Route } from '../../kernel/route.js';
import { getRecord } from '../queries.js';
import { showRecord } from '../show-record.js';
import { partnershipHref, recordHref } from '../views.js';
import { addSavingFile, removeSavingFile } from './change-files.js';
import { evidenceSettled, filesOpenIn } from './file-rules.js';
import { getSavingFile } from './files-queries.js';

const part = 'savings';
const href = `${partnershipHref}/${part}/:savingId/files`;
const params = z.strictObject({ savingId: uuidField });
const ofFile = params.extend({ fileId: uuidField });

/** Adding, taking and removing the evidence of a saving; its page lists it. */
export const savingFileRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: href,
    permission: 'club.govern',
    upload: true,
    params,
    body: z.strictObject({}),
    handle: async (context) => {
      const { savingId } = context.params;
      const { record } = await context.read(getRecord, { part, id: savingId });
      if (!filesOpenIn(record.state)) throw evidenceSettled();
      try {
        if (context.files.length === 0) throw badInput({ faults: [{ field: 'file', message: 'Choose a file' }] });
        for (const upload of context.files)
          await context.run(addSavingFile, { savingId, file: await storeUpload(context.kernel, upload) });
      } catch (error) {
        if (!(error instanceof AppError) || error.faults.length === 0) throw error;
        return await showRecord(context, part, await context.read(getRecord, { part, id: savingId }), error.faults);
      }
      return redirect(recordHref(part, savingId), { say: context.files.length === 1 ? 'File added' : 'Files added' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${href}/:fileId`,
    permission: 'club.read',
    params: ofFile,
    handle: async (context) => {
      return await fileReply(context.kernel, await context.read(getSavingFile, context.params));
    },
  }),
  deskRoute({
    method: 'post',
    path: `${href}/:fileId/remove`,
    permission: 'club.govern',
    params: ofFile,
    body: z.strictObject({}),
    handle: async (context) => {
      await context.run(removeSavingFile, context.params);
      return redirect(recordHref(part, context.params.savingId), { say: 'File removed' });
    },
  }),
];
