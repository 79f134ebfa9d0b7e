import { z } from 'zod';
import { badInput } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../../kernel/route.js';
import { tag } from '../api.js';
import { keepUpload } from '../commands/keep-upload.js';
import { keepHelpUpload } from '../help/help-uploads.js';
import { storeUpload, type StoredUpload } from './uploads.js';
import { uploadLastsMs } from './uploads-query.js';

const Kept = z.object({
  ...{ id: z.string(), name: z.string(), mediaType: z.string() },
  ...{ sizeBytes: z.number(), expiresAt: z.number() },
});

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
      output: Kept,
    },
    handle: async (context) => {
      const file = await storeOne(context);
      return keptJson(context, file, await context.run(keepUpload, { ...context.body, file }));
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/help/uploads',
    permission: 'cases.ask',
    upload: true,
    body: z.strictObject({ serviceId: uuidField }),
    api: {
      summary:
        'Upload a file for a file question of a service desk’s form, as multipart/form-data in the field “file”; name its id when you ask for help',
      tag: 'Help for staff',
      status: 201,
      output: Kept,
    },
    handle: async (context) => {
      const file = await storeOne(context);
      return keptJson(context, file, await context.run(keepHelpUpload, { ...context.body, file }));
    },
  }),
];

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'files' | 'now'>;

/** @throws bad_input on `file` */
async function storeOne({ kernel, files }: Context): Promise<StoredUpload> {
  const [upload, ...others] = files;
  if (!upload || others.length > 0)
    throw badInput({ faults: [{ field: 'file', message: 'Send one file, in the field “file”' }] });
  return await storeUpload(kernel, upload);
}

function keptJson({ now }: Context, { name, mediaType, sizeBytes }: StoredUpload, { id }: { readonly id: string }) {
  return json({ id, name, mediaType, sizeBytes, expiresAt: now + uploadLastsMs }, { status: 201 });
}
