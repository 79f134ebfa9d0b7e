import { providerPaymentStates } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { findCase, recordEvent } from '../../cases/index.js';
import { takeMessageBack } from '../../correspondence/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { paymentErrors } from '../payment-errors.js';
import { findPayment, updateState } from '../repository.js';
import type { Payment } from '../types.js';
import { findPart, updatePart } from './online-repository.js';
import { isLinkOpen, mayBegin, nextAsk, stateAfter } from './online-rules.js';
import type { ProviderPart } from './online-types.js';

/**
 * Notes that the provider is about to be asked to take a payment, so that its key is known whatever happens then. An
 * attempt whose answer was never heard is made again under its key. @throws not_found; payment_ended; stale_version
 */
export const beginAttempt = defineCommand({
  name: 'payments.begin-attempt',
  permission: 'payments.record',
  input: z.strictObject({ paymentId: uuidField }),
  output: z.object({ attempt: z.number() }),
  run: async (context, { paymentId }) => {
    const { payment, part } = await atProvider(context, paymentId);
    if (!mayBegin(payment, part, context.now)) throw paymentErrors.ended();
    const isAgain = payment.state !== 'started';
    const attempt = isAgain || part.attempt === 0 ? part.attempt + 1 : part.attempt;
    const next = { attempt, theirReference: null, asks: 0, why: null, askAt: part.openUntil };
    if (!(await updatePart(context.db, part, next))) throw staleVersion();
    const to = isAgain ? stateAfter(payment.state, 'again') : undefined;
    const changed = to && { state: to, paidAt: null, receipt: null };
    if (changed && !(await updateState(context.db, payment, changed))) throw staleVersion();
    const details = { attempt };
    await context.audit({ authorityId: part.authorityId, subject: { kind: 'payment', id: paymentId }, details });
    return { attempt };
  },
});

/**
 * Keeps what the provider says of an attempt. What it says of one before the latest, or of a payment that has ended so,
 * changes nothing. Once its link leads nowhere any more, a message with it that has not gone is taken back. @throws not_found; stale_version
 */
export const keepAnswer = defineCommand({
  name: 'payments.keep-answer',
  permission: 'payments.record',
  input: z.strictObject({
    paymentId: uuidField,
    attempt: z.number().int(),
    theirReference: z.string().max(200).nullable(),
    state: z.enum(providerPaymentStates),
    paidAt: z.number().int().nullable(),
    why: z.string().max(500).nullable(),
  }),
  output: z.object({ state: z.string() }),
  run: async (context, { paymentId, attempt, theirReference, state, paidAt, why }) => {
    const { payment, part } = await atProvider(context, paymentId);
    const { now } = context;
    const subject = { kind: 'payment', id: paymentId };
    await context.audit({ authorityId: part.authorityId, subject, details: { attempt, theirReference, state } });
    if (attempt !== part.attempt) return { state: payment.state };
    const ends = state !== 'started';
    const heard = {
      theirReference,
      heardAt: now,
      asks: part.asks + 1,
      askAt: ends ? null : nextAsk(part.asks, now),
      why,
    };
    if (!(await updatePart(context.db, part, heard))) throw staleVersion();
    const to = stateAfter(payment.state, state);
    if (to === undefined) return { state: payment.state };
    const taken = to === 'paid' ? { paidAt: paidAt ?? now, receipt: theirReference } : { paidAt: null, receipt: null };
    if (!(await updateState(context.db, payment, { state: to, ...taken }))) throw staleVersion();
    if (part.linkSent && !isLinkOpen({ ...payment, state: to }, part, now))
      await takeMessageBack(context, part.linkSent.messageId);
    await tell(context, payment, to);
    return { state: to };
  },
});

async function atProvider(
  { db }: CommandContext,
  paymentId: string,
): Promise<{ readonly payment: Payment; readonly part: ProviderPart }> {
  const payment = await findPayment(db, paymentId);
  const part = await findPart(db, paymentId);
  if (!payment || !part) throw notFound();
  return { payment, part };
}

/** What was paid stands on the case's timeline, and is an event as what is recorded by hand. */
async function tell(
  context: CommandContext,
  { id, authorityId, caseId, interactionId, amountPence, method }: Payment,
  to: Payment['state'],
): Promise<void> {
  const found = caseId === null || to !== 'paid' ? undefined : await findCase(context.db, caseId);
  const data = { paymentId: id, amountPence };
  if (found) await recordEvent(context, found, { kind: 'payment', visibility: 'customer', data });
  const topic = to === 'paid' ? 'payment.recorded' : 'payment.ended';
  const payload = { caseId, interactionId, amountPence, ...(to === 'paid' ? { method } : { state: to }) };
  await context.emit({ authorityId, topic, subjectId: id, payload });
}
