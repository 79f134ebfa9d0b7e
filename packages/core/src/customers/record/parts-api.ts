import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { versionOf } from '../api.js';
import { addIdentifier } from '../commands/add-identifier.js';
import { addOccupancy } from '../commands/add-occupancy.js';
import { addRelationship } from '../commands/add-relationship.js';
import { addRepresentation } from '../commands/add-representation.js';
import { editIdentifier } from '../commands/edit-identifier.js';
import { editOccupancy } from '../commands/edit-occupancy.js';
import { editRelationship } from '../commands/edit-relationship.js';
import { editRepresentation } from '../commands/edit-representation.js';
import { removeIdentifier } from '../commands/remove-identifier.js';
import { removeOccupancy } from '../commands/remove-occupancy.js';

const tag = 'Customers';
const permission = 'customers.edit';
const byId = z.strictObject({ id: uuidField });
const byPart = z.strictObject({ id: uuidField, partId: uuidField });
/** The part's id, and the customer's version with it. */
const Changed = z.object({ id: z.string(), version: z.number() });

type PartCommand = Command<z.ZodType, z.output<typeof Changed>>;
/** What the address and If-Match say already, so the body doesn't. */
const ofCustomer = { customerId: true } as const;
const ofPart = { id: true, customerId: true, expectedVersion: true } as const;

/** A command that adds a part of a customer, by a body without whose it is. */
function adding(path: string, summary: string, command: PartCommand, body: z.ZodObject): Route {
  return apiRoute({
    method: 'post',
    path: `/api/v1/customers/:id/${path}`,
    permission,
    params: byId,
    body,
    api: { summary, tag, output: Changed, status: 201 },
    handle: async (context) => {
      const done = await context.run(command, { ...context.body, customerId: context.params.id });
      return json(done, { status: 201, version: done.version });
    },
  });
}

/** A command that changes a part as a whole, or takes it off: If-Match names the version of the customer's record. */
function changing(method: 'put' | 'delete', path: string, summary: string, command: PartCommand, body?: z.ZodObject) {
  return apiRoute({
    method,
    path: `/api/v1/customers/:id/${path}/:partId`,
    permission,
    params: byPart,
    ...(body ? { body } : {}),
    api: { summary, tag, output: Changed },
    handle: async (context) => {
      const { id: customerId, partId: id } = context.params;
      const input = { ...context.body, id, customerId, expectedVersion: versionOf(context) };
      const done = await context.run(command, input);
      return json(done, { version: done.version });
    },
  });
}

const relationships: readonly Route[] = [
  adding(
    'relationships',
    'Record what a customer is to another: parent, partner, landlord',
    addRelationship,
    addRelationship.input.omit(ofCustomer),
  ),
  changing(
    'put',
    'relationships',
    'Correct or end a relationship; If-Match names the version of the customer that you read',
    editRelationship,
    editRelationship.input.omit(ofPart),
  ),
];

const representations: readonly Route[] = [
  adding(
    'representations',
    'Record who acts for a customer, in what, and on what evidence',
    addRepresentation,
    addRepresentation.input.omit(ofCustomer),
  ),
  changing(
    'put',
    'representations',
    'Correct or end a representation; If-Match names the version of the customer who is acted for',
    editRepresentation,
    editRepresentation.input.omit(ofPart),
  ),
];

const occupancies: readonly Route[] = [
  adding(
    'occupancies',
    'Record where a customer lives, owns, lets or trades, beside what is on record',
    addOccupancy,
    addOccupancy.input.omit(ofCustomer),
  ),
  changing(
    'put',
    'occupancies',
    'Correct or end an occupancy; If-Match names the version of the customer that you read',
    editOccupancy,
    editOccupancy.input.omit(ofPart),
  ),
  changing('delete', 'occupancies', 'Take off an occupancy that was recorded by mistake', removeOccupancy),
];

const identifiers: readonly Route[] = [
  adding(
    'identifiers',
    'Record the number by which another register knows a customer',
    addIdentifier,
    addIdentifier.input.omit(ofCustomer),
  ),
  changing(
    'put',
    'identifiers',
    'Correct a number in another register; If-Match names the version of the customer that you read',
    editIdentifier,
    editIdentifier.input.omit(ofPart),
  ),
  changing('delete', 'identifiers', 'Take off a number that was recorded by mistake', removeIdentifier),
];

/** What hangs on a customer is added, changed as a whole, and taken off under the customer's address. */
export const partApiRoutes: readonly Route[] = [...relationships, ...representations, ...occupancies, ...identifiers];
