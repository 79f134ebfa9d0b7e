import { z } from 'zod';
import { caseToChange, findCase, recordEvent, refuseCardNumber } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import { amountField } from '../commands/record-payment.js';
import { paymentErrors } from '../payment-errors.js';
import { findPayment, updateRefunded } from '../repository.js';
import { nextAsk } from './online-rules.js';
import type { Refund } from './online-types.js';
import { findRefund, insertRefund, listRefunds, updateRefund } from './refund-repository.js';

/**
 * Has a provider give back some or all of what it took. @throws not_found; case_reason_needed; stale_version;
 * payment_not_refundable; bad_input on `amountPence` for more than is left
 */
export const refundPayment = defineCommand({
  name: 'payments.refund-payment',
  permission: 'payments.refund',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    amountPence: amountField,
    reason: line(200, 'why it is given back'),
  }),
  output: z.object({ id: z.string(), refundId: z.string(), version: z.number() }),
  run: async (context, { id, expectedVersion, amountPence, reason }) => {
    const { actor, db, now } = context;
    refuseCardNumber('reason', reason);
    const payment = await findPayment(db, id);
    if (!payment) throw notFound();
    const { authorityId, caseId, refundedPence } = payment;
    if (caseId !== null) await caseToChange(context, caseId);
    if (payment.version !== expectedVersion) throw staleVersion({ facts: { version: payment.version } });
    if (!isRefundable(payment.way, payment.state, await listRefunds(db, id))) throw paymentErrors.notRefundable();
    const leftPence = payment.amountPence - refundedPence;
    if (amountPence > leftPence) {
      const message = `Enter ${formatMoney(moneyOf(leftPence))} or less: no more is left to give back`;
      throw badInput({ faults: [{ field: 'amountPence', message }] });
    }
    const refundId = context.newId();
    const by =
      actor.kind === 'staff'
        ? { askedById: actor.staffId, askedByName: actor.name }
        : { askedById: null, askedByName: 'Automatic' };
    const about = { id: refundId, authorityId, paymentId: id, amountPence, reason };
    await insertRefund(db, { ...about, askedAt: now, ...by, askAt: nextAsk(0, now) });
    if (!(await updateRefunded(db, payment, refundedPence + amountPence))) throw staleVersion();
    const details = { refundId, amountPence };
    await context.audit({ authorityId, subject: { kind: 'payment', id }, details, personal: { reason } });
    return { id, refundId, version: payment.version + 1 };
  },
});

/** What a provider took, whose refund before has reached it: else a lost answer could be taken for the next one. */
export function isRefundable(way: string | null, state: string, refunds: readonly Pick<Refund, 'state'>[]): boolean {
  return way !== null && state === 'paid' && refunds.every((refund) => refund.state !== 'asked');
}

/** Keeps what the provider says of a refund; one that failed counts no more. @throws not_found; stale_version */
export const keepRefund = defineCommand({
  name: 'payments.keep-refund',
  permission: 'payments.refund',
  input: z.strictObject({
    id: uuidField,
    state: z.enum(['submitted', 'refunded', 'failed']),
    theirReference: z.string().max(200).nullable(),
    why: z.string().max(500).nullable(),
  }),
  output: z.object({ state: z.string() }),
  run: async (context, { id, state, theirReference, why }) => {
    const { db, now } = context;
    const refund = await findRefund(db, id);
    const payment = refund && (await findPayment(db, refund.paymentId));
    if (!refund || !payment) throw notFound();
    const { amountPence, asks } = refund;
    const { authorityId, caseId } = payment;
    const details = { refundId: id, amountPence, state };
    await context.audit({ authorityId, subject: { kind: 'payment', id: payment.id }, details });
    if (refund.settledAt !== null) return { state: refund.state };
    const ends = state === 'submitted' ? null : now;
    const askAt = ends === null ? nextAsk(asks + 5, now) : null;
    const next = { state, theirReference, settledAt: ends, askAt, asks: asks + 1, why };
    if (!(await updateRefund(db, refund, next))) throw staleVersion();
    if (state === 'failed' && !(await updateRefunded(db, payment, payment.refundedPence - amountPence)))
      throw staleVersion();
    if (state !== 'refunded') return { state };
    const found = caseId === null ? undefined : await findCase(db, caseId);
    const data = { paymentId: payment.id, amountPence, isGivenBack: true as const };
    if (found) await recordEvent(context, found, { kind: 'payment', visibility: 'customer', data });
    const payload = { caseId, refundId: id, amountPence };
    await context.emit({ authorityId, topic: 'payment.refunded', subjectId: payment.id, payload });
    return { state };
  },
});
