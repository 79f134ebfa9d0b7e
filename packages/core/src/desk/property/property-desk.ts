import { z } from 'zod';
import { readAlerts } from '../../alerts/index.js';
import { listCasesOf, worksOfPlace } from '../../cases/index.js';
import { customersAtPlace } from '../../customers/index.js';
import { uuidField } from '../../kernel/input.js';
import { deskRoute, page } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { getProperty, placeSummary } from '../../places/index.js';
import { propertyPage } from './views.js';
import { servicesSeen, worksRoute } from './works-desk.js';

/** One property: its dated facts, who answers for it, what is open there, and who is known there. */
const propertyRoute = deskRoute({
  method: 'get',
  path: '/desk/places/:id',
  permission: 'places.read',
  params: z.strictObject({ id: uuidField }),
  handle: async (context) => {
    const { id } = context.params;
    const { actor } = context.visitor;
    const property = await context.read(getProperty, { id });
    const services = await servicesSeen(context);
    const serviceNames = new Map(services.map(({ key, name }) => [key, name]));
    const cases = may(actor, 'cases.read') ? await context.read(listCasesOf, { placeId: id, limit: 20 }) : [];
    const people = may(actor, 'customers.read') ? await context.read(customersAtPlace, { placeId: id }) : [];
    const summary = placeSummary(property, { now: context.now, serviceNames });
    const model = propertyPage({
      id,
      summary,
      cases,
      people,
      alerts: await readAlerts(context, { placeId: id }),
      works: worksOfPlace(context, services, property).map(({ works }) => works.title),
      mayPropose: may(actor, 'alerts.propose'),
      mayHandle: may(actor, 'interactions.handle'),
      now: context.now,
    });
    return page('/desk/property/views/property', model, { title: summary.line, nav: 'places' });
  },
});

export const propertyRoutes = [propertyRoute, worksRoute];
