import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
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

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/services',
    permission: 'services.read',
    query: z.strictObject({ authorityId: z.coerce.number().int().optional() }),
    api: {
      summary: 'The services that your authorities offer today, with their forms',
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
