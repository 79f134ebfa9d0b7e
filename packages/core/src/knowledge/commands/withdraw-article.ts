import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { expectChanges } from '../search/knowledge-index.js';
import { findStoredById, markWithdrawn } from '../editing/publication-repository.js';

/** Takes an article out of search. Its versions and the enquiries that it answered stay. */
export const withdrawArticle = defineCommand({
  name: 'knowledge.withdraw-article',
  permission: 'knowledge.edit',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion }) => {
    const article = await findStoredById(context.db, id);
    if (!article) throw notFound();
    if (article.version !== expectedVersion) throw staleVersion({ facts: { version: article.version } });
    if (article.state === 'withdrawn') throw notFound();
    await markWithdrawn(context.db, article, context.now);
    await context.audit({
      authorityId: article.authorityId,
      subject: { kind: 'article', id },
      details: { key: article.key },
    });
    expectChanges(context.kernel.db);
    return { id, version: article.version + 1 };
  },
});
