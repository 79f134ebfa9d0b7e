import { z } from 'zod';
import { formPage, questionsOf } from '../../customers/index.js';
import { AppError, isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { parseMoney } from '../../kernel/money.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { requireMay } from '../../kernel/scope.js';
import { paymentErrors } from '../payment-errors.js';
import { amountQuestion, atBoxes, inBox } from '../payment-questions.js';
import { getPayment } from '../queries.js';
import { showPayment } from '../show-payment.js';
import { aboutOf, amountOf } from '../views.js';
import { makeRefund } from './make-refund.js';
import { askProvider, goToProvider, type Onward } from './provider.js';
import { refundPayment } from './refund-payment.js';
import { sendOn } from './send-on.js';
import { sendPayLink } from './send-pay-link.js';

const params = z.strictObject({ id: uuidField });
const path = '/desk/payments/:id';
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

/** What staff do about a payment that a provider takes. */
export const onlineRoutes: readonly Route[] = [
  deskRoute({
    method: 'post',
    path: `${path}/go`,
    permission: 'payments.record',
    params,
    handle: async (context) => {
      const { kernel } = context;
      const { id } = await context.read(getPayment, context.params);
      const returnUrl = `${kernel.config.origin ?? ''}/desk/payments/${id}/back`;
      const onward = await goToProvider(kernel, id, { returnUrl, language: 'en' });
      if (onward.goes === 'nowhere') return redirect(`/desk/payments/${id}`, { say: nowhereWords[onward.because] });
      return sendOn(onward.url, sendOnWords, { layout: 'desk', nav: 'queue' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${path}/ask`,
    permission: 'payments.record',
    params,
    handle: (context) => askAndShow(context),
  }),
  deskRoute({
    method: 'post',
    path: `${path}/link`,
    permission: 'payments.record',
    params,
    handle: async (context) => {
      const { id } = context.params;
      return redirect(`/desk/payments/${id}`, { say: await sendLink(context) });
    },
  }),
  // Where the provider's page leads back to.
  deskRoute({
    method: 'get',
    path: `${path}/back`,
    permission: 'payments.record',
    params,
    handle: async (context) => {
      const { id } = await context.read(getPayment, context.params);
      await askProvider(context.kernel, id);
      return await showPayment(context);
    },
  }),
  deskRoute({
    method: 'get',
    path: `${path}/refund`,
    permission: 'payments.refund',
    params,
    handle: (context) => askRefund(context, undefined),
  }),
  deskRoute({
    method: 'post',
    path: `${path}/refund`,
    permission: 'payments.refund',
    params,
    body: z.strictObject({
      version: z.string().max(20).default(''),
      amount: z.string().max(40).default(''),
      reason: z.string().max(2000).default(''),
    }),
    handle: async (context) => {
      const { id } = context.params;
      const { version: expectedVersion, amount, reason } = context.body;
      const typed = { amount, reason };
      const money = parseMoney(amount);
      if (!money.ok) return await askRefund(context, typed, [{ field: 'amount', message: money.message }]);
      try {
        const input = { id, expectedVersion, amountPence: money.value.pence, reason };
        const done = await context.attempt(refundPayment, input);
        if (!done.ok) return await askRefund(context, typed, done.faults);
        await makeRefund(context.kernel, done.value.refundId);
        return redirect(`/desk/payments/${id}`, { say: 'Asked: below is how far the provider is' });
      } catch (error) {
        if (!isError(error, staleVersion.code) && !isError(error, paymentErrors.notRefundable.code)) throw error;
        const message = 'Somebody changed the payment meanwhile. Look at it again; what you typed is kept here.';
        return await askRefund(context, typed, [{ field: '', message }], 409);
      }
    },
  }),
];

const sendOnWords = {
  heading: 'Going on to the payment page',
  text: 'Type the card in there as the customer reads it to you. Afterwards it leads back here.',
  linkText: 'Go on to the payment page',
};

const nowhereWords: Readonly<Record<Extract<Onward, { goes: 'nowhere' }>['because'], string>> = {
  paid: 'It is paid already',
  ended: 'It can’t be paid any more: take another payment',
  'under-way': 'The provider is dealing with it: ask again in a minute, and take no second payment',
  away: 'The provider can’t be reached at the moment: nothing was taken. Try again, or record what was paid elsewhere',
};

/** What is said of it at the top of the payment. */
async function sendLink(context: Context): Promise<string> {
  try {
    const done = await context.attempt(sendPayLink, context.params);
    if (!done.ok) return `The link was not sent: ${done.faults[0]?.message ?? 'the council’s words don’t fit'}`;
    return done.value.state === 'held' ? 'The message is held until somebody confirms it' : 'The link waits to be sent';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { why } = error.facts;
    const words = unsentWords[typeof why === 'string' ? why : error.code];
    if (words === undefined) throw error;
    return words;
  }
}

const unsentWords: Readonly<Record<string, string>> = {
  'no-words': 'The link was not sent: the council has no message template for it. An administrator writes one',
  unreachable: 'The link was not sent: there is no email address or mobile number on record',
  died: 'The link was not sent: the customer has died',
  [paymentErrors.linkClosed.code]: 'The link can’t be used any more: take another payment',
  [paymentErrors.linkJustSent.code]: 'The link was sent a moment ago. Wait two minutes before it is sent again',
  [paymentErrors.withoutOrigin.code]: 'No link can be sent: this installation’s own address is not set',
  [staleVersion.code]: 'Somebody else did something with the payment in the same moment. Look at it again',
};

async function askAndShow(context: Context): Promise<Reply> {
  const { id } = await context.read(getPayment, context.params);
  const answer = await askProvider(context.kernel, id);
  const say = answer?.ok === false ? nowhereWords.away : undefined;
  return redirect(`/desk/payments/${id}`, say === undefined ? {} : { say });
}

async function askRefund(
  context: Context,
  typed: { readonly amount: string; readonly reason: string } | undefined,
  faults: readonly FieldFault[] = [],
  status?: number,
): Promise<Reply> {
  const payment = await context.read(getPayment, context.params);
  requireMay(context.visitor.actor, 'payments.refund', payment.authorityId);
  const { id, amountPence, refundedPence, version } = payment;
  const left = amountPence - refundedPence;
  const found = atBoxes(faults);
  const questions = questionsOf(typed ?? { amount: inBox(left) }, found);
  return formPage(context, {
    heading: `Give money back of the payment of ${amountOf(amountPence)}`,
    above: [aboutOf(payment), { text: 'Payment', href: `/desk/payments/${id}` }],
    lead: `The provider gives it back to the card that paid. ${amountOf(left)} can be given back.`,
    action: `/desk/payments/${id}/refund`,
    hidden: { version: String(version) },
    questions: [amountQuestion(questions), questions.text('reason', 'Why it is given back')],
    faults: found,
    buttonText: 'Give it back',
    nav: 'queue',
    ...(status === undefined ? {} : { status }),
  });
}
