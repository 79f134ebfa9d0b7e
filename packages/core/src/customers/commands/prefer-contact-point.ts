import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { findOpenPoint } from '../record/find-open-point.js';
import { noteChange } from '../record/note-change.js';
import { preferContactPoint as prefer } from '../write-repository.js';

/** From now on this one is used before the others of its kind. */
export const preferContactPoint = defineCommand({
  name: 'customers.prefer-contact-point',
  permission: 'customers.edit',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const { customer, point } = await findOpenPoint(context, id);
    await prefer(context.db, point);
    return { id, version: await noteChange(context, customer, { details: { contactPointId: id } }) };
  },
});
