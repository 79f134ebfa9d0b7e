import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notAllowed, notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { insertUpload } from '../files/uploads-repository.js';
import { StoredUpload } from '../files/uploads.js';

/** Keeps a file for a form that is sent next, for a day and for whoever sent it. @throws not_found */
export const keepUpload = defineCommand({
  name: 'cases.keep-upload',
  permission: 'cases.log',
  input: z.strictObject({ authorityId: z.number().int(), file: StoredUpload }),
  output: z.object({ id: z.string() }),
  run: async (context, { authorityId, file }) => {
    const { actor, db } = context;
    if (!isInScope(db.scope, authorityId)) throw notFound();
    if (actor.kind !== 'staff') throw notAllowed();
    const id = await insertUpload(context, { authorityId, personId: actor.staffId, file });
    const { digest, mediaType, sizeBytes } = file;
    const details = { digest, mediaType, sizeBytes };
    await context.audit({ authorityId, subject: { kind: 'upload', id }, details, personal: { name: file.name } });
    return { id };
  },
});
