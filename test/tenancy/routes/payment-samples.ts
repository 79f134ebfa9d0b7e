import type { Seeded } from '../seed.js';
import type { RouteSample } from './route-sample.js';

const card = { amount: '35.00', way: 'online' };

/** Payments that a provider takes. */
export const paymentSamples: Readonly<Record<string, RouteSample>> = {
  'GET /desk/cases/:reference/payments/card': {},
  'POST /desk/cases/:reference/payments/card': { body: () => card },
  'GET /desk/interactions/:id/payments/card': {},
  'POST /desk/interactions/:id/payments/card': { body: () => ({ ...card, purpose: 'A skip' }) },
  'POST /desk/payments/:id/go': { body: () => ({}) },
  'POST /desk/payments/:id/ask': { body: () => ({}) },
  'POST /desk/payments/:id/link': { body: () => ({}) },
  'GET /desk/payments/:id/back': {},
  'GET /desk/payments/:id/refund': {},
  'POST /desk/payments/:id/refund': {
    body: async ({ of, version }) => ({
      ...{ version: await version('payments', of.takenPaymentId), amount: '1.00', reason: 'Twice' },
    }),
  },
  'GET /desk/income-files': {},
  'GET /desk/income-files/:id/csv': {},
  'GET /api/v1/income-files': {},
  'GET /api/v1/income-files/:id': {},
  'GET /desk/payment-days': {},
  'GET /desk/payment-days/:id': {},
  'GET /desk/payment-days/:id/csv': {},
  'POST /desk/payment-days/:id/compare': { body: () => ({}) },
  'GET /desk/payment-differences/:id/close': {},
  'POST /desk/payment-differences/:id/close': {
    body: async ({ of, version }) => ({
      ...{ version: await version('payment_differences', of.paymentDifferenceId), reason: 'Taken elsewhere' },
    }),
  },
  'GET /api/v1/payment-days': {},
  'GET /api/v1/payment-days/:id': {},
  'POST /api/v1/payment-days/:id/compare': { body: () => ({}) },
  'POST /api/v1/payment-differences/:id/close': {
    ifMatch: ({ of, version }) => version('payment_differences', of.paymentDifferenceId),
    body: () => ({ reason: 'Taken elsewhere' }),
  },
  'POST /api/v1/cases/:id/payments/card': { body: () => ({ amountPence: 100, way: 'online' }) },
  'POST /api/v1/interactions/:id/payments/card': {
    body: () => ({ purpose: 'A skip', amountPence: 100, way: 'online' }),
  },
  'POST /api/v1/payments/:id/go': { body: () => ({}) },
  'POST /api/v1/payments/:id/ask': { body: () => ({}) },
  'POST /api/v1/payments/:id/link': { body: () => ({}) },
  'POST /api/v1/payments/:id/refunds': {
    ifMatch: ({ of, version }) => version('payments', of.takenPaymentId),
    body: () => ({ amountPence: 100, reason: 'Twice' }),
  },
};

export const paymentParts: readonly (readonly [RegExp, (of: Seeded) => Readonly<Record<string, string>>])[] = [
  [/\/payments\/:id\/(?:go|ask|back)$/, (of) => ({ ':id': of.openPaymentId })],
  [/\/payments\/:id\/link$/, (of) => ({ ':id': of.linkPaymentId })],
  [/\/income-files\/:id(?:\/csv)?$/, (of) => ({ ':id': of.incomeFileId })],
  [/\/payment-days\/:id(?:\/\w+)?$/, (of) => ({ ':id': of.paymentDayId })],
  [/\/payment-differences\/:id\/close$/, (of) => ({ ':id': of.paymentDifferenceId })],
  [/\/payments\/:id\/refunds?$/, (of) => ({ ':id': of.takenPaymentId })],
];
