import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { versionOf } from './api.js';
import { addOccupancy } from './commands/add-occupancy.js';
import { addRelationship } from './commands/add-relationship.js';
import { addRepresentation } from './commands/add-representation.js';
import { editOccupancy } from './commands/edit-occupancy.js';
import { editRelationship } from './commands/edit-relationship.js';
import { editRepresentation } from './commands/edit-representation.js';
import { removeOccupancy } from './commands/remove-occupancy.js';

const tag = 'Customers';
const byId = z.strictObject({ id: uuidField });
const byPart = z.strictObject({ id: uuidField, partId: uuidField });
/** The part's id, and the customer's version with it. */
const Changed = z.object({ id: z.string(), version: z.number() });

const relate = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/relationships',
  permission: 'customers.edit',
  params: byId,
  body: addRelationship.input.omit({ customerId: true }),
  api: {
    summary: 'Record what a customer is to another: parent, partner, landlord',
    tag,
    output: Changed,
    status: 201,
  },
  handle: async (context) => {
    const done = await context.run(addRelationship, { ...context.body, customerId: context.params.id });
    return json(done, { status: 201, version: done.version });
  },
});

const changeRelationship = apiRoute({
  method: 'put',
  path: '/api/v1/customers/:id/relationships/:partId',
  permission: 'customers.edit',
  params: byPart,
  body: editRelationship.input.omit({ id: true, customerId: true, expectedVersion: true }),
  api: {
    summary: 'Correct or end a relationship; If-Match names the version of the customer that you read',
    tag,
    output: Changed,
  },
  handle: async (context) => {
    const { id: customerId, partId: id } = context.params;
    const done = await context.run(editRelationship, {
      ...context.body,
      id,
      customerId,
      expectedVersion: versionOf(context),
    });
    return json(done, { version: done.version });
  },
});

const represent = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/representations',
  permission: 'customers.edit',
  params: byId,
  body: addRepresentation.input.omit({ customerId: true }),
  api: { summary: 'Record who acts for a customer, in what, and on what evidence', tag, output: Changed, status: 201 },
  handle: async (context) => {
    const done = await context.run(addRepresentation, { ...context.body, customerId: context.params.id });
    return json(done, { status: 201, version: done.version });
  },
});

const changeRepresentation = apiRoute({
  method: 'put',
  path: '/api/v1/customers/:id/representations/:partId',
  permission: 'customers.edit',
  params: byPart,
  body: editRepresentation.input.omit({ id: true, customerId: true, expectedVersion: true }),
  api: {
    summary: 'Correct or end a representation; If-Match names the version of the customer who is acted for',
    tag,
    output: Changed,
  },
  handle: async (context) => {
    const { id: customerId, partId: id } = context.params;
    const input = { ...context.body, id, customerId, expectedVersion: versionOf(context) };
    const done = await context.run(editRepresentation, input);
    return json(done, { version: done.version });
  },
});

const occupy = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/occupancies',
  permission: 'customers.edit',
  params: byId,
  body: addOccupancy.input.omit({ customerId: true }),
  api: {
    summary: 'Record where a customer lives, owns, lets or trades, beside what is on record',
    tag,
    output: Changed,
    status: 201,
  },
  handle: async (context) => {
    const done = await context.run(addOccupancy, { ...context.body, customerId: context.params.id });
    return json(done, { status: 201, version: done.version });
  },
});

const changeOccupancy = apiRoute({
  method: 'put',
  path: '/api/v1/customers/:id/occupancies/:partId',
  permission: 'customers.edit',
  params: byPart,
  body: editOccupancy.input.omit({ id: true, customerId: true, expectedVersion: true }),
  api: {
    summary: 'Correct or end an occupancy; If-Match names the version of the customer that you read',
    tag,
    output: Changed,
  },
  handle: async (context) => {
    const { id: customerId, partId: id } = context.params;
    const input = { ...context.body, id, customerId, expectedVersion: versionOf(context) };
    const done = await context.run(editOccupancy, input);
    return json(done, { version: done.version });
  },
});

const takeOffOccupancy = apiRoute({
  method: 'delete',
  path: '/api/v1/customers/:id/occupancies/:partId',
  permission: 'customers.edit',
  params: byPart,
  api: { summary: 'Take off an occupancy that was recorded by mistake', tag, output: Changed },
  handle: async (context) => {
    const { id: customerId, partId: id } = context.params;
    const done = await context.run(removeOccupancy, { id, customerId, expectedVersion: versionOf(context) });
    return json(done, { version: done.version });
  },
});

export const partApiRoutes: readonly Route[] = [
  relate,
  changeRelationship,
  represent,
  changeRepresentation,
  occupy,
  changeOccupancy,
  takeOffOccupancy,
];
