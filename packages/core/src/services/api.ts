import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { listServicesAt } from './at-place.js';
import { publishService } from './commands/publish-service.js';
import { getService, listServices } from './queries.js';
import { ServiceDefinition } from './types.js';

const Service = z.object({
  id: z.string(),
  authorityId: z.number(),
  key: z.string(),
  name: z.string(),
  versionId: z.string(),
  versionNumber: z.number(),
  withdrawnOn: z.string().nullable(),
  definition: ServiceDefinition,
});

const AtPlace = z.object({
  key: z.string(),
  name: z.string(),
  lgsl: z.array(z.number()),
  owners: z.array(z.object({ authorityId: z.number(), name: z.string() })),
  decidedBy: z.enum(['place', 'ward', 'authority']).nullable(),
  serviceId: z.string().nullable(),
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/places/:id/services',
    permission: 'services.read',
    params: z.strictObject({ id: uuidField }),
    query: listServicesAt.input.omit({ placeId: true }),
    api: {
      summary: 'Which council answers for each service at a place, and the service to log under; by key or LGSL number',
      tag: 'Services',
      output: z.object({ items: z.array(AtPlace), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const items = await context.read(listServicesAt, { placeId: context.params.id, ...context.query });
      return json({ items, nextCursor: null });
    },
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/services',
    permission: 'services.read',
    query: listServices.input,
    api: {
      summary: 'The services that your authorities offer today, with their forms: residents’ unless you ask for others',
      tag: 'Services',
      output: z.object({ items: z.array(Service), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listServices, context.query), nextCursor: null }),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/services/:id',
    permission: 'services.read',
    params: z.strictObject({ id: uuidField }),
    api: { summary: 'A published service', tag: 'Services', output: Service },
    handle: async (context) => json(await context.read(getService, context.params)),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/services',
    permission: 'services.publish',
    body: publishService.input,
    api: {
      summary: 'Publish a service’s definition as its next version',
      tag: 'Services',
      status: 201,
      output: z.object({ id: z.string(), versionId: z.string(), number: z.number() }),
    },
    handle: async (context) => json(await context.run(publishService, context.body), { status: 201 }),
  }),
];
