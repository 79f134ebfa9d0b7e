import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { findServiceByKey, getPublishedService, listOffered } from './repository.js';
import { AUDIENCES } from './types.js';

/** The services that the reader's authorities offer today, by name: residents' unless the others are asked for. */
export const listServices = defineQuery({
  name: 'services.list-services',
  permission: 'services.read',
  input: z.strictObject({
    authorityId: z.coerce.number().int().optional(),
    audience: z.enum([...AUDIENCES, 'all']).default('residents'),
  }),
  run: async (context, { authorityId, audience }) => {
    const services = await listOffered(context.db, localDateAt(context.now), audience);
    return authorityId === undefined ? services : services.filter((service) => service.authorityId === authorityId);
  },
});

export const getService = defineQuery({
  name: 'services.get-service',
  permission: 'services.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const service = await getPublishedService(context.db, id);
    if (!service) throw notFound();
    return service;
  },
});

export const getServiceByKey = defineQuery({
  name: 'services.get-service-by-key',
  permission: 'services.read',
  input: z.strictObject({ authorityId: z.coerce.number().int(), key: z.string().max(80) }),
  run: async (context, { authorityId, key }) => {
    const service = await findServiceByKey(context.db, authorityId, key);
    if (!service) throw notFound();
    return service;
  },
});
