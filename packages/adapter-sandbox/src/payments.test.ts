import type { PaymentToStart } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { adapter } from './payments.js';

const context = {
  secrets: {},
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 1000,
  fetch: () => Promise.reject(new Error('The sandbox reaches nothing.')),
  connect: () => Promise.reject(new Error('nothing is connected to here')),
};
const create = (settings: object = {}) => adapter.create({ ...context, settings: adapter.settings.parse(settings) });
const payment: PaymentToStart = {
  ...{ key: '1', reference: 'DUN-1', description: 'A bin', amountPence: 3500, way: 'online', language: 'en' },
  returnUrl: 'https://moothall.example/pay/back',
};

/** How something went: its code, else its kind of error. */
const failureOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'went well',
    (error: Error & { code?: string }) => error.code ?? error.name,
  );

describe('the sandbox for payments', () => {
  it('starts a payment once, and has it paid by the time that it is looked at', async () => {
    const instance = create();
    expect(await instance.check()).to.deep.equal({ ok: true });
    const started = await instance.start(payment);
    expect(started).to.include({ theirReference: 'sandbox-1', state: 'started', amountPence: 3500 });
    expect(await instance.start(payment)).to.deep.equal(started);
    expect(await instance.find('sandbox-1')).to.include({ state: 'paid', payUrl: null, paidAt: 1000 });
    expect(await failureOf(() => instance.cancel('sandbox-1'))).to.equal('conflict');
  });

  it('ends payments as they say themselves, else as it is configured', async () => {
    const instance = create({ becomes: 'expired' });
    await instance.start(payment);
    await instance.start({ ...payment, key: '2', reference: 'DUN-2 sandbox:failed' });
    expect((await instance.find('sandbox-1')).state).to.equal('expired');
    expect((await instance.find('sandbox-2')).state).to.equal('failed');
    expect(await failureOf(() => instance.find('sandbox-3'))).to.equal('not_found');
  });

  it('gives back as much as was paid and no more, and lists both', async () => {
    const instance = create();
    await instance.start(payment);
    await instance.find('sandbox-1');
    const refund = { key: 'r1', theirPayment: 'sandbox-1', amountPence: 3000, known: [] };
    const made = await instance.refund?.(refund);
    expect(await instance.refund?.(refund)).to.deep.equal(made);
    expect(await failureOf(async () => instance.refund?.({ ...refund, key: 'r2' }))).to.equal('refused');
    const { entries } = (await instance.entries?.({ from: 0, until: 2000 }, null)) ?? {};
    expect(entries?.map(({ kind, amountPence, state }) => [kind, amountPence, state])).to.deep.equal([
      ['payment', 3500, 'paid'],
      ['refund', 3000, 'refunded'],
    ]);
  });

  it('fails and breaks as it is told and configured', async () => {
    const told = { ...payment, description: 'sandbox:timed_out' };
    expect(await failureOf(() => create().start(told))).to.equal('timed_out');
    expect(await failureOf(() => create({ behaves: 'failing' }).start(payment))).to.equal('unreachable');
    expect(await failureOf(() => create({ behaves: 'throwing' }).start(payment))).to.equal('TypeError');
    expect(await failureOf(async () => create({ behaves: 'throwing-at-start' }))).to.equal('TypeError');
  });
});
