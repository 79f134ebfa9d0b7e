import { z } from 'zod';
import { ifMatch } from '../cases/index.js';
import { messageChannels } from '../correspondence/index.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { cancelPayment } from './commands/cancel-payment.js';
import { recordCasePayment, recordContactPayment } from './commands/record-payment.js';
import { getWholePayment, listCasePayments, listContactPayments } from './queries.js';
import { booksApiRoutes } from './books/books-api.js';
import { incomeApiRoutes } from './income/income-api.js';
import { onlineApiRoutes, RefundShape } from './online/online-api.js';
import { payLink } from './online/pay-link.js';
import { paymentMethods, paymentStates, paymentWays } from './types.js';

const tag = 'Payments';
const byId = z.strictObject({ id: uuidField });
const PaymentShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  caseId: z.string().nullable(),
  reference: z.string().nullable(),
  interactionId: z.string().nullable(),
  customerId: z.string().nullable(),
  amountPence: z.number(),
  method: z.enum(paymentMethods),
  way: z.enum(paymentWays).nullable(),
  state: z.enum(paymentStates),
  paidAt: z.number().nullable(),
  refundedPence: z.number(),
  fundCode: z.string().nullable(),
  receipt: z.string().nullable(),
  purpose: z.string().nullable(),
  takenAt: z.number(),
  takenById: z.string().nullable(),
  takenByName: z.string(),
  cancelled: z.object({ at: z.number(), byName: z.string(), reason: z.string() }).nullable(),
  version: z.number(),
});
const ProviderShape = z.object({
  name: z.string(),
  theirReference: z.string().nullable(),
  openUntil: z.number(),
  heardAt: z.number().nullable(),
  why: z.string().nullable(),
  payLink: z.string().nullable(),
  linkSent: z.object({ at: z.number(), channel: z.enum(messageChannels), messageId: z.string() }).nullable(),
});
const Recorded = z.object({ id: z.string() });

const ofCase = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/payments',
  permission: 'payments.read',
  params: byId,
  api: {
    summary: 'What a case costs, what was paid towards it and what is still due, in whole pence',
    tag,
    output: z.object({
      feePence: z.number(),
      paidPence: z.number(),
      duePence: z.number(),
      items: z.array(PaymentShape),
      nextCursor: z.null(),
    }),
  },
  handle: async (context) => {
    const { account, payments } = await context.read(listCasePayments, context.params);
    return json({ ...account, items: payments, nextCursor: null });
  },
});

const ofContact = apiRoute({
  method: 'get',
  path: '/api/v1/interactions/:id/payments',
  permission: 'payments.read',
  params: byId,
  api: {
    summary: 'What was paid in a contact and towards no case, the newest first',
    tag,
    output: z.object({ items: z.array(PaymentShape), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const items = await context.read(listContactPayments, { interactionId: context.params.id });
    return json({ items, nextCursor: null });
  },
});

const recordForCase = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/payments',
  permission: 'payments.record',
  params: byId,
  body: recordCasePayment.input.omit({ caseId: true }),
  api: { summary: 'Record what was paid towards a case, and how', tag, status: 201, output: Recorded },
  handle: async (context) => {
    const done = await context.run(recordCasePayment, { ...context.body, caseId: context.params.id });
    return json(done, { status: 201, version: 1 });
  },
});

const recordForContact = apiRoute({
  method: 'post',
  path: '/api/v1/interactions/:id/payments',
  permission: 'payments.record',
  params: byId,
  body: recordContactPayment.input.omit({ interactionId: true }),
  api: {
    summary: 'Record what was paid in one’s own contact, where no case is about it',
    tag,
    status: 201,
    output: Recorded,
  },
  handle: async (context) => {
    const done = await context.run(recordContactPayment, { ...context.body, interactionId: context.params.id });
    return json(done, { status: 201, version: 1 });
  },
});

const one = apiRoute({
  method: 'get',
  path: '/api/v1/payments/:id',
  permission: 'payments.read',
  params: byId,
  api: {
    summary: 'A payment, with what is known of it at the provider that takes it and what was given back',
    tag,
    output: PaymentShape.extend({ provider: ProviderShape.nullable(), refunds: z.array(RefundShape) }),
  },
  handle: async (context) => {
    const { payment, part, refunds } = await context.read(getWholePayment, context.params);
    const provider = part && {
      ...{ name: part.providerName, theirReference: part.theirReference, openUntil: part.openUntil },
      ...{ heardAt: part.heardAt, why: part.why, linkSent: part.linkSent },
      payLink: payment.way === 'online' ? payLink(context.kernel, payment.id) : null,
    };
    const given = refunds.map((refund) => RefundShape.parse(refund));
    return json({ ...payment, provider, refunds: given }, { version: payment.version });
  },
});

const cancel = apiRoute({
  method: 'post',
  path: '/api/v1/payments/:id/cancel',
  permission: 'payments.record',
  params: byId,
  body: cancelPayment.input.omit({ id: true, expectedVersion: true }),
  api: {
    summary: 'Cancel a payment that was recorded by mistake; no money is given back',
    tag,
    output: cancelPayment.output,
  },
  handle: async (context) => {
    const { id } = context.params;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(cancelPayment, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

export const apiRoutes: readonly Route[] = [
  ofCase,
  ofContact,
  recordForCase,
  recordForContact,
  one,
  cancel,
  ...onlineApiRoutes,
  ...booksApiRoutes,
  ...incomeApiRoutes,
];
