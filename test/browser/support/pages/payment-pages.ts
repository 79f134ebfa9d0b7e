import { partnership } from '../fixtures.js';
import { rowOf } from '../records.js';
import { ofCase, sendAsItIs, startContact, type Pages } from './visit.js';

const officer = 'janet.oakley';
const administrator = 'helen.tranter';
const leader = 'folake.okafor';
const adviser = 'tom.beddoes';
/** Administrator of Dunmere. */
const dunmereAdministrator = 'glyn.penry';

/** What customers paid. */
export const paymentPages: Pages = {
  '/desk/cases/:reference/payments': [
    { state: 'full', as: officer, path: ofPaid('/payments') },
    { state: 'empty', as: officer, path: ofCase('/payments') },
    { state: 'not allowed', as: administrator, path: ofCase('/payments') },
  ],
  '/desk/cases/:reference/payments/new': [
    { state: 'full', as: officer, path: ofPaid('/payments/new') },
    { state: 'error', as: officer, path: ofCase('/payments/new'), then: sendAsItIs },
  ],
  '/desk/interactions/:id/payments/new': [
    { state: 'empty', as: adviser, path: async (desk) => `${await startContact(desk)}/payments/new` },
    {
      state: 'error',
      as: adviser,
      path: async (desk) => `${await startContact(desk)}/payments/new`,
      then: sendAsItIs,
    },
  ],
  '/desk/cases/:reference/payments/card': [
    { state: 'full', as: officer, path: ofPaid('/payments/card') },
    { state: 'error', as: officer, path: ofCase('/payments/card'), then: sendAsItIs },
  ],
  '/desk/interactions/:id/payments/card': [
    { state: 'empty', as: adviser, path: async (desk) => `${await startContact(desk)}/payments/card` },
    {
      state: 'error',
      as: adviser,
      path: async (desk) => `${await startContact(desk)}/payments/card`,
      then: sendAsItIs,
    },
  ],
  '/desk/payments/:id/refund': [
    { state: 'full', as: leader, path: payment('/refund') },
    { state: 'error', as: leader, path: payment('/refund'), then: sendAsItIs },
    { state: 'not allowed', as: officer, path: payment('/refund') },
  ],
  '/desk/payments/:id/back': [{ state: 'another authority’s', as: 'kwame.mensah', path: payment('/back') }],
  '/desk/payment-days': [
    { state: 'full', as: dunmereAdministrator, path: '/desk/payment-days' },
    { state: 'open alone', as: dunmereAdministrator, path: '/desk/payment-days?which=open' },
    { state: 'empty', as: 'iwan.edwards', path: '/desk/payment-days' },
    { state: 'not allowed', as: adviser, path: '/desk/payment-days' },
  ],
  '/desk/payment-days/:id': [
    { state: 'with a difference', as: dunmereAdministrator, path: () => aDay(true) },
    { state: 'agrees', as: dunmereAdministrator, path: () => aDay(false) },
    { state: 'another council’s', as: 'iwan.edwards', path: () => aDay(true) },
  ],
  '/desk/income-files': [
    { state: 'full', as: dunmereAdministrator, path: '/desk/income-files' },
    { state: 'empty', as: 'iwan.edwards', path: '/desk/income-files' },
    { state: 'not allowed', as: adviser, path: '/desk/income-files' },
  ],
  '/desk/payment-differences/:id/close': [
    { state: 'full', as: dunmereAdministrator, path: aDifference },
    { state: 'error', as: dunmereAdministrator, path: aDifference, then: sendAsItIs },
  ],
  '/desk/payments/:id': [
    { state: 'full', as: officer, path: payment() },
    { state: 'another authority’s', as: 'kwame.mensah', path: payment() },
  ],
  '/desk/payments/:id/cancel': [
    { state: 'empty', as: officer, path: payment('/cancel') },
    { state: 'error', as: officer, path: payment('/cancel'), then: sendAsItIs },
  ],
};

interface PaidCase {
  readonly id: string;
  readonly case_id: string;
}

async function onePayment(): Promise<PaidCase> {
  const { id: authority } = await rowOf<{ id: number }>(partnership(), 'authorities', { slug: 'dunmere' });
  return rowOf<PaidCase>(partnership(), 'payments', { authority_id: authority }, (rows) => rows.orderBy('taken_at'));
}

/** The address of a payment at Dunmere. */
function payment(part = ''): () => Promise<string> {
  return async () => `/desk/payments/${(await onePayment()).id}${part}`;
}

/** The address of the case that it was towards. */
function ofPaid(part: string): () => Promise<string> {
  return async () => {
    const { case_id: id } = await onePayment();
    const { reference } = await rowOf<{ reference: string }>(partnership(), 'cases', { id });
    return `/desk/cases/${reference}${part}`;
  };
}

/** A day of Dunmere's: one on which the provider has a payment alone, or none. */
async function aDay(differs: boolean): Promise<string> {
  const { day_id: differing } = await openDifference();
  if (differs) return `/desk/payment-days/${differing}`;
  const { id } = await rowOf<{ id: string }>(partnership(), 'payment_days', { instance: 'card' }, (rows) =>
    rows.whereNot({ id: differing }).orderBy('day_on', 'desc'),
  );
  return `/desk/payment-days/${id}`;
}

async function aDifference(): Promise<string> {
  return `/desk/payment-differences/${(await openDifference()).id}/close`;
}

function openDifference(): Promise<{ id: string; day_id: string }> {
  return rowOf(partnership(), 'payment_differences', { difference: 'not-ours' });
}
