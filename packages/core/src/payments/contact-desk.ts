import { z } from 'zod';
import { formPage, questionsOf } from '../customers/index.js';
import { getInteraction } from '../interactions/index.js';
import type { FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { recordContactPayment } from './commands/record-payment.js';
import { waysOf } from './online/start-payment.js';
import { atBoxes, paymentQuestions, readPayment, takeCardWords, typedPayment } from './payment-questions.js';
import { recordedWords } from './views.js';

const params = z.strictObject({ id: uuidField });
const path = '/desk/interactions/:id/payments';
const Typed = z.strictObject({ ...typedPayment, purpose: z.string().max(2000).default('') });
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

/** What is paid in a contact: towards a case that was logged in it, or for something else. */
export const contactPaymentRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: `${path}/new`,
    permission: 'payments.record',
    params,
    handle: (context) => askPayment(context, {}),
  }),
  deskRoute({
    method: 'post',
    path,
    permission: 'payments.record',
    params,
    body: Typed,
    handle: async (context) => {
      const { id: interactionId } = context.params;
      const { purpose } = context.body;
      const read = readPayment(context.body);
      if (read.faults) return await askPayment(context, context.body, read.faults);
      const done = await context.attempt(recordContactPayment, { interactionId, purpose, ...read.paid });
      if (!done.ok) return await askPayment(context, context.body, done.faults);
      return redirect(`/desk/interactions/${interactionId}`, { say: recordedWords(read.paid.amountPence) });
    },
  }),
];

async function askPayment(
  context: Context,
  typed: Partial<z.output<typeof Typed>>,
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const { id } = context.params;
  const { authorityId } = await context.read(getInteraction, { id });
  const takesCards = waysOf(context.kernel, { authorityId, service: null }).length > 0;
  const found = atBoxes(faults);
  const questions = questionsOf(typed, found);
  return formPage(context, {
    heading: 'Record a payment',
    above: [{ text: 'Contact', href: `/desk/interactions/${id}` }],
    lead: 'For something that has no case. What is paid towards a case is recorded on the case.',
    links: takesCards ? [{ text: takeCardWords, href: `/desk/interactions/${id}/payments/card` }] : [],
    action: `/desk/interactions/${id}/payments`,
    questions: [questions.text('purpose', 'What it is for'), ...paymentQuestions(questions)],
    faults: found,
    buttonText: 'Record the payment',
    nav: 'home',
  });
}
