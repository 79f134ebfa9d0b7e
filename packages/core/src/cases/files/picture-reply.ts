import { notFound } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Reply } from '../../kernel/route.js';
import type { CaseFile } from '../types.js';
import { fileName } from './uploads.js';

/** The resized picture of a photo. @throws not_found when there is none, or none yet */
export async function pictureReply({ files }: Kernel, { name, picture }: CaseFile): Promise<Reply> {
  if (picture === null || picture === 'waiting') throw notFound();
  return {
    kind: 'file',
    bytes: await files.get(picture.digest),
    name: fileName(name, 'image/jpeg'),
    mediaType: 'image/jpeg',
  };
}
