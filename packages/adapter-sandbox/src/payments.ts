import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  providerPaymentStates,
  type PaymentsInstance,
  type PaymentToStart,
  type ProviderEntry,
  type ProviderPayment,
  type ProviderPaymentState,
  type ProviderRefund,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

interface Taken {
  readonly key: string;
  readonly theirReference: string;
  readonly reference: string;
  readonly amountPence: number;
  readonly startedAt: number;
  readonly refunds: Map<string, ProviderRefund & { readonly at: number }>;
  state: ProviderPaymentState;
  paidAt: number | null;
}

/** Takes nobody's money, and knows each payment by its key for as long as it runs. */
export const adapter = defineAdapter({
  kind: 'payments',
  name: 'Sandbox payments',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    behaves,
    becomes: z
      .enum(providerPaymentStates)
      .default('paid')
      .describe('What becomes of payments that don’t say it themselves'),
  }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: { refunds: true, entries: true },
  create: ({ settings, now }): PaymentsInstance => {
    refuseToStart(settings.behaves);
    const byKey = new Map<string, Taken>();
    const taken = (theirReference: string): Taken => {
      const found = [...byKey.values()].find((one) => one.theirReference === theirReference);
      if (!found) throw new AdapterError('not_found', 'The sandbox knows no such payment.');
      return found;
    };
    return {
      ways: ['online', 'phone'],
      check: () => checkBehaviour(settings.behaves),
      start: async (payment) => {
        const known = byKey.get(payment.key);
        if (known) return shown(known);
        await behave(settings.behaves, [payment.reference, payment.description]);
        const one = newPayment(payment, byKey.size + 1, now());
        byKey.set(payment.key, one);
        return shown(one);
      },
      find: async (theirReference) => {
        await behave(settings.behaves);
        const one = taken(theirReference);
        if (one.state === 'started') becomes(one, settings.becomes, now());
        return shown(one);
      },
      cancel: async (theirReference) => {
        await behave(settings.behaves);
        const one = taken(theirReference);
        if (one.state === 'started') one.state = 'cancelled';
        if (one.state !== 'cancelled') throw new AdapterError('conflict', 'The payment has ended.');
        return shown(one);
      },
      refund: async ({ key, theirPayment, amountPence }) => {
        await behave(settings.behaves);
        const { refunds, ...one } = taken(theirPayment);
        const known = refunds.get(key);
        if (known) return known;
        const before = [...refunds.values()].reduce((sum, refund) => sum + refund.amountPence, 0);
        if (one.state !== 'paid' || before + amountPence > one.amountPence)
          throw new AdapterError('refused', 'There is less than that to give back.');
        const theirReference = `${one.theirReference}-refund-${refunds.size + 1}`;
        const made = { theirReference, amountPence, state: 'refunded' as const, at: now() };
        refunds.set(key, made);
        return made;
      },
      findRefund: async (theirPayment, theirReference) => {
        await behave(settings.behaves);
        const found = [...taken(theirPayment).refunds.values()].find((one) => one.theirReference === theirReference);
        if (!found) throw new AdapterError('not_found', 'The sandbox knows no such refund.');
        return found;
      },
      entries: async ({ from, until }) => {
        await behave(settings.behaves);
        const entries = [...byKey.values()].flatMap(entriesOf).filter(({ at }) => at >= from && at < until);
        return { entries, cursor: null };
      },
    };
  },
});

function newPayment({ key, reference, amountPence }: PaymentToStart, number: number, now: number): Taken {
  return {
    ...{ key, reference, amountPence, theirReference: `sandbox-${number}`, startedAt: now },
    ...{ refunds: new Map(), state: 'started' as const, paidAt: null },
  };
}

/** As its reference says: `sandbox:failed`; else as the settings do. */
function becomes(one: Taken, usual: ProviderPaymentState, now: number): void {
  one.state = providerPaymentStates.find((state) => one.reference.includes(`sandbox:${state}`)) ?? usual;
  if (one.state === 'paid') one.paidAt = now;
}

function shown({ theirReference, state, amountPence, paidAt }: Taken): ProviderPayment {
  return {
    ...{ theirReference, state, amountPence, paidAt },
    payUrl: state === 'started' ? `https://pay.sandbox.example/${theirReference}` : null,
    why: state === 'started' || state === 'paid' ? null : 'The sandbox was told to end it so.',
  };
}

function entriesOf({
  theirReference,
  reference,
  amountPence,
  state,
  startedAt,
  paidAt,
  refunds,
}: Taken): ProviderEntry[] {
  const about = { theirPayment: theirReference, reference };
  return [
    { kind: 'payment', theirReference, ...about, amountPence, state, at: paidAt ?? startedAt, settledOn: null },
    ...[...refunds.values()].map((refund) => ({ kind: 'refund' as const, ...refund, ...about, settledOn: null })),
  ];
}
