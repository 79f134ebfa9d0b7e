import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { holdOpen } from '../hold-open.js';
import { dateField } from '../input-fields.js';
import { noteChange } from '../note-change.js';
import { endRepresentation as end, findRepresentation } from '../ties-repository.js';

/** Somebody no longer acts for the customer after this day. */
export const endRepresentation = defineCommand({
  name: 'customers.end-representation',
  permission: 'customers.edit',
  input: z.strictObject({ id: uuidField, toOn: dateField('last day').optional() }),
  run: async (context, { id, toOn = localDateAt(context.now) }) => {
    const representation = await findRepresentation(context.db, id);
    if (!representation) throw notFound();
    const customer = await holdOpen(context, representation.customerId);
    if (toOn < representation.fromOn)
      throw badInput({ faults: [{ field: 'toOn', message: 'The last day must not be before the first' }] });
    await end(context.db, id, toOn);
    return { id, version: await noteChange(context, customer, { details: { representationId: id, toOn } }) };
  },
});
