import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { noSuchArticleVersion } from '../editing/article-errors.js';
import { expectChanges } from '../search/knowledge-index.js';
import { findStoredById, publishSavedVersion } from '../editing/publication-repository.js';
import { findSavedVersion } from '../editing/versions-repository.js';

/** Publishes a saved version of an article, the newest unless told: a draft, or what was withdrawn. */
export const publishVersion = defineCommand({
  name: 'knowledge.publish-version',
  permission: 'knowledge.edit',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, number: versionField.optional() }),
  run: async (context, { id, expectedVersion, number }) => {
    const before = await findStoredById(context.db, id);
    if (!before) throw notFound();
    if (before.version !== expectedVersion) throw staleVersion({ facts: { version: before.version } });
    const saved = await findSavedVersion(context.db, id, number ?? before.lastNumber);
    if (!saved) throw noSuchArticleVersion();
    await publishSavedVersion(context.db, before, saved.id, saved.content, context.now);
    const { authorityId, key } = before;
    const details = { key, number: saved.number };
    await context.audit({ authorityId, subject: { kind: 'article', id }, details });
    await context.emit({ authorityId, topic: 'article.published', subjectId: id, payload: { key } });
    expectChanges(context.kernel.db);
    return { id, number: saved.number, version: before.version + 1 };
  },
});
