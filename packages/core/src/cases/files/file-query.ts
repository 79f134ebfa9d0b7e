import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { findFile, listFiles } from './files-repository.js';
import { lookUp } from '../queries.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { CaseFile } from '../types.js';

/** A file of a case, to be handed out as a download. @throws not_found also for one that was removed */
export const getCaseFile = defineQuery({
  name: 'cases.get-case-file',
  permission: 'cases.read',
  input: z.strictObject({ caseId: uuidField, fileId: uuidField }),
  run: async (context, { caseId, fileId }): Promise<CaseFile> => {
    const found = await lookUp(context, { id: caseId });
    await refuseUnlessOpen(context, found);
    const file = await findFile(context.db, caseId, fileId);
    if (!file || file.removed) throw notFound();
    context.shown(found.authorityId, 'case-file', [fileId]);
    return file;
  },
});

/** The files of a case. */
export const listCaseFiles = defineQuery({
  name: 'cases.list-case-files',
  permission: 'cases.read',
  input: z.strictObject({ caseId: uuidField }),
  run: async (context, { caseId }): Promise<CaseFile[]> => {
    const found = await lookUp(context, { id: caseId });
    await refuseUnlessOpen(context, found);
    context.shown(found.authorityId, 'case', [caseId]);
    return await listFiles(context.db, caseId);
  },
});
