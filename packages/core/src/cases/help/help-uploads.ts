import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { everyAuthority } from '../../kernel/scope.js';
import { getPublishedService, isForStaff, type PublishedService } from '../../services/index.js';
import { insertUpload } from '../files/uploads-repository.js';
import { ownUploads } from '../files/uploads-query.js';
import { StoredUpload } from '../files/uploads.js';
import { isServed } from './audience-rules.js';
import { askerIn } from './own-request.js';

/** A service that a service desk offers to the asker's council. @throws not_found */
export async function helpServiceFor(
  { db, kernel }: CommandContext,
  serviceId: string,
  personId: string,
): Promise<PublishedService> {
  const service = await getPublishedService(db.within(everyAuthority), serviceId);
  if (!service || !isForStaff(service) || !(await isServed(kernel, service, personId)))
    throw notFound({}, 'No service desk offers that to staff of your council. Choose another.');
  return service;
}

/** Keeps a file for a request to a service desk that is sent next, for a day and for whoever sent it. @throws not_found */
export const keepHelpUpload = defineCommand({
  name: 'cases.keep-help-upload',
  permission: 'cases.ask',
  input: z.strictObject({ serviceId: uuidField, file: StoredUpload }),
  output: z.object({ id: z.string() }),
  run: async (context, { serviceId, file }) => {
    const personId = askerIn(context.actor);
    const { authorityId } = await helpServiceFor(context, serviceId, personId);
    const desk = context.lend({ authorityId, serviceId });
    const id = await insertUpload(desk, { authorityId, personId, file });
    const { digest, mediaType, sizeBytes } = file;
    const details = { digest, mediaType, sizeBytes };
    await desk.audit({ authorityId, subject: { kind: 'upload', id }, details, personal: { name: file.name } });
    return { id };
  },
});

/** The asker's own uploads of the last day, whichever desk they are for. @throws bad_input on `files.<index>.uploadId` */
export const getHelpUploads = defineQuery({
  name: 'cases.get-help-uploads',
  permission: 'cases.ask',
  input: z.strictObject({ ids: z.array(uuidField).max(20) }),
  run: ({ db, actor, now }, { ids }): Promise<StoredUpload[]> =>
    ownUploads({ db: db.within(everyAuthority), actor, now }, ids),
});
