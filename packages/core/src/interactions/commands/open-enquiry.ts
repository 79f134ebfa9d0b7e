import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { readSubject } from '../enquiry-subject.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { insertEnquiry } from '../enquiries-repository.js';

/** Opens an enquiry: one need of the customer's, in their words. It belongs to the authority whose service it is. */
export const openEnquiry = defineCommand({
  name: 'interactions.open-enquiry',
  permission: 'interactions.handle',
  input: z.strictObject({
    interactionId: uuidField,
    words: optional(line(300)),
    serviceId: uuidField.optional(),
    articleId: uuidField.optional(),
  }),
  run: async (context, { interactionId, words, ...about }) => {
    const interaction = await holdOwnInteraction(context, interactionId);
    const { authorityId = interaction.authorityId, serviceId, articleId } = await readSubject(context, about);
    const id = context.newId();
    await insertEnquiry(context.db, {
      id,
      interactionId,
      authorityId,
      interactionAuthorityId: interaction.authorityId,
      words: words ?? null,
      serviceId: serviceId ?? null,
      articleId: articleId ?? null,
      outcome: null,
      caseId: null,
      stop: null,
      passedToTeamId: null,
      note: null,
      openedAt: context.now,
      closedAt: null,
      version: 1,
    });
    const details = { interactionId, ...about };
    await context.audit({ authorityId, subject: { kind: 'enquiry', id }, details });
    return { id, interactionId, authorityId, version: 1 };
  },
});
