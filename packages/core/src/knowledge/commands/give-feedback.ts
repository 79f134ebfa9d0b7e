import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notAllowed, notFound } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { insertFeedback, problems } from '../editing/feedback-repository.js';
import { findArticle } from '../repository.js';

/** Tells the editors that an article is wrong or unclear. It stays on their list until one of them settles it. */
export const giveFeedback = defineCommand({
  name: 'knowledge.give-feedback',
  permission: 'knowledge.report',
  input: z.strictObject({ articleId: uuidField, problem: z.enum(problems), note: longText(1000).optional() }),
  run: async (context, { articleId, problem, note }) => {
    const { actor, now } = context;
    if (actor.kind !== 'staff') throw notAllowed();
    const article = await findArticle(context.db, articleId);
    if (!article) throw notFound();
    const id = context.newId();
    const { authorityId, versionNumber } = article;
    const given = { articleId, authorityId, versionNumber, problem, note };
    await insertFeedback(context.db, { id, ...given, givenBy: actor.staffId, givenAt: now });
    const details = { feedbackId: id, problem, versionNumber };
    await context.audit({ authorityId, subject: { kind: 'article', id: articleId }, details });
    return { id };
  },
});
