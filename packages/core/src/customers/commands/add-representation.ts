import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, type FieldFault } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { holdOpen } from '../hold-open.js';
import { dateField } from '../input-fields.js';
import { noteChange } from '../note-change.js';
import { findCustomer } from '../repository.js';
import { refuseUnlessOpen } from '../restricted-access.js';
import { representationRoles } from '../types.js';
import { insertRepresentation } from '../ties-repository.js';

/** Records that one customer acts for another, in what, and since when. Both are of one authority. */
export const addRepresentation = defineCommand({
  name: 'customers.add-representation',
  permission: 'customers.edit',
  input: z.strictObject({
    /** Who is acted for. */
    customerId: uuidField,
    /** Who acts. */
    representativeId: uuidField,
    role: z.enum(representationRoles),
    /** "Council tax and housing"; "everything, by lasting power of attorney". */
    covers: longText(500),
    /** Without it, today. */
    fromOn: dateField('date from which they act').optional(),
    /** The last day, when it is known. */
    toOn: dateField('last day').optional(),
  }),
  run: async (context, { customerId, representativeId, role, covers, fromOn: from, toOn = null }) => {
    const customer = await holdOpen(context, customerId);
    const representative = await findCustomer(context.db, representativeId);
    if (representative) await refuseUnlessOpen(context, representative);
    const fromOn = from ?? localDateAt(context.now);
    const { authorityId } = customer;
    const faults: FieldFault[] = [];
    if (representative?.authorityId !== authorityId || representativeId === customerId)
      faults.push({ field: 'representativeId', message: 'Choose another customer of the same authority' });
    if (toOn !== null && toOn < fromOn)
      faults.push({ field: 'toOn', message: 'The last day must not be before the first' });
    if (faults.length > 0) throw badInput({ faults });
    const id = context.newId();
    const details = { representationId: id, representativeId, role };
    const row = { id, authorityId, customerId, representativeId, role, covers, fromOn, toOn };
    await insertRepresentation(context.db, row);
    return { id, version: await noteChange(context, customer, { details }) };
  },
});
