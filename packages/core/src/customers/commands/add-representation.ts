import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { chosenIdField, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { holdOpen } from '../restricted/hold-open.js';
import { noteChange } from '../record/note-change.js';
import { findCustomer } from '../repository.js';
import { checkRepresentation, representationFields } from '../record/representation-input.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import { insertRepresentation } from '../record/ties-repository.js';

/** Records that one customer acts for another, in what, on what evidence, and when. Both are of one authority. */
export const addRepresentation = defineCommand({
  name: 'customers.add-representation',
  permission: 'customers.edit',
  input: z.strictObject({
    /** Who is acted for. */
    customerId: uuidField,
    /** Who acts. */
    representativeId: chosenIdField('Choose who acts for them'),
    ...representationFields,
  }),
  run: async (context, { customerId, representativeId, ...given }) => {
    const customer = await holdOpen(context, customerId);
    const representative = await findCustomer(context.db, representativeId);
    if (representative) await refuseUnlessOpen(context, representative);
    const { authorityId } = customer;
    if (representative?.authorityId !== authorityId || representativeId === customerId)
      throw badInput({
        faults: [{ field: 'representativeId', message: 'Choose another customer of the same authority' }],
      });
    const today = localDateAt(context.now);
    const { fromOn = today, evidenceSeenOn = today } = given;
    const row = { ...given, fromOn, evidenceSeenOn };
    checkRepresentation(row, context.now);
    const id = context.newId();
    const evidenceSeenBy = context.actor.kind === 'staff' ? context.actor.staffId : null;
    await insertRepresentation(context.db, { id, authorityId, customerId, representativeId, ...row, evidenceSeenBy });
    const { role, evidenceKind } = row;
    const details = { representationId: id, representativeId, role, evidenceKind };
    return { id, version: await noteChange(context, customer, { details }) };
  },
});
