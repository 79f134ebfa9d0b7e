import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { holdOpen } from '../hold-open.js';
import { IdentifierField } from '../input-fields.js';
import { noteChange } from '../note-change.js';
import { listIdentifiers } from '../repository.js';
import { insertIdentifier } from '../write-repository.js';

/** Records the number by which another register knows the customer. The same one again changes nothing. */
export const addIdentifier = defineCommand({
  name: 'customers.add-identifier',
  permission: 'customers.edit',
  input: IdentifierField.extend({ customerId: uuidField }),
  run: async (context, { customerId, ...identifier }) => {
    const customer = await holdOpen(context, customerId);
    const { register, type, value } = identifier;
    const known = (await listIdentifiers(context.db, [customerId])).find(
      (one) => one.register === register && one.type === type && one.value === value,
    );
    const id = known?.id ?? context.newId();
    const { authorityId } = customer;
    if (!known) await insertIdentifier(context.db, { id, authorityId, customerId, ...identifier });
    const details = { identifierId: id, register, type };
    return { id, version: await noteChange(context, customer, { details, personal: { value } }) };
  },
});
