import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { findWaitingPhoto, savePicture } from '../files/pictures-repository.js';

const Picture = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'This is not a stored file'),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});

/** Keeps the resized picture of a stored photo; null: none can be made. @throws not_found once that is settled */
export const keepPicture = defineCommand({
  name: 'cases.keep-picture',
  permission: 'cases.work',
  input: z.strictObject({ storedFileId: uuidField, picture: Picture.nullable() }),
  output: z.object({ id: z.string() }),
  run: async (context, { storedFileId: id, picture }) => {
    const photo = await findWaitingPhoto(context.db, id);
    if (!photo) throw notFound();
    await savePicture(context, id, picture);
    const details = { digest: photo.digest, picture: picture?.digest ?? null };
    await context.audit({ authorityId: photo.authorityId, subject: { kind: 'stored-file', id }, details });
    return { id };
  },
});
