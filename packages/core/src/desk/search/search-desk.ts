import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { getCase, parseCaseReference } from '../../cases/index.js';
import { searchCustomers } from '../../customers/index.js';
import { searchKnowledge } from '../../knowledge/index.js';
import { isError, notFound } from '../../kernel/errors.js';
import { deskRoute, fragment, page, redirect, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { searchPlaces } from '../../places/index.js';
import { searchPage, type FoundEverything } from './views.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'read' | 'visitor' | 'kernel'>;

const words = z.strictObject({ q: z.string().trim().max(200).default('') });
const eachAtMost = 8;
const suggestedAtMost = 5;

/** One box for everything: a case's reference opens the case; anything else lists customers, properties and answers. */
const searchRoute = deskRoute({
  method: 'get',
  path: '/desk/search',
  permission: 'directory.read',
  query: words,
  handle: async (context) => {
    const { q } = context.query;
    const reference = await findCaseByReference(context, q);
    if (reference) return redirect(`/desk/cases/${reference}`);
    const model = searchPage(q, await findEverything(context, q, eachAtMost));
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
    return fragment('/desk/search/views/suggestions', searchPage(q, await findEverything(context, q, suggestedAtMost)));
  },
});

/** The reference as it is written, when it reads as one and the reader may see the case. */
async function findCaseByReference({ read, visitor }: Context, text: string): Promise<string | undefined> {
  const reference = parseCaseReference(text);
  if (!reference || !may(visitor.actor, 'cases.read')) return undefined;
  try {
    await read(getCase, { reference });
    return reference;
  } catch (error) {
    if (isError(error, notFound.code)) return undefined;
    throw error;
  }
}

/** Each part only where the reader may look. */
async function findEverything(context: Context, text: string, limit: number): Promise<FoundEverything> {
  const { read, visitor } = context;
  if (text.length < 2) return { customers: [], places: [], answers: [] };
  const customers = may(visitor.actor, 'customers.read') ? (await read(searchCustomers, { text, limit })).items : [];
  const places = may(visitor.actor, 'places.read') ? (await read(searchPlaces, { text, limit })).items : [];
  return { customers, places, answers: await findAnswers(context, text, limit) };
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
