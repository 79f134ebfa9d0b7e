import {
  adapterApiVersion,
  defineAdapter,
  errorFromStatus,
  type PaymentsInstance,
  type ProviderPayment,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { startFarEnd } from '../far-end.js';
import { paymentsConformance } from '../payments.js';

/** An adapter with one fault of each sort, for the test of the suite: run by mocha in a process of its own. */
const adapter = defineAdapter({
  kind: 'payments',
  name: 'Faulty provider',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ url: z.url() }),
  secrets: z.strictObject({ token: z.string() }),
  supports: { refunds: true, entries: true },
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, fetch, log, now }): PaymentsInstance => {
    const post = async (path: string, body: object): Promise<{ reference: string }> => {
      const response = await fetch(new URL(path, settings.url), { method: 'POST', body: JSON.stringify(body) });
      if (!response.ok) throw errorFromStatus(response, now());
      return (await response.json()) as { reference: string };
    };
    // Whatever became of it, it is as it began.
    const shown = (theirReference: string): ProviderPayment => ({
      ...{
        theirReference,
        state: 'started',
        amountPence: 3500,
        payUrl: 'https://pay.example/1',
        paidAt: null,
        why: null,
      },
    });
    return {
      ways: ['online', 'online'],
      check: async () => ({ ok: true }),
      start: async ({ key, description }) => {
        log.info({ description }, 'a payment was begun');
        return shown((await post('/payments', { key })).reference);
      },
      find: async (theirReference) => shown(theirReference),
      cancel: async (theirReference) => ({ ...shown(theirReference), state: 'cancelled' }),
      refund: async ({ key, theirPayment, amountPence }) => {
        const { reference } = await post('/refunds', { key, theirPayment, amountPence });
        return { theirReference: reference, amountPence, state: 'submitted' };
      },
      findRefund: async (_theirPayment, theirReference) => ({ theirReference, amountPence: 1, state: 'failed' }),
      entries: async () => ({ entries: [], cursor: null }),
    };
  },
});

const keys: string[] = [];
const refunds: { readonly payment: string; readonly pence: number }[] = [];
const nameOf = (key: string): string => `P-${keys.indexOf(key) + 1}`;

paymentsConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets: { token: 'swordfish-4821' },
  startFarEnd: () =>
    startFarEnd(({ path, body }) => {
      const asked = JSON.parse(body) as { key: string; theirPayment: string; amountPence: number };
      if (path === '/refunds') refunds.push({ payment: asked.theirPayment, pence: asked.amountPence });
      else keys.push(asked.key);
      return { body: { reference: path === '/refunds' ? `R-${refunds.length}` : nameOf(asked.key) } };
    }),
  countStarted: (key) => keys.filter((one) => one === key).length,
  become: () => undefined,
  countRefunded: (key) =>
    refunds.filter(({ payment }) => payment === nameOf(key)).reduce((sum, { pence }) => sum + pence, 0),
});
