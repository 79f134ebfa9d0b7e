import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdPair, refuseStale } from '../record/hold-pair.js';
import { noteChange } from '../record/note-change.js';
import { checkRelationship, relationshipFields } from '../record/relationship-input.js';
import { findRelated, listTies, updateRelationship } from '../record/ties-repository.js';

/**
 * Corrects what a customer is to another, or ends it by its last day.
 * @throws stale_version when the customer's record is newer; bad_input; not_found
 */
export const editRelationship = defineCommand({
  name: 'customers.edit-relationship',
  permission: 'customers.edit',
  input: z.strictObject({
    id: uuidField,
    /** From whose side the relation is given: either of the two. */
    customerId: uuidField,
    /** Of that customer's record. */
    expectedVersion: versionField,
    ...relationshipFields,
  }),
  run: async (context, { id, customerId, expectedVersion, ...wanted }) => {
    const found = await findRelated(context.db, id);
    if (!found || ![found.customerId, found.otherId].includes(customerId)) throw notFound();
    const otherId = found.customerId === customerId ? found.otherId : found.customerId;
    const { customer, other } = await holdPair(context, { customerId, otherId });
    refuseStale(customer, expectedVersion);
    const { relationships } = await listTies(context.db, customerId);
    checkRelationship(
      wanted,
      relationships.filter((one) => one.otherId === otherId && one.id !== id),
    );
    const { authorityId } = customer;
    await updateRelationship(context.db, { id, authorityId, customerId, otherId, ...wanted });
    const details = { relationshipId: id, between: [customerId, otherId] };
    await noteChange(context, other, { details, personal: wanted });
    return { id, version: await noteChange(context, customer, { details, personal: wanted }) };
  },
});
