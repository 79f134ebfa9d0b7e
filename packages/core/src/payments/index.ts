import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { casePaymentRoutes } from './case-desk.js';
import { cancelPayment } from './commands/cancel-payment.js';
import { recordCasePayment, recordContactPayment } from './commands/record-payment.js';
import { contactPaymentRoutes } from './contact-desk.js';
import { paymentRoutes } from './payment-desk.js';
import { permissions } from './permissions.js';
import { getPayment, listCasePayments, listContactPayments } from './queries.js';
import { listPaymentItems, paymentTimeline } from './timeline.js';

export { cancelPayment, getPayment, listCasePayments, listContactPayments, recordCasePayment, recordContactPayment };
export type { Account, Payment, PaymentMethod } from './types.js';
export { paymentLine, type PaymentLine } from './views.js';

/** What customers paid, recorded by whoever took it. */
export const payments = defineCapability({
  name: 'payments',
  permissions,
  commands: [cancelPayment, recordCasePayment, recordContactPayment],
  queries: [getPayment, listCasePayments, listContactPayments, listPaymentItems],
  routes: [...casePaymentRoutes, ...contactPaymentRoutes, ...paymentRoutes, ...apiRoutes],
  jobs: [],
  timelines: [paymentTimeline],
});
