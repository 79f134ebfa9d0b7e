import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { line, optional, uuidField, versionField } from '../../kernel/input.js';
import { attachedCustomer } from '../attached-customer.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { changeInteraction } from '../repository.js';

/**
 * Says who is in touch, or with `null` that it is somebody else, not known. Another customer means that earlier
 * identity checks prove nothing any more.
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
  }),
  run: async (context, { id, expectedVersion, customerId, relationship }) => {
    const before = await holdOwnInteraction(context, id, expectedVersion);
    const { authorityId, version } = before;
    const attached = await attachedCustomer(context, authorityId, customerId);
    const isOther = customerId !== before.customerId;
    const changed = await changeInteraction(context.db, before, {
      customer_id: attached.customerId,
      participant: JSON.stringify({ ...attached.participant, ...(relationship ? { relationship } : {}) }),
      place_id: isOther ? attached.placeId : before.placeId,
      identity_level: isOther ? 'none' : before.identityLevel,
    });
    if (!changed) throw staleVersion();
    const details = { customerId, before: before.customerId };
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details });
    return { id, version: version + 1 };
  },
});
