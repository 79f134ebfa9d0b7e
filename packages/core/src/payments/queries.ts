import { z } from 'zod';
import { feeOf, getCase, type CaseFee, type DescribedCase } from '../cases/index.js';
import { messageStateOf, type MessageState } from '../correspondence/index.js';
import { findInteraction } from '../interactions/index.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { findPart } from './online/online-repository.js';
import type { ProviderPart, Refund } from './online/online-types.js';
import { listRefunds } from './online/refund-repository.js';
import { findPayment, listPaymentsOfCase, listPaymentsOfContact } from './repository.js';
import { accountOf } from './rules.js';
import type { Account, Payment } from './types.js';

/** A payment. @throws not_found; case_reason_needed */
export const getPayment = defineQuery({
  name: 'payments.get-payment',
  permission: 'payments.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<Payment> => {
    const payment = await findPayment(context.db, id);
    if (!payment) throw notFound();
    if (payment.caseId !== null) await context.call(getCase, { id: payment.caseId });
    note(context, [payment]);
    return payment;
  },
});

/** A payment, what is known of it at its provider, and what was given back of it, the newest first. */
export interface WholePayment {
  readonly payment: Payment;
  /** Null: it was recorded by hand. */
  readonly part: ProviderPart | null;
  readonly refunds: readonly Refund[];
  /** How far the message is with which its link went last; undefined: there is none. */
  readonly linkState: MessageState | undefined;
}

/** @throws not_found; case_reason_needed */
export const getWholePayment = defineQuery({
  name: 'payments.get-whole-payment',
  permission: 'payments.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<WholePayment> => {
    const payment = await context.call(getPayment, { id });
    if (payment.way === null) return { payment, part: null, refunds: [], linkState: undefined };
    const part = (await findPart(context.db, id)) ?? null;
    const linkState = part?.linkSent ? await messageStateOf(context.db, part.linkSent.messageId) : undefined;
    return { payment, part, refunds: await listRefunds(context.db, id), linkState };
  },
});

/** What a case costs and what was paid towards it, the newest first. */
export interface CasePayments {
  readonly case: DescribedCase;
  readonly fee: CaseFee | undefined;
  readonly account: Account;
  readonly payments: readonly Payment[];
}

/** @throws not_found; case_reason_needed */
export const listCasePayments = defineQuery({
  name: 'payments.list-case-payments',
  permission: 'payments.read',
  input: z.union([z.strictObject({ id: uuidField }), z.strictObject({ reference: z.string().trim().min(1).max(100) })]),
  run: async (context, address): Promise<CasePayments> => {
    const found = await context.call(getCase, address);
    const payments = await listPaymentsOfCase(context.db, found.id);
    note(context, payments);
    const fee = await feeOf(context.db, found);
    return { case: found, fee, account: accountOf(fee?.pence ?? 0, payments), payments };
  },
});

/** What was paid in a contact and towards no case, the newest first. @throws not_found */
export const listContactPayments = defineQuery({
  name: 'payments.list-contact-payments',
  permission: 'payments.read',
  input: z.strictObject({ interactionId: uuidField }),
  run: async (context, { interactionId: id }): Promise<Payment[]> => {
    if (!(await findInteraction(context.db, id))) throw notFound();
    const payments = await listPaymentsOfContact(context.db, id);
    note(context, payments);
    return payments;
  },
});

/** Notes payments as shown. */
export function note({ shown }: QueryContext, payments: readonly Payment[]): void {
  for (const { authorityId, id } of payments) shown(authorityId, 'payment', [id]);
}
