import { z } from 'zod';
import { badInput } from '../../kernel/errors.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { tag } from '../api.js';
import { keepUpload } from '../commands/keep-upload.js';
import { storeUpload } from './uploads.js';
import { uploadLastsMs } from './uploads-query.js';

export const uploadApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'post',
    path: '/api/v1/uploads',
    permission: 'cases.log',
    upload: true,
    body: z.strictObject({ authorityId: z.coerce.number().int() }),
    api: {
      summary:
        'Upload a file for a form’s file question, sent as multipart/form-data in the field “file”; name its id when you log the case',
      tag,
      status: 201,
      output: z.object({
        id: z.string(),
        name: z.string(),
        mediaType: z.string(),
        sizeBytes: z.number(),
        expiresAt: z.number(),
      }),
    },
    handle: async (context) => {
      const [upload, ...others] = context.files;
      if (!upload || others.length > 0)
        throw badInput({ faults: [{ field: 'file', message: 'Send one file, in the field “file”' }] });
      const file = await storeUpload(context.kernel, upload);
      const { id } = await context.run(keepUpload, { ...context.body, file });
      const { name, mediaType, sizeBytes } = file;
      return json({ id, name, mediaType, sizeBytes, expiresAt: context.now + uploadLastsMs }, { status: 201 });
    },
  }),
];
