import { listAuthorities, type Authority } from '../../authorities/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { everyAuthority, may } from '../../kernel/scope.js';
import { searchKnowledge, type KnowledgeHit } from '../../knowledge/index.js';
import { listPlaceAuthorities } from '../../places/index.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** An article or service that answers the customer's words, and whose it is. */
export interface FoundAnswer extends KnowledgeHit {
  readonly authority: Authority;
}

/**
 * The authorities whose answers an adviser may give in this contact: the one answered as, then its county or districts,
 * narrowed to those of the property when that is known. A caller doesn't know who does what.
 */
export async function answeringAuthorities(
  { kernel, visitor }: Context,
  { authorityId, placeId }: { authorityId: number; placeId: string | null },
): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  const own = all.filter(({ id }) => id === authorityId);
  const there = placeId === null ? [] : await listPlaceAuthorities(kernel.db.read(everyAuthority), placeId);
  const near = all.filter(({ id, parentId, kind }) => {
    if (id === authorityId || kind !== 'authority') return false;
    const isRelated = parentId === authorityId || own.some((one) => one.parentId === id);
    return isRelated && (there.length === 0 || there.includes(id));
  });
  const { actor } = visitor;
  const mayAnswer = ({ id }: Authority) => may(actor, 'knowledge.read', id) && may(actor, 'interactions.handle', id);
  return [...own, ...near].filter(mayAnswer);
}

/** Looked at for each authority, however few are wanted: an article may stand below the service that it replaces. */
const consideredAtLeast = 8;

/** Articles and services of those authorities, the best first. */
export async function findAnswers(
  context: Context,
  authorities: readonly Authority[],
  words: string,
  { limit, ...kind }: { readonly limit: number; readonly kind?: 'service' },
): Promise<FoundAnswer[]> {
  const considered = Math.max(limit, consideredAtLeast);
  const found = await Promise.all(
    authorities.map(async (authority) => {
      const hits = await context.read(searchKnowledge, {
        words,
        authorityId: authority.id,
        limit: considered,
        ...kind,
      });
      return hits.map((hit): FoundAnswer => ({ ...hit, authority }));
    }),
  );
  return bestFirst(found.flat()).slice(0, limit);
}

/**
 * One list of several authorities' answers. A shared article found for two of them stands once, for the one answered as
 * (which comes first). An article takes the place of the service that it logs under: it says what to tell the customer.
 */
export function bestFirst<A extends Pick<FoundAnswer, 'id' | 'kind' | 'score' | 'serviceKey'> & AtAuthority>(
  found: readonly A[],
): A[] {
  const once = found.filter((hit, index) => found.findIndex(({ id }) => id === hit.id) === index);
  const sameService = (one: A, other: A): boolean =>
    one.serviceKey !== undefined && one.serviceKey === other.serviceKey && one.authority.id === other.authority.id;
  const articles = once.filter(({ kind }) => kind === 'article');
  const services = once.filter(({ kind }) => kind === 'service');
  const raised = articles.map((article) => {
    const same = services.filter((service) => sameService(article, service)).map(({ score }) => score);
    return { hit: article, score: Math.max(article.score, ...same) };
  });
  const alone = services.filter((service) => !articles.some((article) => sameService(article, service)));
  return [...raised, ...alone.map((hit) => ({ hit, score: hit.score }))]
    .sort((one, other) => other.score - one.score)
    .map(({ hit }) => hit);
}

interface AtAuthority {
  readonly authority: Pick<Authority, 'id'>;
}
