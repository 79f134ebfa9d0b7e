import { z } from 'zod';
import { askOfPlace, saidOfPlace, worksOfPlace } from '../../cases/index.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, fragment, page, type Reply, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { getProperty } from '../../places/index.js';
import { listServices, type PublishedService } from '../../services/index.js';
import type { PlaceWorksPage } from './views.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** What other systems know of a property: a page of its own, and the part of the property's page that comes later. */
export const worksRoute = deskRoute({
  method: 'get',
  path: '/desk/places/:id/works',
  permission: 'places.read',
  params: z.strictObject({ id: uuidField }),
  query: z.strictObject({ as: z.literal('part').optional() }),
  handle: async (context): Promise<Reply> => {
    const { params } = context;
    const property = await context.read(getProperty, params);
    const { place } = property;
    const asked = worksOfPlace(context, await servicesSeen(context), property);
    const said = (await askOfPlace(context, asked, place)).map(saidOfPlace);
    if (context.query.as === 'part') return fragment('/desk/property/views/said', { said, level: 3 });
    const model: PlaceWorksPage = { line: place.line, href: `/desk/places/${params.id}`, said, level: 2 };
    return page('/desk/property/views/works', model, { title: `Other systems: ${place.line}`, nav: 'places' });
  },
});

/** The services by which other systems may be asked. */
export async function servicesSeen(context: Context): Promise<readonly PublishedService[]> {
  return may(context.visitor.actor, 'services.read') ? await context.read(listServices, {}) : [];
}
