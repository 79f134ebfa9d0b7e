import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { isDuplicate } from '../../kernel/db/storage-errors.js';
import { digest } from '../../kernel/digest.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { requireShared, sharedNumber } from '../shared/require-shared.js';
import { articleKeyTaken } from '../editing/article-errors.js';
import { expectChanges } from '../search/knowledge-index.js';
import {
  findStoredArticle,
  findStoredById,
  saveArticleVersion,
  type ArticleVersion,
  type StoredArticle,
} from '../editing/publication-repository.js';
import { knowledgeArticle, type KnowledgeArticle } from '../types.js';

/** `draft`: kept for editors beside what is published. */
const state = z.enum(['draft', 'published']);

/** Writes a new article, as a draft or published at once. The partnership's are shared by all members. */
export const createArticle = defineCommand({
  name: 'knowledge.create-article',
  permission: 'knowledge.edit',
  input: z.strictObject({ authorityId: z.coerce.number().int(), article: knowledgeArticle, state }),
  run: async (context, { authorityId, article, state }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    if (await findStoredArticle(context.db, authorityId, article.key)) throw articleKeyTaken();
    try {
      return await save(context, { authorityId, before: undefined, article, state });
    } catch (error) {
      // Somebody wrote one of that key in the same moment.
      if (isDuplicate(error)) throw articleKeyTaken({ cause: error });
      throw error;
    }
  },
});

/** Saves an article's text as its next version. Its key stays, because addresses and services name it. */
export const reviseArticle = defineCommand({
  name: 'knowledge.revise-article',
  permission: 'knowledge.edit',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    article: knowledgeArticle,
    state,
    /** The version of the partnership's article whose changes this takes in; it counts once this is published. */
    takesIn: versionField.optional(),
  }),
  run: async (context, { id, expectedVersion, article, state, takesIn }) => {
    const before = await findStoredById(context.db, id);
    if (!before) throw notFound();
    if (before.version !== expectedVersion) throw staleVersion({ facts: { version: before.version } });
    const { authorityId, key } = before;
    const held = takesIn === undefined ? undefined : await requireShared(context, before, takesIn);
    const basedOn = state === 'published' ? held : undefined;
    return await save(context, { authorityId, before, article: { ...article, key }, state, basedOn });
  },
});

interface Save {
  readonly authorityId: number;
  readonly before: StoredArticle | undefined;
  readonly article: KnowledgeArticle;
  readonly state: ArticleVersion['state'];
  readonly basedOn?: number | undefined;
}

/** Shared by the commands that add a version. */
export async function save(context: CommandContext, { authorityId, before, article, state, ...held }: Save) {
  const basedOn = before ? held.basedOn : (held.basedOn ?? (await sharedNumber(context, authorityId, article.key)));
  const id = before?.id ?? context.newId();
  const number = (before?.lastNumber ?? 0) + 1;
  const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
  const version = { authorityId, articleId: id, versionId: context.newId(), number, article, state, by };
  await saveArticleVersion(context.db, { ...version, at: context.now, before, basedOn });
  const base = basedOn === undefined ? {} : { basedOn };
  const details = { key: article.key, number, state, digest: digest(article), ...base };
  await context.audit({ authorityId, subject: { kind: 'article', id }, details });
  if (state === 'published') {
    const payload = { key: article.key };
    await context.emit({ authorityId, topic: 'article.published', subjectId: id, payload });
    expectChanges(context.kernel.db);
  }
  return { id, number, version: (before?.version ?? 0) + 1 };
}
