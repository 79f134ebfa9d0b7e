import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { chosenIdField, uuidField } from '../../kernel/input.js';
import { holdPair } from '../record/hold-pair.js';
import { noteChange } from '../record/note-change.js';
import { checkRelationship, relationshipFields } from '../record/relationship-input.js';
import { insertRelationship, listTies } from '../record/ties-repository.js';

/**
 * Records what a customer is to another: their parent, landlord, next of kin. It reads the other way round on the
 * other's record. The same one again changes nothing while it holds.
 * @throws bad_input; not_found; customer_merged
 */
export const addRelationship = defineCommand({
  name: 'customers.add-relationship',
  permission: 'customers.edit',
  input: z.strictObject({ customerId: uuidField, otherId: chosenIdField('Choose who it is'), ...relationshipFields }),
  run: async (context, { customerId, otherId, ...wanted }) => {
    const { customer, other } = await holdPair(context, { customerId, otherId });
    const { relationships } = await listTies(context.db, customerId);
    const between = relationships.filter((one) => one.otherId === otherId);
    const known = between.find(({ relation, toOn }) => relation === wanted.relation && toOn === null);
    checkRelationship(wanted, between);
    const id = known?.id ?? context.newId();
    const { authorityId } = customer;
    if (!known) await insertRelationship(context.db, { id, authorityId, customerId, otherId, ...wanted });
    const details = { relationshipId: id, between: [customerId, otherId] };
    await noteChange(context, other, { details, personal: wanted });
    return { id, version: await noteChange(context, customer, { details, personal: wanted }) };
  },
});
