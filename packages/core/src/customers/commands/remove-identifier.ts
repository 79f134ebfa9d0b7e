import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { refuseStale } from '../record/hold-pair.js';
import { noteChange } from '../record/note-change.js';
import { listIdentifiers } from '../repository.js';
import { removeIdentifier as remove } from '../write-repository.js';

/**
 * Takes off an identifier that was recorded by mistake; the audit keeps that it was there.
 * @throws stale_version when the customer's record is newer; not_found
 */
export const removeIdentifier = defineCommand({
  name: 'customers.remove-identifier',
  permission: 'customers.edit',
  input: z.strictObject({ customerId: uuidField, id: uuidField, expectedVersion: versionField }),
  run: async (context, { customerId, id, expectedVersion }) => {
    const customer = await holdOpen(context, customerId);
    const known = (await listIdentifiers(context.db, [customerId])).find((one) => one.id === id);
    if (!known) throw notFound();
    refuseStale(customer, expectedVersion);
    await remove(context.db, id);
    const { register, type, value } = known;
    const details = { identifierId: id, register, type };
    return { id, version: await noteChange(context, customer, { details, personal: { value } }) };
  },
});
