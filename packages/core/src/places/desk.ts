import { z } from 'zod';
import { line, optional } from '../kernel/input.js';
import { deskRoute, fragment, page, type Route } from '../kernel/route.js';
import { addressBooks, elsewhereDesk } from './elsewhere/elsewhere-desk.js';
import { elsewhereOffer } from './elsewhere/elsewhere-views.js';
import { getProperty } from './queries.js';
import { searchPlaces } from './search-places.js';
import { foundPlaces, placesPage, type AddressChoices, type FoundPlaces } from './views.js';

const listed = 50;
const suggested = 8;

const searchPage = deskRoute({
  method: 'get',
  path: '/desk/places',
  permission: 'places.read',
  query: z.strictObject({ q: optional(line(200)) }),
  handle: async (context) => {
    const { q: text = '' } = context.query;
    const search = text === '' ? undefined : await context.read(searchPlaces, { text, limit: listed });
    const [first, second] = search?.items ?? [];
    const property = first && !second ? await context.read(getProperty, { id: first.id }) : undefined;
    const only = property && { property, words: { now: context.now } };
    const elsewhere = elsewhereOffer(text, await addressBooks(context));
    return page('/places/views/places', placesPage(text, search, only, elsewhere), {
      title: 'Properties',
      nav: 'places',
    });
  },
});

/** With `name`, radios of that name for an address question; without, links. */
const suggestions = deskRoute({
  method: 'get',
  path: '/desk/places/suggest',
  permission: 'places.read',
  query: z.strictObject({
    q: optional(line(200)),
    name: z
      .string()
      .regex(/^[a-zA-Z][\w.-]{0,80}$/, 'Use letters, digits, full stops and hyphens')
      .optional(),
  }),
  handle: async (context) => {
    const { q: text, name } = context.query;
    const search = text ? await context.read(searchPlaces, { text, limit: suggested }) : { items: [], more: false };
    const found: FoundPlaces = foundPlaces(search);
    if (name === undefined) return fragment('/places/views/found', found);
    return fragment('/places/views/address-choices', { ...found, name } satisfies AddressChoices);
  },
});

export const deskRoutes: readonly Route[] = [searchPage, suggestions, ...elsewhereDesk];
