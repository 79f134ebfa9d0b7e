import { z } from 'zod';
import { getAuthority, getPartnership, listAuthorities } from '../authorities/index.js';
import { notFound } from '../kernel/errors.js';
import { line, uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { isInScope, isLimited } from '../kernel/scope.js';
import { AUDIENCES, readPublishedServices, type PublishedService } from '../services/index.js';
import { solvedRate, type Article } from './article.js';
import { audienceOf, knowledgeIndex } from './search/knowledge-index.js';
import { markMatches, type MarkedRun } from './search/mark-matches.js';
import { findArticle, findArticleByKey, listTitles, readArticles } from './repository.js';
import { articleFor } from './script-rules.js';
import { search } from './search/search-index.js';

/** An article or a service that answers the words. */
export interface KnowledgeHit {
  readonly kind: 'article' | 'service';
  readonly id: string;
  readonly key: string;
  readonly title: readonly MarkedRun[];
  readonly summary: string;
  /** The service to log under, when there is one. */
  readonly serviceKey: string | undefined;
  readonly expired: boolean;
  readonly solvedRate: number | undefined;
  readonly score: number;
}

/** Articles and services together, ranked, in the customer's words. */
export const searchKnowledge = defineQuery({
  name: 'knowledge.search-knowledge',
  permission: 'knowledge.read',
  input: z.strictObject({
    words: line(300),
    authorityId: z.coerce.number().int(),
    limit: z.coerce.number().int().min(1).max(50).default(8),
    kind: z.enum(['article', 'service']).optional(),
    /** `staff`: what a service desk has for colleagues, and that alone. */
    audience: z.enum(AUDIENCES).default('residents'),
  }),
  run: async (context, { words, authorityId, limit, kind, audience }): Promise<KnowledgeHit[]> => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const index = await knowledgeIndex(context.kernel);
    // Who serves it in part is shown the best of what is theirs: what isn't covered takes nobody's place.
    const ranked = isLimited(context.db.scope, authorityId) ? rankedAtMost : limit;
    const wanted = { words, authorityIds: [authorityId], audience, ...(kind ? { kinds: [kind] } : {}) };
    const hits = search(index, { ...wanted, limit: ranked });
    const articles = byId(await readArticles(context.db, idsOf(hits, 'article')));
    const services = byId(await readPublishedServices(context.db, idsOf(hits, 'service')));
    const { slug } = await getAuthority(context.kernel, authorityId);
    const today = localDateAt(context.now);
    const found = hits.map((hit) => {
      const service = services.get(hit.id);
      if (service) return serviceHit(service, hit);
      const article = articles.get(hit.id);
      return article && articleHit(article, slug, today, hit);
    });
    return found.filter((hit) => hit !== undefined).slice(0, limit);
  },
});

/** How deep the list is looked through for somebody who serves some services alone. */
const rankedAtMost = 400;

type Hit = ReturnType<typeof search>[number];

function idsOf(hits: readonly Hit[], kind: Hit['kind']): string[] {
  return hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

function articleHit(article: Article, slug: string, today: string, hit: Hit): KnowledgeHit {
  const wording = articleFor(article.content, slug);
  return {
    kind: 'article',
    id: article.id,
    key: article.key,
    title: markMatches(wording.title, hit.matchedStems),
    summary: wording.summary,
    serviceKey: article.content.serviceKey,
    expired: article.content.reviewOn < today,
    solvedRate: solvedRate(article),
    score: hit.score,
  };
}

function serviceHit(service: PublishedService, hit: Hit): KnowledgeHit {
  return {
    kind: 'service',
    id: service.id,
    key: service.key,
    title: markMatches(service.name, hit.matchedStems),
    summary: service.definition.summary,
    serviceKey: service.key,
    expired: false,
    solvedRate: undefined,
    score: hit.score,
  };
}

/** An article that the authority's advisers may see. */
export const getArticle = defineQuery({
  name: 'knowledge.get-article',
  permission: 'knowledge.read',
  input: z.strictObject({ id: uuidField, authorityId: z.coerce.number().int().optional() }),
  run: async (context, { id, authorityId }) => {
    const article = await findArticle(context.db, id);
    if (!article) throw notFound();
    if (authorityId !== undefined && !audienceOf(article, await listAuthorities(context.kernel)).includes(authorityId))
      throw notFound();
    return article;
  },
});

/** By key: the authority's own article before the partnership's. */
export const getArticleByKey = defineQuery({
  name: 'knowledge.get-article-by-key',
  permission: 'knowledge.read',
  input: z.strictObject({ key: line(60), authorityId: z.coerce.number().int() }),
  run: async (context, { key, authorityId }) => {
    const partnership = await getPartnership(context.kernel);
    const article = await findArticleByKey(context.db, [authorityId, partnership.id], key);
    if (!article) throw notFound();
    return article;
  },
});

/** Titles of everything published, for browsing; of an authority, what is its own and what is shared and not replaced. */
export const listArticles = defineQuery({
  name: 'knowledge.list-articles',
  permission: 'knowledge.read',
  input: z.strictObject({ authorityId: z.coerce.number().int().optional() }),
  run: async (context, { authorityId }) => {
    const titles = await listTitles(context.db);
    if (authorityId === undefined) return titles;
    const { id: partnershipId } = await getPartnership(context.kernel);
    const own = titles.filter((title) => title.authorityId === authorityId);
    const replaced = new Set(own.map(({ key }) => key));
    return titles.filter(
      (title) => own.includes(title) || (title.authorityId === partnershipId && !replaced.has(title.key)),
    );
  },
});
