import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { noSuchArticleVersion } from '../editing/article-errors.js';
import { findStoredById } from '../editing/publication-repository.js';
import { findSavedVersion } from '../editing/versions-repository.js';
import { save } from './save-article.js';

/** Makes an earlier version's text the newest, as a draft to look at before it is published. */
export const restoreVersion = defineCommand({
  name: 'knowledge.restore-version',
  permission: 'knowledge.edit',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, number: versionField }),
  run: async (context, { id, expectedVersion, number }) => {
    const before = await findStoredById(context.db, id);
    if (!before) throw notFound();
    if (before.version !== expectedVersion) throw staleVersion({ facts: { version: before.version } });
    const saved = await findSavedVersion(context.db, id, number);
    if (!saved) throw noSuchArticleVersion();
    const { authorityId } = before;
    return await save(context, { authorityId, before, article: saved.content, state: 'draft' });
  },
});
