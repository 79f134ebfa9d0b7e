import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { broughtUpBy, bulletinNotes, liveBulletins } from '../../bulletins/index.js';
import { searchCases } from '../../cases/index.js';
import { searchCustomers } from '../../customers/index.js';
import { searchKnowledge } from '../../knowledge/index.js';
import { deskRoute, fragment, page, redirect, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { searchPlaces } from '../../places/index.js';
import { searchPage, type FoundEverything } from './views.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'read' | 'visitor' | 'kernel' | 'now'>;

const words = z.strictObject({ q: z.string().trim().max(200).default('') });
const eachAtMost = 8;
const suggestedAtMost = 5;

/** One box for everything: a case's reference, ours or an old system's, opens the case; the rest is listed. */
const searchRoute = deskRoute({
  method: 'get',
  path: '/desk/search',
  permission: 'directory.read',
  query: words,
  handle: async (context) => {
    const { q } = context.query;
    const found = await findEverything(context, q, eachAtMost);
    const [only, another] = found.cases;
    if (only && !another) return redirect(`/desk/cases/${only.reference}`);
    const model = searchPage(q, found, context.now);
    return page('/desk/search/views/search', model, { title: q ? `Search: ${q}` : 'Search' });
  },
});

const suggestRoute = deskRoute({
  method: 'get',
  path: '/desk/search/suggest',
  permission: 'directory.read',
  query: words,
  handle: async (context) => {
    const { q } = context.query;
    return fragment(
      '/desk/search/views/suggestions',
      searchPage(q, await findEverything(context, q, suggestedAtMost), context.now),
    );
  },
});

/** Each part only where the reader may look. */
async function findEverything(context: Context, text: string, limit: number): Promise<FoundEverything> {
  const { read, visitor } = context;
  if (text.length < 2) return { notes: [], cases: [], customers: [], places: [], answers: [] };
  const cases = may(visitor.actor, 'cases.read') ? await read(searchCases, { text, limit }) : [];
  const customers = may(visitor.actor, 'customers.read') ? (await read(searchCustomers, { text, limit })).items : [];
  const places = may(visitor.actor, 'places.read') ? (await read(searchPlaces, { text, limit })).items : [];
  const answers = await findAnswers(context, text, limit);
  return { notes: await findNotes(context, text, answers), cases, customers, places, answers };
}

/** Of how many answers the service counts. */
const firstAnswers = 3;

/** Urgent notices of all the reader's councils. They are kept in memory. */
async function findNotes(
  { kernel, visitor, now }: Context,
  words: string,
  answers: FoundEverything['answers'],
): Promise<FoundEverything['notes']> {
  const serviceIds = answers.slice(0, firstAnswers).flatMap(({ hit }) => (hit.kind === 'service' ? [hit.id] : []));
  const found = broughtUpBy(await liveBulletins(kernel, visitor), { words, serviceIds });
  return found.length === 0 ? [] : bulletinNotes(found, await listAuthorities(kernel), now);
}

/** Knowledge is ranked for one authority: the reader's first. */
async function findAnswers(
  { read, visitor, kernel }: Context,
  text: string,
  limit: number,
): Promise<FoundEverything['answers']> {
  const authorities = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
  const own = authorities.find(({ id }) => may(visitor.actor, 'knowledge.read', id));
  if (!own) return [];
  const hits = await read(searchKnowledge, { words: text, authorityId: own.id, limit });
  return hits.map((hit) => ({ hit, authorityId: own.id }));
}

export const searchRoutes = [searchRoute, suggestRoute];
