import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { line, optional, uuidField, versionField } from '../../kernel/input.js';
import { attachedCustomer } from '../attached-customer.js';
import { actingUnder } from '../representing.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { changeInteraction } from '../repository.js';

/**
 * Says who is in touch, or with `null` that it is somebody else, not known. Another customer, or another who speaks for
 * them, means that earlier identity checks prove nothing any more.
 */
export const identifyCustomer = defineCommand({
  name: 'interactions.identify-customer',
  permission: 'interactions.handle',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    customerId: uuidField.nullable(),
    /** When somebody speaks for the customer: "Daughter". */
    relationship: optional(line(120)),
    /** When they do so under a representation on record, which must be in force. */
    representationId: uuidField.optional(),
  }),
  run: async (context, { id, expectedVersion, customerId, relationship, representationId }) => {
    const before = await holdOwnInteraction(context, id, expectedVersion);
    const { authorityId, version } = before;
    const attached = await attachedCustomer(context, authorityId, customerId);
    const acting = await actingUnder(context, attached.customerId, representationId);
    const speaker = { ...acting, ...(relationship ? { relationship } : {}) };
    const isOther = customerId !== before.customerId || representationId !== before.participant.representationId;
    const changed = await changeInteraction(context.db, before, {
      customer_id: attached.customerId,
      participant: JSON.stringify({ ...attached.participant, ...speaker }),
      place_id: customerId !== before.customerId ? attached.placeId : before.placeId,
      identity_level: isOther ? 'none' : before.identityLevel,
    });
    if (!changed) throw staleVersion();
    const details = { customerId, before: before.customerId, ...(representationId ? { representationId } : {}) };
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details });
    return { id, version: version + 1 };
  },
});
