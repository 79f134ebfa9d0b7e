import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { identifierFields, isSameNumber, refuseHeld } from '../record/identifier-input.js';
import { noteChange } from '../record/note-change.js';
import { listIdentifiers } from '../repository.js';
import { insertIdentifier } from '../write-repository.js';

/**
 * Records the number by which another register knows the customer. The same one again changes nothing.
 * @throws bad_input on `heldByBoth` when another customer of the authority has it; not_found
 */
export const addIdentifier = defineCommand({
  name: 'customers.add-identifier',
  permission: 'customers.edit',
  input: z.strictObject({ customerId: uuidField, ...identifierFields }),
  run: async (context, { customerId, ...wanted }) => {
    const customer = await holdOpen(context, customerId);
    const known = (await listIdentifiers(context.db, [customerId])).find((one) => isSameNumber(one, wanted));
    if (!known) await refuseHeld(context.db, customer, wanted);
    const id = known?.id ?? context.newId();
    const { authorityId } = customer;
    const { register, type, value } = wanted;
    if (!known) await insertIdentifier(context.db, { id, authorityId, customerId, register, type, value });
    const details = { identifierId: id, register, type };
    return { id, version: await noteChange(context, customer, { details, personal: { value } }) };
  },
});
