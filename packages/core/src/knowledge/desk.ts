import { z } from 'zod';
import { getAuthority, listAuthorities, type Authority } from '../authorities/index.js';
import { broughtUpBy, bulletinNotes, liveBulletins, type BulletinNote } from '../bulletins/index.js';
import { notFound } from '../kernel/errors.js';
import { line, optional } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { deskRoute, page, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { getArticleByKey, listArticles, searchKnowledge, type KnowledgeHit } from './queries.js';
import { articlePage, knowledgePage } from './views.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor' | 'now'>;

/** The authorities whose knowledge the person may read, the partnership itself left out. */
async function readableAuthorities({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, 'knowledge.read', id));
}

async function chosenAuthority(context: Context, id: number | undefined): Promise<Authority> {
  const readable = await readableAuthorities(context);
  const chosen = id === undefined ? readable[0] : readable.find((authority) => authority.id === id);
  if (!chosen) throw notFound();
  return chosen;
}

const searchPage = deskRoute({
  method: 'get',
  path: '/desk/knowledge',
  permission: 'knowledge.read',
  query: z.strictObject({ q: optional(line(300)), authority: z.coerce.number().int().optional() }),
  handle: async (context) => {
    const { q: words = '', authority } = context.query;
    const chosen = await chosenAuthority(context, authority);
    const hits = words ? await context.read(searchKnowledge, { words, authorityId: chosen.id, limit: 20 }) : [];
    const titles = words ? [] : await context.read(listArticles, { authorityId: chosen.id });
    const { actor, session } = context.visitor;
    const model = knowledgePage({
      ...{ words, hits, titles, authorityId: chosen.id, notes: await readNotes(context, chosen, words, hits) },
      authorities: await readableAuthorities(context),
      mayEdit: may(actor, 'knowledge.edit'),
      csrfToken: may(actor, 'knowledge.report', chosen.id) ? session?.csrfToken : undefined,
    });
    return page('/knowledge/views/knowledge', model, { title: words || 'Knowledge', nav: 'knowledge' });
  },
});

/** Of how many hits the service counts. */
const firstHits = 3;

/** The council's urgent notices: those that the words bring up, and all of them while nothing is asked. */
async function readNotes(
  { kernel, visitor, now }: Context,
  council: Authority,
  words: string,
  hits: readonly KnowledgeHit[],
): Promise<BulletinNote[]> {
  const live = await liveBulletins(kernel, visitor, [council.id]);
  const serviceIds = hits.slice(0, firstHits).flatMap(({ kind, id }) => (kind === 'service' ? [id] : []));
  return bulletinNotes(words === '' ? live : broughtUpBy(live, { words, serviceIds }), [council], now);
}

const articleRoute = deskRoute({
  method: 'get',
  path: '/desk/knowledge/:key',
  permission: 'knowledge.read',
  params: z.strictObject({ key: line(60) }),
  query: z.strictObject({ authority: z.coerce.number().int().optional(), lang: z.enum(['en', 'cy']).default('en') }),
  handle: async (context) => {
    const { id } = await chosenAuthority(context, context.query.authority);
    const article = await context.read(getArticleByKey, { key: context.params.key, authorityId: id });
    const authority = await getAuthority(context.kernel, id);
    const { actor, session } = context.visitor;
    const rights = {
      mayEdit: may(actor, 'knowledge.edit', article.authorityId),
      csrfToken: may(actor, 'knowledge.report', article.authorityId) ? session?.csrfToken : undefined,
    };
    const model = articlePage(article, authority, {}, localDateAt(context.now), context.query.lang, rights);
    return page('/knowledge/views/article', model, { title: model.title, nav: 'knowledge' });
  },
});

export const deskRoutes: readonly Route[] = [searchPage, articleRoute];
