import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { casePaymentRoutes } from './case-desk.js';
import { booksRoutes } from './books/books-desk.js';
import { compareBooksJob } from './books/books-jobs.js';
import { getDifference, getPaymentDay, listPaymentDays } from './books/books-queries.js';
import { closeDifference } from './books/close-difference.js';
import { keepComparison } from './books/keep-comparison.js';
import { incomeRoutes } from './income/income-desk.js';
import { writeIncomeJob } from './income/income-jobs.js';
import { getIncomeFile, listIncomeFiles } from './income/income-queries.js';
import { makeIncomeFile } from './income/make-income-file.js';
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
import { sendPayLink } from './online/send-pay-link.js';
import { startCasePayment, startContactPayment } from './online/start-payment.js';
import { getPayment, getWholePayment, listCasePayments, listContactPayments } from './queries.js';
import { listPaymentItems, paymentTimeline } from './timeline.js';

export { listBookLines } from './books/books-repository.js';
export { compareBooks } from './books/books-rules.js';
export type { BookLine } from './books/books-types.js';
export { periodOf } from './books/compare-days.js';
export { incomeFileAgain, incomeFiles, type ListedIncomeFile } from './income/income-command.js';
export { makeDueFile, writeIncomeFiles } from './income/write-income-files.js';
export { paymentListener } from './online/hear-payments.js';
export { startCasePayment } from './online/start-payment.js';
export { closeDifference, getPaymentDay, keepComparison };
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
    sendPayLink,
    ...[keepComparison, closeDifference, makeIncomeFile],
  ],
  queries: [
    ...[getPayment, getWholePayment, listCasePayments, listContactPayments, listPaymentItems],
    ...[listPaymentDays, getPaymentDay, getDifference, listIncomeFiles, getIncomeFile],
  ],
  routes: [
    ...[...casePaymentRoutes, ...contactPaymentRoutes, ...paymentRoutes],
    ...[...cardRoutes, ...onlineRoutes, ...payRoutes, ...booksRoutes, ...incomeRoutes, ...apiRoutes],
  ],
  jobs: [...onlineJobs, compareBooksJob, writeIncomeJob],
  timelines: [paymentTimeline],
});
