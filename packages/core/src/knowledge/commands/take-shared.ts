import { getAuthority, oursSeen, requireSeen, sharedSeen } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { isDuplicate } from '../../kernel/db/storage-errors.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { articleKeyTaken } from '../editing/article-errors.js';
import { findStoredArticle, saveBasedOn } from '../editing/publication-repository.js';
import { findShared, requireShared } from '../shared/require-shared.js';
import { ownTextFrom } from '../shared/own-text.js';
import { save } from './save-article.js';

/**
 * Begins an authority's own article in place of a shared one, from its text, as a draft: advisers read the shared one
 * until ours is published. It remembers the version that it was taken from.
 * @throws article_key_taken when the authority has one of its own already; stale_version when the shared one has changed
 */
export const takeSharedArticle = defineCommand({
  name: 'knowledge.take-shared',
  permission: 'knowledge.edit',
  input: sharedSeen(line(60)),
  run: async (context, { authorityId, key, number }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const shared = requireSeen(await findShared(context, authorityId, key), number);
    if (shared.own) throw articleKeyTaken();
    const { slug } = await getAuthority(context.kernel, authorityId);
    const article = ownTextFrom(shared.content, slug);
    // One that was withdrawn before is written on.
    const before = await findStoredArticle(context.db, authorityId, key);
    try {
      return await save(context, { authorityId, before, article, state: 'draft', basedOn: number });
    } catch (error) {
      if (isDuplicate(error)) throw articleKeyTaken({ cause: error });
      throw error;
    }
  },
});

/**
 * Says that an authority's own article was held against the shared one as it stands and stays as it is.
 * @throws not_found; stale_version when either has changed since it was looked at
 */
export const keepOwnArticle = defineCommand({
  name: 'knowledge.keep-own',
  permission: 'knowledge.edit',
  input: oursSeen(line(60)),
  run: async (context, { authorityId, key, expectedVersion, number }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const own = await findStoredArticle(context.db, authorityId, key);
    if (!own) throw notFound();
    if (own.state === 'withdrawn' || own.version !== expectedVersion)
      throw staleVersion({ facts: { version: own.version } });
    const basedOn = await requireShared(context, own, number);
    await saveBasedOn(context.db, own, basedOn, context.now);
    const details = { key, before: own.basedOn, basedOn };
    await context.audit({ authorityId, subject: { kind: 'article', id: own.id }, details });
    return { id: own.id, version: own.version + 1 };
  },
});
