import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { defineQuery } from '../../kernel/query.js';
import { knowledgeIndex } from '../search/knowledge-index.js';
import { noSuchArticleVersion } from './article-errors.js';
import { listEditedArticles } from './editing-repository.js';
import { listGapWords } from './gaps-repository.js';
import { findStoredById } from './publication-repository.js';
import { search } from '../search/search-index.js';
import { findSavedVersion, listSavedVersions } from './versions-repository.js';

/** An article as an editor finds it: its newest text, published or not. */
export const getDraft = defineQuery({
  name: 'knowledge.get-draft',
  permission: 'knowledge.edit',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const stored = await findStoredById(context.db, id);
    const newest = stored && (await findSavedVersion(context.db, id, stored.lastNumber));
    if (!stored || !newest) throw notFound();
    return { ...stored, newest };
  },
});

/** Everything that was ever saved of an article, newest first. */
export const listVersions = defineQuery({
  name: 'knowledge.list-versions',
  permission: 'knowledge.edit',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const stored = await findStoredById(context.db, id);
    if (!stored) throw notFound();
    return { ...stored, versions: await listSavedVersions(context.db, id) };
  },
});

export const getVersion = defineQuery({
  name: 'knowledge.get-version',
  permission: 'knowledge.edit',
  input: z.strictObject({ id: uuidField, number: versionField }),
  run: async (context, { id, number }) => {
    if (!(await findStoredById(context.db, id))) throw notFound();
    const version = await findSavedVersion(context.db, id, number);
    if (!version) throw noSuchArticleVersion();
    return version;
  },
});

/** Words with which several different customers found nothing, commonest first, each with what it finds by now. */
export const listGaps = defineQuery({
  name: 'knowledge.list-gaps',
  permission: 'knowledge.edit',
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async (context, { authorityId }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const index = await knowledgeIndex(context.kernel);
    const gaps = await listGapWords(context.db, authorityId);
    return gaps.map((gap) => {
      const [found] = search(index, { words: gap.word, authorityIds: [authorityId], limit: 1 });
      return { ...gap, nowFinds: found ? index.documents[index.slotById.get(found.id) ?? -1]?.title : undefined };
    });
  },
});

/** Every article that the editor may change, those to be reviewed soonest first. */
export const listForEditors = defineQuery({
  name: 'knowledge.list-for-editors',
  permission: 'knowledge.edit',
  input: z.strictObject({}),
  run: (context) => listEditedArticles(context.db),
});
