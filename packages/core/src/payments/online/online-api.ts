import { z } from 'zod';
import { ifMatch } from '../../cases/index.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { paymentStates } from '../types.js';
import { getPayment } from '../queries.js';
import { makeRefund } from './make-refund.js';
import { refundStates } from './online-types.js';
import { payLink } from './pay-link.js';
import { askProvider, goToProvider } from './provider.js';
import { refundPayment } from './refund-payment.js';
import { sendPayLink } from './send-pay-link.js';
import { startCasePayment, startContactPayment } from './start-payment.js';

const tag = 'Payments';
const params = z.strictObject({ id: uuidField });
const Begun = z.object({ id: z.string(), payLink: z.string().nullable() });

export const RefundShape = z.object({
  id: z.string(),
  amountPence: z.number(),
  reason: z.string(),
  state: z.enum(refundStates),
  theirReference: z.string().nullable(),
  askedAt: z.number(),
  askedByName: z.string(),
  settledAt: z.number().nullable(),
  why: z.string().nullable(),
});

const forCase = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/payments/card',
  permission: 'payments.record',
  params,
  body: startCasePayment.input.omit({ caseId: true }),
  api: {
    summary:
      'Have the council’s provider take a payment towards a case: online, with a link for whoever pays, or by telephone',
    ...{ tag, status: 201, output: Begun },
  },
  handle: async (context) => {
    const { id } = await context.run(startCasePayment, { ...context.body, caseId: context.params.id });
    const link = context.body.way === 'online' ? payLink(context.kernel, id) : null;
    return json({ id, payLink: link }, { status: 201, version: 1 });
  },
});

const forContact = apiRoute({
  method: 'post',
  path: '/api/v1/interactions/:id/payments/card',
  permission: 'payments.record',
  params,
  body: startContactPayment.input.omit({ interactionId: true }),
  api: {
    summary: 'The same in one’s own contact, where no case is about it',
    ...{ tag, status: 201, output: Begun },
  },
  handle: async (context) => {
    const { id } = await context.run(startContactPayment, { ...context.body, interactionId: context.params.id });
    const link = context.body.way === 'online' ? payLink(context.kernel, id) : null;
    return json({ id, payLink: link }, { status: 201, version: 1 });
  },
});

const go = apiRoute({
  method: 'post',
  path: '/api/v1/payments/:id/go',
  permission: 'payments.record',
  params,
  api: {
    summary: 'The provider’s page that asks for the card, or why there is none at the moment',
    tag,
    output: z.object({
      url: z.string().nullable(),
      because: z.enum(['paid', 'ended', 'under-way', 'away']).nullable(),
    }),
  },
  handle: async (context) => {
    const { id } = await context.read(getPayment, context.params);
    const returnUrl = `${context.kernel.config.origin ?? ''}/desk/payments/${id}/back`;
    const onward = await goToProvider(context.kernel, id, { returnUrl, language: 'en' });
    return json(onward.goes === 'on' ? { url: onward.url, because: null } : { url: null, because: onward.because });
  },
});

const ask = apiRoute({
  method: 'post',
  path: '/api/v1/payments/:id/ask',
  permission: 'payments.record',
  params,
  api: {
    summary: 'Ask the provider now how a payment stands; it is asked by itself as well',
    tag,
    output: z.object({ state: z.enum(paymentStates) }),
  },
  handle: async (context) => {
    const { id } = await context.read(getPayment, context.params);
    await askProvider(context.kernel, id);
    const { state, version } = await context.read(getPayment, { id });
    return json({ state }, { version });
  },
});

const send = apiRoute({
  method: 'post',
  path: '/api/v1/payments/:id/link',
  permission: 'payments.record',
  params,
  api: {
    summary: 'Send the link of a payment to its customer by mail or text message, in the council’s words',
    ...{ tag, status: 201, output: sendPayLink.output },
  },
  handle: async (context) => json(await context.run(sendPayLink, context.params), { status: 201 }),
});

const refund = apiRoute({
  method: 'post',
  path: '/api/v1/payments/:id/refunds',
  permission: 'payments.refund',
  params,
  body: refundPayment.input.omit({ id: true, expectedVersion: true }),
  api: {
    summary: 'Have the provider give back some or all of what it took',
    ...{ tag, status: 201, output: z.object({ id: z.string(), refundId: z.string(), version: z.number() }) },
  },
  handle: async (context) => {
    const { id } = context.params;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(refundPayment, { ...context.body, id, expectedVersion }),
    );
    await makeRefund(context.kernel, done.refundId);
    const { version } = await context.read(getPayment, { id });
    return json({ ...done, version }, { status: 201, version });
  },
});

export const onlineApiRoutes: readonly Route[] = [forCase, forContact, go, ask, send, refund];
