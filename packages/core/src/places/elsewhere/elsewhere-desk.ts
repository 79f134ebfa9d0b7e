import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import { notFound } from '../../kernel/errors.js';
import { line, optional } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { placeHref } from '../views.js';
import { addressBookFor, askAddresses, type AddressBook } from './ask-elsewhere.js';
import { elsewherePage } from './elsewhere-views.js';
import { keepAddress } from './keep-address.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;

const path = '/desk/places/elsewhere';
/** A page offers no more than these. */
const mostBooks = 5;

/** The connections in which the reader may look addresses up, each once, for a council of theirs. */
export async function addressBooks({ kernel, visitor }: Context): Promise<AddressBook[]> {
  const books = new Map<string, AddressBook>();
  for (const { id } of await listAuthorities(kernel)) {
    const book = addressBookFor(kernel, visitor.actor, id);
    if (book && !books.has(book.name)) books.set(book.name, book);
  }
  return [...books.values()].slice(0, mostBooks);
}

const Asked = z.strictObject({ q: optional(line(200)), via: z.string().max(100) });

const lookUp = deskRoute({
  method: 'get',
  path,
  permission: 'places.look-up',
  query: Asked,
  handle: async (context) => await showAnswer(context, context.query, []),
});

const keep = deskRoute({
  method: 'post',
  path,
  permission: 'places.look-up',
  body: Asked.extend({ chosen: z.string().max(8000).default('') }),
  handle: async (context) => {
    const { chosen, ...asked } = context.body;
    const faults = [{ field: 'chosen', message: 'Choose the address to keep' }];
    if (chosen === '') return await showAnswer(context, asked, faults);
    const done = await context.attempt(keepAddress, { chosen });
    if (!done.ok) return await showAnswer(context, asked, done.faults);
    return redirect(placeHref(done.value.id), { say: `Address kept: ${done.value.line}` });
  },
});

/** @throws not_found where no connection of that name may be asked */
async function showAnswer(
  context: Context,
  { q: text = '', via }: z.output<typeof Asked>,
  faults: readonly FieldFault[],
): Promise<Reply> {
  const book = (await addressBooks(context)).find(({ name }) => name === via);
  if (book === undefined) throw notFound();
  const answer = text === '' ? undefined : await askAddresses(context.kernel, book, text);
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = elsewherePage(book, text, answer, { csrfToken, faults });
  const status = faults.length > 0 ? 422 : 200;
  return page('/places/views/elsewhere', model, { title: model.heading, nav: 'places', status });
}

/** They stand before `/desk/places/:id`, which would take their name for an id. */
export const elsewhereDesk: readonly Route[] = [lookUp, keep];
