import { z } from 'zod';
import { caseToChange, recordEvent } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { paymentErrors } from '../payment-errors.js';
import { takeMessageBack } from '../../correspondence/index.js';
import { askSoon, findPart } from '../online/online-repository.js';
import { findPayment, markCancelled } from '../repository.js';
import { mayCancel } from '../rules.js';
import type { Payment } from '../types.js';

/**
 * Cancels a payment that was recorded by mistake, or that a provider has not taken yet: it stays to be seen, and no longer
 * counts. It gives no money back. A message with its link that has not gone is taken back.
 * @throws not_found; case_reason_needed; stale_version; payment_cancelled; payment_ended; payment_not_yours_today for what somebody
 * else took, or another day, without `payments.cancel`
 */
export const cancelPayment = defineCommand({
  name: 'payments.cancel-payment',
  permission: 'payments.record',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    reason: line(200, 'why the payment is cancelled'),
  }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { id, expectedVersion, reason }) => {
    const payment = await paymentToCancel(context, id);
    if (payment.cancelled) throw paymentErrors.cancelledBefore();
    if (payment.way !== null && payment.state !== 'started') throw paymentErrors.ended();
    if (payment.version !== expectedVersion) throw staleVersion({ facts: { version: payment.version } });
    const { authorityId, caseId, amountPence } = payment;
    const byName = context.actor.kind === 'staff' ? context.actor.name : 'Automatic';
    if (!(await markCancelled(context.db, payment, { at: context.now, byName, reason }))) throw staleVersion();
    if (payment.way !== null) await closeLink(context, id);
    if (caseId !== null) {
      const data = { paymentId: id, amountPence, done: 'removed' as const };
      await recordEvent(context, { id: caseId, authorityId }, { kind: 'payment', visibility: 'internal', data });
    }
    await context.audit({
      authorityId,
      subject: { kind: 'payment', id },
      details: { amountPence },
      personal: { reason },
    });
    await context.emit({ authorityId, topic: 'payment.cancelled', subjectId: id, payload: { caseId, amountPence } });
    return { id, version: payment.version + 1 };
  },
});

/** The provider is told soon, and who was to pay not any more. */
async function closeLink(context: CommandContext, id: string): Promise<void> {
  await askSoon(context.db, id, context.now);
  const linkSent = (await findPart(context.db, id))?.linkSent;
  if (linkSent) await takeMessageBack(context, linkSent.messageId);
}

async function paymentToCancel(context: CommandContext, id: string): Promise<Payment> {
  const { actor, db, now } = context;
  const payment = await findPayment(db, id);
  if (!payment) throw notFound();
  if (payment.caseId !== null) await caseToChange(context, payment.caseId);
  if (payment.way === null && !mayCancel(actor, payment, now)) throw paymentErrors.notOfToday();
  return payment;
}
