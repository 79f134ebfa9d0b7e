import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { endLink } from './end-link.js';
import { linkAcross } from './link-across.js';
import { listLinks } from './list-links.js';

const tag = 'Customers';
const byId = z.strictObject({ id: uuidField });
const path = '/api/v1/customers/:id/links';

const ApiLink = z.object({
  id: z.string(),
  /** Of the other council. */
  authorityId: z.number(),
  fromAt: z.number(),
  agreement: z.object({ id: z.string(), title: z.string() }).nullable(),
  lawfulBasis: z.string(),
  madeByName: z.string().nullable(),
  other: z.object({ id: z.string(), displayName: z.string().nullable(), restricted: z.boolean() }).nullable(),
});

const list = apiRoute({
  method: 'get',
  path,
  permission: 'customers.read',
  params: byId,
  api: {
    summary: 'Other councils’ records of a customer, by links that hold; null where one may not see the record',
    tag,
    output: z.object({ items: z.array(ApiLink), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const { links } = await context.read(listLinks, { customerId: context.params.id });
    const items = links.map(({ other, isReadable: _, ...link }): z.output<typeof ApiLink> => {
      const { id, displayName, restricted } = other ?? {};
      const seen = id === undefined ? null : { id, displayName: displayName ?? null, restricted: restricted ?? false };
      return { ...link, other: seen };
    });
    return json({ items, nextCursor: null });
  },
});

const add = apiRoute({
  method: 'post',
  path,
  permission: 'customers.edit',
  params: byId,
  body: linkAcross.input.omit({ customerId: true }),
  api: {
    summary: 'Link a customer with another council’s record of them, by an agreement in force; the records stay two',
    tag,
    output: z.object({ id: z.string() }),
    status: 201,
  },
  handle: async (context) =>
    json(await context.run(linkAcross, { ...context.body, customerId: context.params.id }), { status: 201 }),
});

const end = apiRoute({
  method: 'post',
  path: `${path}/:partId/end`,
  permission: 'customers.edit',
  params: z.strictObject({ id: uuidField, partId: uuidField }),
  body: endLink.input.omit({ id: true, customerId: true }),
  api: {
    summary: 'End a link with another council’s record, for a reason that both councils keep',
    tag,
    output: z.object({ id: z.string(), endedAt: z.number() }),
  },
  handle: async (context) => {
    const { id: customerId, partId: id } = context.params;
    return json(await context.run(endLink, { ...context.body, id, customerId }));
  },
});

export const linkApiRoutes: readonly Route[] = [list, add, end];
