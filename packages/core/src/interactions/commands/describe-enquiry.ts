import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { readSubject } from '../enquiry-subject.js';
import { holdOwnEnquiry } from '../open-interaction.js';
import { replaceEnquiry } from '../enquiries-repository.js';

/** Changes what an open enquiry is about: the customer's words, the service, the article that answers it. */
export const describeEnquiry = defineCommand({
  name: 'interactions.describe-enquiry',
  permission: 'interactions.handle',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    words: line(300).nullable().optional(),
    serviceId: uuidField.nullable().optional(),
    articleId: uuidField.nullable().optional(),
  }),
  run: async (context, { id, expectedVersion, words, ...about }) => {
    const { enquiry } = await holdOwnEnquiry(context, id);
    if (enquiry.version !== expectedVersion) throw staleVersion({ facts: { version: enquiry.version } });
    const subject = await readSubject(context, about);
    // Without a service, it is again for the authority that answered.
    const home = about.serviceId === null ? { authorityId: enquiry.interactionAuthorityId } : {};
    const changes = { ...home, ...subject, ...(words === undefined ? {} : { words }) };
    if (!(await replaceEnquiry(context.db, enquiry, changes))) throw staleVersion();
    const { authorityId } = { ...enquiry, ...changes };
    const details = { interactionId: enquiry.interactionId, ...about };
    await context.audit({ authorityId, subject: { kind: 'enquiry', id }, details });
    if (authorityId !== enquiry.authorityId)
      await context.audit({
        authorityId: enquiry.authorityId,
        subject: { kind: 'enquiry', id },
        action: 'interactions.enquiry-moved',
        details: { to: authorityId },
      });
    return { id, authorityId, version: enquiry.version + 1 };
  },
});
