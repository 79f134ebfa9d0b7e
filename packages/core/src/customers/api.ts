import { z } from 'zod';
import { fieldsNotShared } from '../partnerships/index.js';
import { sharedFields } from '../kernel/db/shared-fields.js';
import { malformed } from '../kernel/errors.js';
import { line, optional, uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../kernel/route.js';
import { addContactPoint, ContactPointBody } from './commands/add-contact-point.js';
import { createCustomer, NewCustomer } from './commands/create-customer.js';
import { CustomerEdit, editCustomer } from './commands/edit-customer.js';
import { endContactPoint } from './commands/end-contact-point.js';
import { openRestricted } from './commands/open-restricted.js';
import { verifyContactPoint } from './commands/verify-contact-point.js';
import { ApiCustomer, ApiHit } from './api-types.js';
import { getCustomer, matchByTelephone, searchCustomers } from './queries.js';

const tag = 'Customers';
const byId = z.strictObject({ id: uuidField });
const byPoint = z.strictObject({ id: uuidField, pointId: uuidField });
const Changed = z.object({ id: z.string(), version: z.number() });

const list = apiRoute({
  method: 'get',
  path: '/api/v1/customers',
  permission: 'customers.read',
  query: z.strictObject({
    /** What an adviser would type. */
    q: optional(line(200)),
    telephone: optional(line(60)),
    authorityId: optional(z.coerce.number().int()),
    limit: z.coerce.number().int().min(1).max(50).default(20),
    cursor: optional(line(40)),
  }),
  api: {
    summary: 'Customers found by what an adviser would type (q), or by their telephone number',
    tag,
    output: z.object({ items: z.array(ApiHit), nextCursor: z.string().nullable(), shows: z.enum(['all', 'some']) }),
  },
  handle: async (context) => {
    const { q, telephone, authorityId, limit, cursor } = context.query;
    const within = authorityId === undefined ? {} : { authorityId };
    if (telephone !== undefined) {
      const { items } = await context.read(matchByTelephone, { telephone, ...within });
      return json({ items, nextCursor: null, shows: 'all' });
    }
    if (q === undefined) throw malformed({}, 'Say whom to look for: q with words, or telephone with a number.');
    return json(await context.read(searchCustomers, { text: q, ...within, limit, ...(cursor ? { cursor } : {}) }));
  },
});

const create = apiRoute({
  method: 'post',
  path: '/api/v1/customers',
  permission: 'customers.create',
  body: NewCustomer,
  api: { summary: 'Put a customer on record, unless one like it is there already', tag, output: Changed, status: 201 },
  handle: async (context) => {
    const created = await context.run(createCustomer, context.body);
    const headers = { Location: `/api/v1/customers/${created.id}` };
    return json(created, { status: 201, version: created.version, headers });
  },
});

const read = apiRoute({
  method: 'get',
  path: '/api/v1/customers/:id',
  permission: 'customers.read',
  params: byId,
  api: {
    summary: 'A customer with contact points, identifiers, representations and occupancies',
    tag,
    output: ApiCustomer.extend({ notShared: z.array(z.enum(sharedFields)) }),
  },
  handle: async (context) => {
    const customer = await context.read(getCustomer, context.params);
    const notShared = fieldsNotShared(context.visitor.actor, 'customers.read', customer.authorityId);
    const headers = { 'Content-Location': `/api/v1/customers/${customer.id}` };
    return json({ ...customer, notShared }, { version: customer.version, headers });
  },
});

const Patch = CustomerEdit.shape.changes.extend({ base: CustomerEdit.shape.base.optional() });

const change = apiRoute({
  method: 'patch',
  path: '/api/v1/customers/:id',
  permission: 'customers.edit',
  params: byId,
  body: Patch,
  api: {
    summary: 'Change a customer; with base (the fields as they were read), changes that don’t clash are merged',
    tag,
    output: Changed.extend({ changed: z.array(z.string()) }),
  },
  handle: async (context) => {
    const { base = {}, ...changes } = context.body;
    const input = { id: context.params.id, expectedVersion: versionOf(context), changes, base };
    const changed = await context.run(editCustomer, input);
    return json(changed, { version: changed.version });
  },
});

const addPoint = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/contact-points',
  permission: 'customers.edit',
  params: byId,
  body: ContactPointBody,
  api: { summary: 'Add a number or address by which a customer is reached', tag, output: Changed, status: 201 },
  handle: async (context) => {
    const input = { ...context.body, customerId: context.params.id };
    const { id, version } = await context.run(addContactPoint, input);
    return json({ id, version }, { status: 201 });
  },
});

const endPoint = apiRoute({
  method: 'delete',
  path: '/api/v1/customers/:id/contact-points/:pointId',
  permission: 'customers.edit',
  params: byPoint,
  api: { summary: 'End a contact point that no longer reaches the customer', tag, output: Changed },
  handle: async (context) => json(await context.run(endContactPoint, { id: context.params.pointId })),
});

const verifyPoint = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/contact-points/:pointId/verify',
  permission: 'customers.edit',
  params: byPoint,
  api: { summary: 'Note that the customer has confirmed a contact point today', tag, output: Changed },
  handle: async (context) => json(await context.run(verifyContactPoint, { id: context.params.pointId })),
});

const open = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/open',
  permission: 'customers.read-restricted',
  params: byId,
  body: openRestricted.input.omit({ id: true }),
  api: {
    summary: 'Say why a restricted record is needed; it then opens to the token’s person for half an hour',
    tag,
    output: z.object({ id: z.string(), openUntilAt: z.number() }),
  },
  handle: async (context) => json(await context.run(openRestricted, { ...context.body, ...context.params })),
});

/** The version that an edit goes from. @throws malformed_request without If-Match */
export function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the customer that you read.');
  return ifMatch;
}

export const apiRoutes: readonly Route[] = [list, create, read, change, addPoint, endPoint, verifyPoint, open];
