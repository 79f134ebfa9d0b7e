import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { findOpenPoint } from '../record/find-open-point.js';
import { noteChange } from '../record/note-change.js';
import { endContactPoint as end } from '../write-repository.js';

/** A number or address that no longer reaches the customer. The record keeps that there was one. */
export const endContactPoint = defineCommand({
  name: 'customers.end-contact-point',
  permission: 'customers.edit',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const { customer } = await findOpenPoint(context, id);
    await end(context.db, id, context.now);
    return { id, version: await noteChange(context, customer, { details: { contactPointId: id } }) };
  },
});
