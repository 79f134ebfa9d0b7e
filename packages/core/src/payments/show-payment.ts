import { page, type Reply, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { providerCard, type WholePaymentPage } from './online/online-views.js';
import { getWholePayment } from './queries.js';
import { mayCancel } from './rules.js';
import { paymentPage } from './views.js';

/** One payment: its receipt, and how it stands at the provider that takes it. */
export async function showPayment(context: RouteContext<{ readonly id: string }, unknown, unknown>): Promise<Reply> {
  const whole = await context.read(getWholePayment, context.params);
  const { payment } = whole;
  const { kernel, now, visitor } = context;
  const { actor, session } = visitor;
  const canCancel = payment.cancelled === null && mayCancel(actor, payment, now);
  const provider = providerCard(kernel, whole, {
    mayRecord: may(actor, 'payments.record', payment.authorityId),
    mayRefund: may(actor, 'payments.refund', payment.authorityId),
    mayWrite: may(actor, 'correspondence.send', payment.authorityId),
    mayReadMessages: may(actor, 'correspondence.read', payment.authorityId),
    ...{ csrfToken: session?.csrfToken ?? '', now },
  });
  const model: WholePaymentPage = { ...paymentPage(payment, { mayCancel: canCancel, now }), provider };
  return page('/payments/views/payment', model, { title: model.heading, nav: 'queue' });
}
