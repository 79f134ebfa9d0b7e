import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { longText, uuidField } from '../../kernel/input.js';
import { linkEnded } from '../customer-errors.js';
import { holdOpen } from '../restricted/hold-open.js';
import { listHolding } from './customer-link.js';
import { markEnded } from './links-repository.js';

/**
 * Ends a link of a customer with another council's record. Either council may, whether or not it sees the other's
 * record: nobody is kept to a link because somebody else took their view away.
 * @throws link_ended; not_found; customer_merged; customer_restricted and reason_needed
 */
export const endLink = defineCommand({
  name: 'customers.end-link',
  permission: 'customers.edit',
  input: z.strictObject({ id: uuidField, customerId: uuidField, reason: longText(500, 'why the link ends') }),
  run: async (context, { id, customerId, reason }) => {
    const { db, now, actor } = context;
    const customer = await holdOpen(context, customerId);
    const link = (await listHolding(db, customer, now)).find((one) => one.id === id);
    const endedBy = actor.kind === 'staff' ? actor.staffId : null;
    if (!link || !(await markEnded(db, id, { endedAt: now, endedBy, reason }))) throw linkEnded();
    await context.audit({
      ...{ authorityId: customer.authorityId, otherSideId: link.other.authorityId },
      ...{ subject: { kind: 'customer-link', id }, personal: { reason } },
      details: { customerId, otherId: link.other.id, agreementId: link.agreementId },
    });
    const { authorityId } = customer;
    const payload = { id: customerId, otherId: link.other.id, linkId: id, agreementId: link.agreementId };
    await context.emit({ authorityId, topic: 'customer.link-ended', subjectId: customerId, payload });
    return { id, endedAt: now };
  },
});
