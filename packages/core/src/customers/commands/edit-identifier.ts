import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { refuseStale } from '../record/hold-pair.js';
import { identifierFields, isSameNumber, refuseHeld } from '../record/identifier-input.js';
import { noteChange } from '../record/note-change.js';
import { listIdentifiers } from '../repository.js';
import { updateIdentifier } from '../write-repository.js';

/**
 * Corrects the number by which another register knows the customer; from then on they are found by the new one only.
 * @throws stale_version when the customer's record is newer; bad_input; not_found
 */
export const editIdentifier = defineCommand({
  name: 'customers.edit-identifier',
  permission: 'customers.edit',
  input: z.strictObject({
    id: uuidField,
    customerId: uuidField,
    /** Of the customer's record. */
    expectedVersion: versionField,
    ...identifierFields,
  }),
  run: async (context, { id, customerId, expectedVersion, ...wanted }) => {
    const customer = await holdOpen(context, customerId);
    const identifiers = await listIdentifiers(context.db, [customerId]);
    const before = identifiers.find((one) => one.id === id);
    if (!before) throw notFound();
    refuseStale(customer, expectedVersion);
    if (identifiers.some((one) => one.id !== id && isSameNumber(one, wanted)))
      throw badInput({ faults: [{ field: 'value', message: 'They have this number already. Remove one of the two' }] });
    if (!isSameNumber(before, wanted)) await refuseHeld(context.db, customer, wanted);
    const { register, type, value } = wanted;
    await updateIdentifier(context.db, { id, register, type, value });
    const details = { identifierId: id, register, type };
    const personal = { before: before.value, after: value };
    return { id, version: await noteChange(context, customer, { details, personal }) };
  },
});
