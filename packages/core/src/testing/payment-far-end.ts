import {
  AdapterError,
  type AdapterErrorCode,
  type PaymentsInstance,
  type PaymentToStart,
  type ProviderEntry,
  type ProviderPayment,
  type ProviderPaymentState,
  type ProviderRefund,
} from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { anAdapter } from './far-end.js';

/** A payment as the provider of a test has it. */
export interface TakenPayment {
  readonly asked: PaymentToStart;
  state: ProviderPaymentState;
  paidAt: number | null;
  readonly refunds: { readonly key: string; readonly amountPence: number; state: ProviderRefund['state'] }[];
}

/** A provider of payments, as a connection of a test. */
export interface PaymentFarEnd {
  readonly adapter: ConfiguredAdapter;
  /** By its name for them: `P-1`. */
  readonly payments: TakenPayment[];
  /** What else stands in its books. */
  readonly otherEntries: ProviderEntry[];
  /** What whoever pays does with the latest payment, or with one. */
  become(state: ProviderPaymentState, paidAt?: number, which?: number): void;
  /** Fails from now on; nothing: it works again. Does as it was asked all the same where it only loses its answers. */
  fail(code?: AdapterErrorCode, how?: 'does-it'): void;
}

/** It knows a payment by its key and calls the first `P-1`; refunds wait to be made until they are looked at. */
export function aPaymentFarEnd(about: Partial<Omit<ConfiguredAdapter, 'part'>> = {}): PaymentFarEnd {
  const payments: TakenPayment[] = [];
  const otherEntries: ProviderEntry[] = [];
  let failure: { readonly code: AdapterErrorCode; readonly does: boolean } | undefined;
  const answering = async <T>(work: () => T): Promise<T> => {
    if (failure && !failure.does) throw new AdapterError(failure.code, 'As it was told');
    const value = work();
    if (failure) throw new AdapterError(failure.code, 'As it was told');
    return value;
  };
  const nameOf = (one: TakenPayment): string => `P-${payments.indexOf(one) + 1}`;
  const named = (name: string): TakenPayment => {
    const found = payments.find((one) => nameOf(one) === name);
    if (!found) throw new AdapterError('not_found', 'It knows no such payment');
    return found;
  };
  const shown = (one: TakenPayment): ProviderPayment => ({
    ...{ theirReference: nameOf(one), state: one.state, amountPence: one.asked.amountPence, paidAt: one.paidAt },
    payUrl: one.state === 'started' ? `https://pay.example/${nameOf(one)}` : null,
    why: one.state === 'started' || one.state === 'paid' ? null : 'The card was refused.',
  });
  const shownRefund = (one: TakenPayment, refund: TakenPayment['refunds'][number]): ProviderRefund => ({
    theirReference: `${nameOf(one)}-R-${one.refunds.indexOf(refund) + 1}`,
    ...{ amountPence: refund.amountPence, state: refund.state },
  });
  const instance: PaymentsInstance = {
    ways: ['online', 'phone'],
    check: async () => ({ ok: true }),
    start: (asked) =>
      answering(() => {
        const known = payments.find((one) => one.asked.key === asked.key);
        if (known) return shown(known);
        const one: TakenPayment = { asked, state: 'started', paidAt: null, refunds: [] };
        payments.push(one);
        return shown(one);
      }),
    find: (name) => answering(() => shown(named(name))),
    cancel: (name) =>
      answering(() => {
        const one = named(name);
        if (one.state !== 'started' && one.state !== 'cancelled') throw new AdapterError('conflict', 'It has ended');
        one.state = 'cancelled';
        return shown(one);
      }),
    refund: ({ key, theirPayment, amountPence }) =>
      answering(() => {
        const one = named(theirPayment);
        const known = one.refunds.find((refund) => refund.key === key);
        if (known) return shownRefund(one, known);
        const refund = { key, amountPence, state: 'submitted' as const };
        one.refunds.push(refund);
        return shownRefund(one, refund);
      }),
    findRefund: (theirPayment, name) =>
      answering(() => {
        const one = named(theirPayment);
        const refund = one.refunds.find((each) => shownRefund(one, each).theirReference === name);
        if (!refund) throw new AdapterError('not_found', 'It knows no such refund');
        return shownRefund(one, refund);
      }),
    entries: ({ from, until }) =>
      answering(() => {
        const own = payments.flatMap((one): ProviderEntry[] => [
          {
            ...{ kind: 'payment', theirReference: nameOf(one), theirPayment: nameOf(one), state: one.state },
            ...{ reference: one.asked.reference, amountPence: one.asked.amountPence, at: one.paidAt ?? 0 },
            settledOn: null,
          },
          ...one.refunds.map((refund) => ({
            ...{ kind: 'refund' as const, ...shownRefund(one, refund), theirPayment: nameOf(one), reference: null },
            ...{ at: one.paidAt ?? 0, settledOn: null },
          })),
        ]);
        const entries = [...own, ...otherEntries].filter(({ at }) => at >= from && at < until);
        return { cursor: null, entries };
      }),
  };
  return {
    ...{ payments, otherEntries },
    adapter: anAdapter('payments', instance, { name: 'pay', ...about }),
    become: (state, paidAt = 0, which = payments.length) => {
      const one = payments[which - 1];
      if (one) Object.assign(one, { state, paidAt: state === 'paid' ? paidAt : null });
    },
    fail: (code, how) => void (failure = code && { code, does: how === 'does-it' }),
  };
}
