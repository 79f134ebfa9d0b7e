import { z } from 'zod';
import { formPage, questionsOf } from '../customers/index.js';
import type { FieldFault } from '../kernel/errors.js';
import { optional, uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { recordCasePayment } from './commands/record-payment.js';
import { listCasePayments, type CasePayments } from './queries.js';
import {
  atBoxes,
  inBox,
  paymentQuestions,
  readPayment,
  takeCardWords,
  typedPayment,
  type TypedPayment,
} from './payment-questions.js';
import { waysOf } from './online/start-payment.js';
import { accountWords, casePaymentsPage, recordedWords } from './views.js';

const params = z.strictObject({ reference: z.string().min(1).max(100) });
const path = '/desk/cases/:reference/payments';
/** The contact in which it is paid, to go back to. */
const query = z.strictObject({ contact: optional(uuidField) });
type Context = RouteContext<unknown, { readonly contact?: string | undefined }, unknown>;

/** What was paid towards a case. */
export const casePaymentRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission: 'payments.read',
    params,
    handle: async (context) => {
      const found = await context.read(listCasePayments, context.params);
      const { authorityId, reference } = found.case;
      const mayRecord = may(context.visitor.actor, 'payments.record', authorityId);
      const takesCards = waysOf(context.kernel, { authorityId, service: found.case.serviceKey }).length > 0;
      const model = casePaymentsPage(found, { mayRecord, takesCards, now: context.now });
      return page('/payments/views/case-payments', model, { title: `Payments for ${reference}`, nav: 'queue' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${path}/new`,
    permission: 'payments.record',
    params,
    query,
    handle: async (context) => {
      const found = await context.read(listCasePayments, context.params);
      return askPayment(context, found, { amount: inBox(found.account.duePence) });
    },
  }),
  deskRoute({
    method: 'post',
    path,
    permission: 'payments.record',
    params,
    query,
    body: z.strictObject(typedPayment),
    handle: async (context) => {
      const found = await context.read(listCasePayments, context.params);
      const { id: caseId, reference } = found.case;
      const read = readPayment(context.body);
      if (read.faults) return askPayment(context, found, context.body, read.faults);
      const done = await context.attempt(recordCasePayment, { caseId, ...read.paid });
      if (!done.ok) return askPayment(context, found, context.body, done.faults);
      const { contact } = context.query;
      const back = contact === undefined ? `/desk/cases/${reference}/payments` : `/desk/interactions/${contact}`;
      return redirect(back, { say: recordedWords(read.paid.amountPence) });
    },
  }),
];

function askPayment(
  context: Context,
  { case: { authorityId, reference, serviceKey }, fee, account }: CasePayments,
  typed: Partial<TypedPayment>,
  faults: readonly FieldFault[] = [],
): Reply {
  const { contact } = context.query;
  const found = atBoxes(faults);
  const inContact = contact === undefined ? '' : `?contact=${contact}`;
  const takesCards = waysOf(context.kernel, { authorityId, service: serviceKey }).length > 0;
  const card = { text: takeCardWords, href: `/desk/cases/${reference}/payments/card${inContact}` };
  return formPage(context, {
    heading: `Record a payment for ${reference}`,
    above:
      contact === undefined
        ? [
            { text: 'Team queue', href: '/desk/queue' },
            { text: reference, href: `/desk/cases/${reference}` },
          ]
        : [{ text: 'Contact', href: `/desk/interactions/${contact}` }],
    lead: accountWords(fee, account),
    links: takesCards ? [card] : [],
    action: `/desk/cases/${reference}/payments${inContact}`,
    questions: paymentQuestions(questionsOf(typed, found)),
    faults: found,
    buttonText: 'Record the payment',
    nav: contact === undefined ? 'queue' : 'home',
  });
}
