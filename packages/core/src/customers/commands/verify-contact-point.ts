import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { findOpenPoint } from '../record/find-open-point.js';
import { noteChange } from '../record/note-change.js';
import { markVerified } from '../write-repository.js';

/** The customer has confirmed today that this reaches them. */
export const verifyContactPoint = defineCommand({
  name: 'customers.verify-contact-point',
  permission: 'customers.edit',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const { customer } = await findOpenPoint(context, id);
    await markVerified(context.db, id, localDateAt(context.now));
    return { id, version: await noteChange(context, customer, { details: { contactPointId: id } }) };
  },
});
