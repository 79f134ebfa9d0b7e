import {
  besidePartnership,
  listShared,
  outdatedBase,
  sharedAt,
  SharedList,
  type Authority,
} from '../../authorities/index.js';
import { notFound } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { compareArticles, type ArticleDifference } from '../editing/compare-articles.js';
import { findStoredById } from '../editing/publication-repository.js';
import { findSavedVersion } from '../editing/versions-repository.js';
import { findArticle } from '../repository.js';
import type { KnowledgeArticle } from '../types.js';
import { ownTextFrom } from './own-text.js';
import { findSharedArticle, listDiffering, listSharedArticles, type SharedArticle } from './shared-repository.js';

/**
 * The partnership's articles, and how an authority stands to each. For the partnership itself: how many councils, and
 * which, have their own; nothing of what they write.
 */
export const listSharedKnowledge = defineQuery({
  name: 'knowledge.list-shared',
  permission: 'knowledge.edit',
  input: SharedList,
  run: async (context, { authorityId, ...filter }) => {
    const beside = await besidePartnership(context, authorityId);
    const { authority, pair, everything } = beside;
    const all = await listSharedArticles(context.db, pair);
    return await listShared(context.kernel, beside, filter, {
      all: all.map((one) => ({ ...one, ...noteOf(one, authority) })),
      isFor: ({ content }) => (content.audience as readonly string[]).includes(authority.tier),
      differing: () => listDiffering(everything, pair.partnership),
    });
  },
});

/** An authority may have wording of its own within the shared article, without having an article of its own. */
function noteOf({ content, own }: SharedArticle, { slug }: Authority): { note?: string } {
  const isWorded = content.variants?.some(({ authority }) => authority === slug) ?? false;
  return isWorded && !own ? { note: 'With our own wording in it' } : {};
}

/** A shared article beside an authority's own. */
export interface ComparedArticle extends SharedArticle {
  /** The shared one as the authority's advisers would read it. */
  readonly content: KnowledgeArticle;
  /** What the partnership changed since ours was last held against it. Undefined: nothing, or nobody can tell. */
  readonly changes: readonly ArticleDifference[] | undefined;
  /** From the shared one to ours, in use or in draft. Undefined: there is none of ours. */
  readonly differences: readonly ArticleDifference[] | undefined;
}

/** @throws not_found when the partnership shares no article of that key */
export const compareShared = defineQuery({
  name: 'knowledge.compare-shared',
  permission: 'knowledge.edit',
  input: sharedAt(line(60)),
  run: async (context, { authorityId, key }): Promise<ComparedArticle> => {
    const { authority, pair, isPartnership } = await besidePartnership(context, authorityId);
    const found = isPartnership ? undefined : await findSharedArticle(context.db, pair, key);
    if (!found) throw notFound();
    const content = ownTextFrom(found.content, authority.slug);
    const { own } = found;
    const basedOn = outdatedBase(found);
    const base = basedOn === undefined ? undefined : await findSavedVersion(context.db, found.sharedId, basedOn);
    const ours = own && (await ownText(context, own.id, own.inUse));
    return {
      ...found,
      content,
      changes: base && compareArticles(ownTextFrom(base.content, authority.slug), content),
      differences: ours && compareArticles(content, ours),
    };
  },
});

/** What advisers read of ours; of one that isn't published yet, its newest draft. */
async function ownText({ db }: QueryContext, id: string, inUse: boolean): Promise<KnowledgeArticle | undefined> {
  if (inUse) return (await findArticle(db, id))?.content;
  const stored = await findStoredById(db, id);
  return stored && (await findSavedVersion(db, id, stored.lastNumber))?.content;
}
