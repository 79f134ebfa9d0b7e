import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { refuseStale } from '../record/hold-pair.js';
import { holdOpen } from '../restricted/hold-open.js';
import { noteChange } from '../record/note-change.js';
import { checkRepresentation, representationFields } from '../record/representation-input.js';
import { findRepresentation, updateRepresentation } from '../record/ties-repository.js';

/**
 * Corrects what somebody acts in, records newer evidence, or ends it by its last day. Who saw the evidence is whoever
 * changes what was seen.
 * @throws stale_version when the record of who is acted for is newer; bad_input; not_found
 */
export const editRepresentation = defineCommand({
  name: 'customers.edit-representation',
  permission: 'customers.edit',
  input: z.strictObject({
    id: uuidField,
    /** Who is acted for. */
    customerId: uuidField,
    /** Of that customer's record. */
    expectedVersion: versionField,
    ...representationFields,
  }),
  run: async (context, { id, customerId, expectedVersion, ...given }) => {
    const found = await findRepresentation(context.db, id);
    if (found?.customerId !== customerId) throw notFound();
    const customer = await holdOpen(context, customerId);
    refuseStale(customer, expectedVersion);
    const { fromOn = found.fromOn, evidenceSeenOn = found.evidenceSeenOn } = given;
    const row = { ...given, fromOn, evidenceSeenOn };
    checkRepresentation(row, context.now);
    const seenAgain = (['evidenceKind', 'evidenceMark', 'evidenceSeenOn'] as const).some(
      (field) => row[field] !== found[field],
    );
    const seenNow = context.actor.kind === 'staff' ? context.actor.staffId : null;
    const evidenceSeenBy = seenAgain ? seenNow : found.evidenceSeenBy;
    await updateRepresentation(context.db, { ...found, ...row, evidenceSeenBy });
    const { role, evidenceKind, toOn } = row;
    const details = { representationId: id, role, evidenceKind, toOn };
    return { id, version: await noteChange(context, customer, { details, personal: { covers: row.covers } }) };
  },
});
