import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { casePaymentRoutes } from './case-desk.js';
import { cancelPayment } from './commands/cancel-payment.js';
import { recordCasePayment, recordContactPayment } from './commands/record-payment.js';
import { contactPaymentRoutes } from './contact-desk.js';
import { paymentRoutes } from './payment-desk.js';
import { permissions } from './permissions.js';
import { cardRoutes } from './online/card-desk.js';
import { beginAttempt, keepAnswer } from './online/keep-answer.js';
import { onlineRoutes } from './online/online-desk.js';
import { onlineJobs } from './online/online-jobs.js';
import { keepRefund, refundPayment } from './online/refund-payment.js';
import { payRoutes } from './online/resident.js';
import { startCasePayment, startContactPayment } from './online/start-payment.js';
import { getPayment, getWholePayment, listCasePayments, listContactPayments } from './queries.js';
import { listPaymentItems, paymentTimeline } from './timeline.js';

export { startCasePayment } from './online/start-payment.js';
export { cancelPayment, getPayment, listCasePayments, listContactPayments, recordCasePayment, recordContactPayment };
export type { Account, Payment, PaymentMethod } from './types.js';
export { paymentLine, type PaymentLine } from './views.js';

/** What customers paid: recorded by whoever took it, or taken by a provider. */
export const payments = defineCapability({
  name: 'payments',
  permissions,
  commands: [
    ...[cancelPayment, recordCasePayment, recordContactPayment],
    ...[startCasePayment, startContactPayment, beginAttempt, keepAnswer, refundPayment, keepRefund],
  ],
  queries: [getPayment, getWholePayment, listCasePayments, listContactPayments, listPaymentItems],
  routes: [
    ...[...casePaymentRoutes, ...contactPaymentRoutes, ...paymentRoutes],
    ...[...cardRoutes, ...onlineRoutes, ...payRoutes, ...apiRoutes],
  ],
  jobs: onlineJobs,
  timelines: [paymentTimeline],
});
