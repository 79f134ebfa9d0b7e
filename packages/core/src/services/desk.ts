import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { notFound } from '../kernel/errors.js';
import { deskRoute, page, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { getServiceByKey, listServices } from './queries.js';
import { servicePage, servicesPage } from './views.js';

const authorityQuery = z.strictObject({ authority: z.coerce.number().int().optional() });

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;

/** Councils whose services the reader may see. */
async function readable({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, 'services.read', id));
}

async function choose(context: Context, id: number | undefined): Promise<{ chosen: Authority; all: Authority[] }> {
  const all = await readable(context);
  const chosen = id === undefined ? all[0] : all.find((authority) => authority.id === id);
  if (!chosen) throw notFound();
  return { chosen, all };
}

const listRoute = deskRoute({
  method: 'get',
  path: '/desk/services',
  permission: 'services.read',
  query: authorityQuery,
  handle: async (context) => {
    const { chosen, all } = await choose(context, context.query.authority);
    const services = await context.read(listServices, { authorityId: chosen.id, audience: 'all' });
    const mayDesign = may(context.visitor.actor, 'services.design', chosen.id);
    return page('/services/views/services', servicesPage(services, chosen, all, { mayDesign }), {
      title: 'Services',
      nav: 'services',
    });
  },
});

const serviceRoute = deskRoute({
  method: 'get',
  path: '/desk/services/:key',
  permission: 'services.read',
  params: z.strictObject({ key: z.string().max(80) }),
  query: authorityQuery,
  handle: async (context) => {
    const { chosen } = await choose(context, context.query.authority);
    const service = await context.read(getServiceByKey, { authorityId: chosen.id, key: context.params.key });
    const mayLog = may(context.visitor.actor, 'cases.log', chosen.id);
    const model = servicePage(service, chosen, { mayLog });
    return page('/services/views/service', model, { title: model.name, nav: 'services' });
  },
});

export const deskRoutes: readonly Route[] = [listRoute, serviceRoute];
