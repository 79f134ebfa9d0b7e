import { z } from 'zod';
import { defineCommand, digest, type CommandContext } from '../../kernel/command.js';
import { expectChanges } from '../knowledge-index.js';
import { findStoredArticle } from '../repository.js';
import { knowledgeArticle, type KnowledgeArticle } from '../types.js';

/** Publishes an article's text as its next version; the partnership's articles are shared by all members. */
export const publishArticle = defineCommand({
  name: 'knowledge.publish-article',
  permission: 'knowledge.edit',
  input: z.strictObject({ authorityId: z.number().int(), article: knowledgeArticle }),
  run: async (context, { authorityId, article }) => {
    const before = await findStoredArticle(context.db, authorityId, article.key);
    const articleId = before?.id ?? context.newId();
    const versionId = context.newId();
    const number = (before?.lastNumber ?? 0) + 1;
    if (!before) await context.db.insert('articles', newRow(context, authorityId, articleId, article));
    await context.db.insert('article_versions', {
      id: versionId,
      authority_id: authorityId,
      article_id: articleId,
      number,
      content: JSON.stringify(article),
      created_at: context.now,
      created_by: context.actor.kind === 'staff' ? context.actor.staffId : null,
    });
    const changes = {
      ...described(article),
      state: 'published',
      published_version_id: versionId,
      updated_at: context.now,
    };
    await context.db.update('articles', { id: articleId }, { ...changes, version: (before?.version ?? 0) + 1 });
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

function described(article: KnowledgeArticle) {
  return {
    title: article.title,
    service_key: article.serviceKey ?? null,
    owner_team_key: article.ownerTeam,
    effective_on: article.effectiveOn,
    review_on: article.reviewOn,
  };
}

function newRow(context: CommandContext, authorityId: number, id: string, article: KnowledgeArticle) {
  return {
    id,
    authority_id: authorityId,
    key: article.key,
    ...described(article),
    state: 'draft',
    updated_at: context.now,
  };
}
