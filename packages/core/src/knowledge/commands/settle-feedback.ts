import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { findFeedback, markSettled } from '../editing/feedback-repository.js';

/** Takes an adviser's word on an article off the editors' list, once the article says it right. */
export const settleFeedback = defineCommand({
  name: 'knowledge.settle-feedback',
  permission: 'knowledge.edit',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion }) => {
    const feedback = await findFeedback(context.db, id);
    if (!feedback) throw notFound();
    if (feedback.version !== expectedVersion) throw staleVersion({ facts: { version: feedback.version } });
    const staffId = context.actor.kind === 'staff' ? context.actor.staffId : null;
    if (!(await markSettled(context.db, feedback, { staffId, at: context.now }))) throw staleVersion();
    const { authorityId, articleId } = feedback;
    const details = { feedbackId: id };
    await context.audit({ authorityId, subject: { kind: 'article', id: articleId }, details });
    return { id };
  },
});
