import { z } from 'zod';
import { formPage, questionsOf } from '../../customers/index.js';
import { getInteraction } from '../../interactions/index.js';
import { AppError, type FieldFault } from '../../kernel/errors.js';
import { optional, uuidField } from '../../kernel/input.js';
import { parseMoney } from '../../kernel/money.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import type { Link } from '../../web/shell.js';
import { paymentErrors } from '../payment-errors.js';
import { amountQuestion, atBoxes, inBox } from '../payment-questions.js';
import { wayWords } from '../payment-words.js';
import { listCasePayments } from '../queries.js';
import type { PaymentWay } from '../types.js';
import { accountWords } from '../views.js';
import { startCasePayment, startContactPayment, waysOf } from './start-payment.js';

const typedCard = { amount: z.string().max(40).default(''), way: z.string().max(20).default('') };
const ofCase = z.strictObject({ reference: z.string().min(1).max(100) });
const ofContact = z.strictObject({ id: uuidField });
const query = z.strictObject({ contact: optional(uuidField) });
const begun = 'Begun: nothing is paid yet';
type Context = RouteContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string>>;

/** Has a provider take a payment: towards a case, or in a contact that no case is about. */
export const cardRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/cases/:reference/payments/card',
    permission: 'payments.record',
    ...{ params: ofCase, query },
    handle: async (context) => {
      const about = await aboutCase(context);
      return ask(context, about, { amount: inBox(about.duePence) });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/cases/:reference/payments/card',
    permission: 'payments.record',
    ...{ params: ofCase, query, body: z.strictObject(typedCard) },
    handle: async (context) => {
      const about = await aboutCase(context);
      const { amount, way } = context.body;
      const money = parseMoney(amount);
      if (!money.ok) return ask(context, about, { amount, way }, [{ field: 'amount', message: money.message }]);
      const input = { caseId: about.caseId, amountPence: money.value.pence, way };
      const done = await attemptOrSay(() => context.attempt(startCasePayment, input));
      if (!done.ok) return ask(context, about, { amount, way }, done.faults);
      return redirect(`/desk/payments/${done.value.id}`, { say: begun });
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/interactions/:id/payments/card',
    permission: 'payments.record',
    params: ofContact,
    handle: async (context) => ask(context, await aboutContact(context), { purpose: '' }),
  }),
  deskRoute({
    method: 'post',
    path: '/desk/interactions/:id/payments/card',
    permission: 'payments.record',
    ...{ params: ofContact, body: z.strictObject({ ...typedCard, purpose: z.string().max(2000).default('') }) },
    handle: async (context) => {
      const about = await aboutContact(context);
      const { amount, way, purpose } = context.body;
      const money = parseMoney(amount);
      const typed = { amount, way, purpose };
      if (!money.ok) return ask(context, about, typed, [{ field: 'amount', message: money.message }]);
      const input = { interactionId: context.params.id, purpose, amountPence: money.value.pence, way };
      const done = await attemptOrSay(() => context.attempt(startContactPayment, input));
      if (!done.ok) return ask(context, about, typed, done.faults);
      return redirect(`/desk/payments/${done.value.id}`, { say: begun });
    },
  }),
];

interface About {
  readonly heading: string;
  readonly above: readonly [Link, ...Link[]];
  readonly lead: string;
  readonly action: string;
  readonly ways: readonly PaymentWay[];
  readonly nav: string;
}

async function aboutCase(
  context: RouteContext<{ readonly reference: string }, { readonly contact?: string | undefined }, unknown>,
): Promise<About & { readonly caseId: string; readonly duePence: number }> {
  const { case: found, fee, account } = await context.read(listCasePayments, context.params);
  const { id: caseId, authorityId, reference, serviceKey: service } = found;
  const { contact } = context.query;
  const href = `/desk/cases/${reference}`;
  const queue = { text: 'Team queue', href: '/desk/queue' };
  return {
    ...{ caseId, duePence: account.duePence, lead: accountWords(fee, account) },
    heading: `Take a payment for ${reference}`,
    above:
      contact === undefined
        ? [queue, { text: reference, href }, { text: 'Payments', href: `${href}/payments` }]
        : [{ text: 'Contact', href: `/desk/interactions/${contact}` }],
    action: `${href}/payments/card${contact === undefined ? '' : `?contact=${contact}`}`,
    ways: waysOf(context.kernel, { authorityId, service }),
    nav: contact === undefined ? 'queue' : 'home',
  };
}

async function aboutContact(context: RouteContext<{ readonly id: string }, unknown, unknown>): Promise<About> {
  const { id } = context.params;
  const { authorityId } = await context.read(getInteraction, { id });
  return {
    heading: 'Take a payment',
    above: [{ text: 'Contact', href: `/desk/interactions/${id}` }],
    lead: 'For something that has no case. What is paid towards a case is taken on the case.',
    action: `/desk/interactions/${id}/payments/card`,
    ways: waysOf(context.kernel, { authorityId, service: null }),
    nav: 'home',
  };
}

type Done = { ok: true; value: { id: string } } | { ok: false; faults: readonly FieldFault[] };

/** That nobody takes payments is said beside the question, so that what was typed stays. */
async function attemptOrSay(attempt: () => Promise<Done>): Promise<Done> {
  try {
    return await attempt();
  } catch (error) {
    const { noProvider, wayNotTaken } = paymentErrors;
    if (!(error instanceof AppError) || ![noProvider.code, wayNotTaken.code].includes(error.code)) throw error;
    return { ok: false, faults: [{ field: 'way', message: error.message }] };
  }
}

/** Where nobody takes payments, the page says so when it is sent; what was typed stays. */
function ask(context: Context, about: About, typed: Typed, faults: readonly FieldFault[] = []): Reply {
  const found = atBoxes(faults);
  const { heading, above, lead, action, ways, nav } = about;
  const questions = questionsOf(typed, found);
  const hint = 'Whoever pays sees this on the provider’s page.';
  const noProvider = 'No provider takes payments for this at the moment: record what was paid elsewhere.';
  return formPage(context, {
    ...{ heading, above, lead: ways.length === 0 ? `${lead} ${noProvider}` : lead, action, faults: found, nav },
    questions: [
      ...(typed['purpose'] === undefined ? [] : [questions.text('purpose', 'What it is for', { hintText: hint })]),
      amountQuestion(questions),
      questions.radios(
        'way',
        'How it is paid',
        (ways.length === 0 ? (['online'] as const) : ways).map((value) => ({ value, text: wayWords[value] })),
      ),
    ],
    buttonText: 'Go on',
  });
}
