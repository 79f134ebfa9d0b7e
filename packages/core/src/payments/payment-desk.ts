import { z } from 'zod';
import { formPage, questionsOf } from '../customers/index.js';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { formatMoney, moneyOf } from '../kernel/money.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { cancelPayment } from './commands/cancel-payment.js';
import { paymentErrors } from './payment-errors.js';
import { askProvider } from './online/provider.js';
import { getPayment } from './queries.js';
import { findPayment } from './repository.js';
import { showPayment } from './show-payment.js';
import type { Payment } from './types.js';
import { aboutOf } from './views.js';

const params = z.strictObject({ id: uuidField });
const path = '/desk/payments/:id';
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

/** One payment: its receipt, and cancelling it. */
export const paymentRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission: 'payments.read',
    params,
    handle: showPayment,
  }),
  deskRoute({
    method: 'get',
    path: `${path}/cancel`,
    permission: 'payments.record',
    params,
    handle: async (context) => askReason(context, await context.read(getPayment, context.params), ''),
  }),
  deskRoute({
    method: 'post',
    path: `${path}/cancel`,
    permission: 'payments.record',
    params,
    body: z.strictObject({ version: z.string().max(20).default(''), reason: z.string().max(2000).default('') }),
    handle: async (context) => {
      const { id } = context.params;
      const { version: expectedVersion, reason } = context.body;
      try {
        const done = await context.attempt(cancelPayment, { id, expectedVersion, reason });
        if (done.ok) await tellProvider(context, id);
        if (done.ok) return redirect(`/desk/payments/${id}`, { say: 'Cancelled: it no longer counts' });
        return askReason(context, await context.read(getPayment, { id }), reason, done.faults);
      } catch (error) {
        const { cancelledBefore, ended } = paymentErrors;
        if (![staleVersion, cancelledBefore, ended].some(({ code }) => isError(error, code))) throw error;
        const message = 'Somebody changed the payment meanwhile. Look at it again; what you typed is kept here.';
        return askReason(context, await context.read(getPayment, { id }), reason, [{ field: '', message }], 409);
      }
    },
  }),
];

/** Where a provider has it, it is called off there at once; if that can't be done now, the job does it. */
async function tellProvider({ kernel }: Context, id: string): Promise<void> {
  const { way } = (await findPayment(kernel.db.read(everyAuthority), id)) ?? { way: null };
  if (way !== null) await askProvider(kernel, id);
}

function askReason(
  context: Context,
  payment: Payment,
  reason: string,
  faults: readonly FieldFault[] = [],
  status?: number,
): Reply {
  const { id, amountPence, version, way } = payment;
  const means =
    way === null
      ? 'Cancelling says that it was entered by mistake; it gives no money back.'
      : 'Cancelling takes it back from the provider: nobody can pay it any more. What is paid meanwhile stays paid.';
  return formPage(context, {
    heading: `Cancel the payment of ${formatMoney(moneyOf(amountPence))}`,
    above: [aboutOf(payment), { text: 'Payment', href: `/desk/payments/${id}` }],
    lead: `It is for ${aboutOf(payment).text}. ${means}`,
    action: `/desk/payments/${id}/cancel`,
    hidden: { version: String(version) },
    questions: [questionsOf({ reason }, faults).text('reason', 'Why it is cancelled')],
    faults,
    buttonText: 'Cancel the payment',
    nav: 'queue',
    ...(status === undefined ? {} : { status }),
  });
}
