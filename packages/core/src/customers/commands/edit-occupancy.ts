import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { refuseStale } from '../record/hold-pair.js';
import { noteChange } from '../record/note-change.js';
import { checkOccupancy, occupancyFields } from '../record/occupancy-input.js';
import { listOccupancies } from '../repository.js';
import { updateOccupancy } from '../write-repository.js';

/**
 * Corrects what a customer is at a place and when, or ends it by its last day.
 * @throws stale_version when the customer's record is newer; bad_input; not_found
 */
export const editOccupancy = defineCommand({
  name: 'customers.edit-occupancy',
  permission: 'customers.edit',
  input: z.strictObject({
    id: uuidField,
    customerId: uuidField,
    /** Of the customer's record. */
    expectedVersion: versionField,
    ...occupancyFields,
  }),
  run: async (context, { id, customerId, expectedVersion, ...wanted }) => {
    const customer = await holdOpen(context, customerId);
    const occupancies = await listOccupancies(context.db, customerId);
    const before = occupancies.find((one) => one.id === id);
    if (!before) throw notFound();
    refuseStale(customer, expectedVersion);
    const { placeId } = before;
    checkOccupancy(
      { ...wanted, placeId },
      occupancies.filter((one) => one.id !== id),
    );
    const { role, fromOn, toOn } = wanted;
    await updateOccupancy(context.db, { id, role, fromOn, toOn });
    const details = { occupancyId: id, placeId, role };
    return { id, version: await noteChange(context, customer, { details, personal: { fromOn, toOn } }) };
  },
});
