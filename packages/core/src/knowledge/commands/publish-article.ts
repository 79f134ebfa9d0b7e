import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { expectChanges } from '../search/knowledge-index.js';
import { findStoredArticle, saveArticleVersion } from '../editing/publication-repository.js';
import { sharedNumber } from '../shared/require-shared.js';
import { knowledgeArticle } from '../types.js';

/** Publishes the article of that key, whatever there was before: for packs and files that councils exchange. */
export const publishArticle = defineCommand({
  name: 'knowledge.publish-article',
  permission: 'knowledge.edit',
  input: z.strictObject({ authorityId: z.number().int(), article: knowledgeArticle }),
  run: async (context, { authorityId, article }) => {
    const before = await findStoredArticle(context.db, authorityId, article.key);
    const articleId = before?.id ?? context.newId();
    const versionId = context.newId();
    const number = (before?.lastNumber ?? 0) + 1;
    await saveArticleVersion(context.db, {
      authorityId,
      articleId,
      versionId,
      number,
      article,
      state: 'published',
      by: context.actor.kind === 'staff' ? context.actor.staffId : null,
      at: context.now,
      before,
      basedOn: before ? undefined : await sharedNumber(context, authorityId, article.key),
    });
    const details = { key: article.key, number, digest: digest(article) };
    await context.audit({ authorityId, subject: { kind: 'article', id: articleId }, details });
    await context.emit({
      authorityId,
      topic: 'article.published',
      subjectId: articleId,
      payload: { key: article.key },
    });
    expectChanges(context.kernel.db);
    return { id: articleId, versionId, number };
  },
});
