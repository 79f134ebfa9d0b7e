import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { holdOpen } from '../restricted/hold-open.js';
import { refuseStale } from '../record/hold-pair.js';
import { noteChange } from '../record/note-change.js';
import { listOccupancies } from '../repository.js';
import { removeOccupancy as remove } from '../write-repository.js';

/**
 * Takes off a place that was recorded by mistake; the audit keeps that it was there. What has ended is ended instead.
 * @throws stale_version when the customer's record is newer; not_found
 */
export const removeOccupancy = defineCommand({
  name: 'customers.remove-occupancy',
  permission: 'customers.edit',
  input: z.strictObject({ id: uuidField, customerId: uuidField, expectedVersion: versionField }),
  run: async (context, { id, customerId, expectedVersion }) => {
    const customer = await holdOpen(context, customerId);
    const known = (await listOccupancies(context.db, customerId)).find((one) => one.id === id);
    if (!known) throw notFound();
    refuseStale(customer, expectedVersion);
    await remove(context.db, id);
    const { placeId, role, fromOn, toOn } = known;
    const details = { occupancyId: id, placeId, role };
    return { id, version: await noteChange(context, customer, { details, personal: { fromOn, toOn } }) };
  },
});
