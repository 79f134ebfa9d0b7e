import { z } from 'zod';
import { storeUpload } from '../../cases/index.js';
import { fileReply } from '../../documents/index.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { addSavingFile, removeSavingFile } from './change-files.js';
import { getSavingFile, listSavingFiles } from './files-queries.js';

const tag = 'Partnership';
const href = '/api/v1/governance/savings/:savingId/files';
const params = z.strictObject({ savingId: uuidField });
const ofFile = params.extend({ fileId: uuidField });
/** The file's id, and the saving's version now. */
const Changed = z.object({ id: z.string(), version: z.number() });
const FileShape = z.object({
  ...{ id: z.string(), name: z.string(), mediaType: z.string(), sizeBytes: z.number() },
  /** SHA-256 in hex. */
  digest: z.string(),
  ...{ addedAt: z.number(), addedByName: z.string().nullable() },
});

export const savingFileApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: href,
    permission: 'club.read',
    params,
    api: {
      summary: 'The files that are the evidence of a claimed saving',
      tag,
      output: z.object({ items: z.array(FileShape), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const files = await context.read(listSavingFiles, context.params);
      return json({ items: files.map(({ authorityId: _authority, ...shown }) => shown), nextCursor: null });
    },
  }),
  apiRoute({
    method: 'post',
    path: href,
    permission: 'club.govern',
    upload: true,
    params,
    body: z.strictObject({}),
    api: {
      summary: 'Add a file as evidence, sent as multipart/form-data in the field “file”',
      tag,
      status: 201,
      output: Changed,
    },
    handle: async (context) => {
      const [upload, ...others] = context.files;
      if (!upload || others.length > 0)
        throw badInput({ faults: [{ field: 'file', message: 'Send one file, in the field “file”' }] });
      const file = await storeUpload(context.kernel, upload);
      return json(await context.run(addSavingFile, { ...context.params, file }), { status: 201 });
    },
  }),
  apiRoute({
    method: 'get',
    path: `${href}/:fileId`,
    permission: 'club.read',
    params: ofFile,
    api: { summary: 'The content of a file of evidence, as an attachment', tag },
    handle: async (context) => {
      return await fileReply(context.kernel, await context.read(getSavingFile, context.params));
    },
  }),
  apiRoute({
    method: 'delete',
    path: `${href}/:fileId`,
    permission: 'club.govern',
    params: ofFile,
    api: { summary: 'Take a file off a saving that isn’t verified', tag, output: Changed },
    handle: async (context) => json(await context.run(removeSavingFile, context.params)),
  }),
];
