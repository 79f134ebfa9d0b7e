import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { ownOpening } from '../customer-errors.js';
import { findOpening, markAcknowledged } from '../restricted/openings-repository.js';

/**
 * A data protection officer has looked at why a restricted record was opened. Doing so again changes nothing.
 * @throws own_opening; not_found
 */
export const acknowledgeOpening = defineCommand({
  name: 'customers.acknowledge-opening',
  permission: 'customers.review-openings',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const opening = await findOpening(context.db, id);
    if (!opening) throw notFound();
    const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
    if (by === opening.personId) throw ownOpening();
    if (opening.acknowledgedAt === null) await markAcknowledged(context.db, id, { at: context.now, by });
    const { authorityId, customerId } = opening;
    await context.audit({ authorityId, subject: { kind: 'customer', id: customerId }, details: { openingId: id } });
    return { id };
  },
});
