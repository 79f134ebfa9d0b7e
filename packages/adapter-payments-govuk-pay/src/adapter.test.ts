import type { InboundRequest, PaymentsInstance, PaymentToStart } from '@moothall/adapter-sdk';
import { aHost, paymentsConformance, startAdapter, type FarEnd } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { createHmac } from 'node:crypto';
import { adapter } from './adapter.js';
import { paySchemas } from './testing/pay-schemas.js';
import { apiKey, aPayServer, type PayServer } from './testing/pay-server.js';

const ways = { paid: ['submitted', 'success'], failed: ['failed P0010'], cancelled: ['failed P0030'] } as const;
const webhookSigningSecret = 'webhook_test_quokka7315quokka7315';
const forConformance = aPayServer();

/** As Pay's documentation shows a message, signed over its bytes. */
function aWebhook(changes: object = {}): InboundRequest {
  const message = {
    ...{ webhook_message_id: '7r4s3a7f3b2d4c1e9f8a', api_version: 1, created_date: '2026-11-16T10:00:01.123Z' },
    ...{ resource_id: 'hu20sqlact5260q2nanm0q8u01', resource_type: 'payment', event_type: 'card_payment_succeeded' },
    resource: { payment_id: 'hu20sqlact5260q2nanm0q8u01', amount: 3500, email: 'joan.prosser@post.example' },
    ...changes,
  };
  const body = Buffer.from(JSON.stringify(message));
  const signature = createHmac('sha256', webhookSigningSecret).update(body).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'pay-signature': signature }, query: {} };
}

paymentsConformance({
  adapter,
  settings: (url) => ({ url, phone: true }),
  secrets: { apiKey, webhookSigningSecret },
  tells: { good: () => aWebhook(), proof: 'pay-signature', proves: 'body' },
  startFarEnd: forConformance.start,
  countStarted: (key) => forConformance.payments.filter(({ body }) => String(body['reference']).endsWith(key)).length,
  become: (key, state) =>
    forConformance.move(key, 'started', ...(state === 'expired' ? ['failed P0020'] : ways[state])),
  countRefunded: (key) => forConformance.payment(key)?.refunds.reduce((sum, { amount }) => sum + amount, 0) ?? 0,
  isByPhone: (key) => forConformance.payment(key)?.body['moto'] === true,
});

const payment: PaymentToStart = {
  ...{ key: '01900000-0000-7000-8000-000000000001', reference: 'DUN-7K3M-2', description: 'New bin' },
  ...{ amountPence: 3500, way: 'online', language: 'cy', returnUrl: 'https://moothall.example/pay/back' },
};

describe('GOV.UK Pay', () => {
  let server: PayServer;
  let farEnd: FarEnd;
  let instance: PaymentsInstance;

  const start = (settings: object = {}): PaymentsInstance =>
    startAdapter(adapter, aHost(300), { settings: { url: farEnd.url, ...settings }, secrets: { apiKey } });
  const failureOf = (work: () => Promise<unknown>) =>
    work().then(
      () => ({ code: 'none', message: '' }),
      (error: { code: string; message: string }) => error,
    );
  const paid = async (): Promise<string> => {
    const { theirReference } = await instance.start(payment);
    server.move(payment.key, 'started', 'submitted', 'success');
    return theirReference;
  };

  beforeEach(async () => {
    server = aPayServer();
    farEnd = await server.start();
    instance = start({ phone: true });
  });
  afterEach(() => farEnd.close());

  it('keeps to what Pay publishes of its requests, which the far end holds its own answers to as well', async function () {
    if (!paySchemas()) {
      this.test!.title += ' (skipped: MOOTHALL_TEST_DATA has no govuk)';
      this.skip();
    }
    const theirPayment = await paid();
    const refund = await instance.refund?.({ key: 'r1', theirPayment, amountPence: 100, known: [] });
    await instance.findRefund?.(theirPayment, refund?.theirReference ?? '');
    await instance.find(theirPayment);
    await failureOf(() => instance.cancel(theirPayment));
    await instance.entries?.({ from: 0, until: Date.UTC(2026, 10, 17) }, null);
    await instance.entries?.({ from: 0, until: Date.UTC(2026, 10, 17) }, 'refunds:1');
    await instance.check();
    expect([...server.faults, ...forConformance.faults]).to.deep.equal([]);
  });

  it('asks Pay for a payment in the payer’s language, found again by the key at the end of its reference', async () => {
    await instance.start(payment);
    const [made] = server.payments;
    expect(made?.idempotencyKey).to.equal(payment.key);
    expect(made?.body).to.deep.equal({
      ...{ amount: 3500, reference: `DUN-7K3M-2 ${payment.key}`, description: 'New bin', language: 'cy' },
      return_url: 'https://moothall.example/pay/back',
    });
  });

  it('takes cards by telephone only where the settings say that Pay allows it', async () => {
    await instance.start({ ...payment, way: 'phone' });
    expect(server.payments[0]?.body).to.include({ moto: true });
    expect([start().ways, instance.ways]).to.deep.equal([['online'], ['online', 'phone']]);
  });

  const lifecycle: readonly (readonly [readonly string[], string, RegExp | null])[] = [
    [['started'], 'started', null],
    [['started', 'submitted'], 'started', null],
    [['started', 'submitted', 'capturable'], 'started', null],
    [['started', 'submitted', 'success'], 'paid', null],
    [['started', 'failed P0010'], 'failed', /refused/],
    [['started', 'failed P0020'], 'expired', /within the time/],
    [['started', 'failed P0030'], 'cancelled', /Whoever was to pay/],
    [['cancelled P0040'], 'cancelled', /council/],
    [['started', 'error P0050'], 'failed', /fault/],
  ];
  for (const [steps, state, why] of lifecycle)
    it(`says of a payment that went through ${steps.join(', ')}: ${state}`, async () => {
      const { theirReference } = await instance.start(payment);
      server.move(payment.key, ...steps);
      const found = await instance.find(theirReference);
      expect(found.state).to.equal(state);
      if (why === null) expect(found.why).to.equal(null);
      else expect(found.why).to.match(why);
    });

  it('never charges twice when the time runs out after Pay has captured the money', async () => {
    await paid();
    farEnd.fail('hang');
    expect((await failureOf(() => instance.start(payment))).code).to.equal('timed_out');
    farEnd.fail();
    expect(await instance.start(payment)).to.include({ state: 'paid', payUrl: null });
    expect(server.payments).to.have.length(1);
  });

  it('takes the time of a payment from Pay’s events until Pay says when it captured it', async () => {
    const theirReference = await paid();
    expect((await instance.find(theirReference)).paidAt).to.equal(Date.UTC(2026, 10, 16, 10));
    expect(farEnd.requests.at(-1)?.path).to.match(/\/events$/);
    farEnd.forget();
    const [one] = server.payments;
    if (one) one.isCaptured = true;
    expect((await instance.find(theirReference)).paidAt).to.equal(Date.UTC(2026, 10, 16, 10));
    expect(farEnd.requests).to.have.length(1);
  });

  it('says of a refund that it was made, or failed', async () => {
    const theirPayment = await paid();
    const made = await instance.refund?.({ key: 'r1', theirPayment, amountPence: 100, known: [] });
    const refund = server.payments[0]?.refunds[0];
    const states: (string | undefined)[] = [];
    for (const status of ['submitted', 'success', 'error'] as const) {
      if (refund) refund.status = status;
      states.push((await instance.findRefund?.(theirPayment, made?.theirReference ?? ''))?.state);
    }
    expect(states).to.deep.equal(['submitted', 'refunded', 'failed']);
  });

  it('reads Pay’s books page by page, payments and then refunds', async () => {
    const theirPayment = await paid();
    await instance.refund?.({ key: 'r1', theirPayment, amountPence: 100, known: [] });
    await instance.start({ ...payment, key: payment.key.replace(/1$/, '2') });
    server.listing.perPage = 1;
    const period = { from: Date.UTC(2026, 10, 16), until: Date.UTC(2026, 10, 17) };
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<NonNullable<PaymentsInstance['entries']>>> | undefined = await instance.entries?.(
        period,
        cursor,
      );
      read.push(...(page?.entries.map(({ kind, state, amountPence }) => `${kind} ${state} ${amountPence}`) ?? []));
      cursor = page?.cursor ?? null;
    } while (cursor !== null);
    expect(read).to.deep.equal(['payment paid 3500', 'payment started 3500', 'refund submitted 100']);
  });

  const refusals: readonly (readonly [number, string, string | undefined, string, RegExp])[] = [
    [422, 'P0102', 'amount', 'refused', /can’t take one of the values.*P0102, amount/],
    [400, 'P0940', undefined, 'not_permitted', /switched off/],
    [401, '', undefined, 'sign_in_refused', /refuses the API key/],
    [429, 'P0900', undefined, 'rate_limited', /429/],
    [500, 'P0198', undefined, 'failed_at_far_end', /500/],
  ];
  for (const [status, pay, field, code, words] of refusals)
    it(`says in plain words what to do about ${status} ${pay}, and nothing that Pay repeats of what it was sent`, async () => {
      server.refuse(status, pay, field);
      const failure = await failureOf(() => instance.start(payment));
      expect(failure.code).to.equal(code);
      expect(failure.message).to.match(words).and.not.include('Prosser');
    });

  it('hears of a payment by its id, whatever happened to it, and passes on nothing else of what Pay tells', async () => {
    const hearing = startAdapter(adapter, aHost(300), {
      settings: { url: farEnd.url },
      secrets: { apiKey, webhookSigningSecret },
    });
    const events = ['card_payment_captured', 'card_payment_refunded', 'card_payment_of_another_day'];
    for (const event_type of events)
      expect(await hearing.receive?.(aWebhook({ event_type }))).to.deep.equal([
        {
          ...{ key: '7r4s3a7f3b2d4c1e9f8a', what: 'payment', about: 'hu20sqlact5260q2nanm0q8u01' },
          ...{ theirPayment: 'hu20sqlact5260q2nanm0q8u01', at: Date.UTC(2026, 10, 16, 10, 0, 1, 123) },
        },
      ]);
    expect(await hearing.receive?.(aWebhook({ resource_type: 'agreement' }))).to.deep.equal([]);
    for (const odd of [{ resource_id: 7 }, { created_date: 'today' }, { webhook_message_id: undefined }])
      expect((await failureOf(async () => hearing.receive?.(aWebhook(odd)))).code).to.equal('unreadable_answer');
    expect(instance.receive, 'without the signing secret').to.equal(undefined);
  });

  it('passes on nothing of the card', async () => {
    const theirReference = await paid();
    expect(JSON.stringify(await instance.find(theirReference))).to.not.match(/1111|Visa|Prosser/);
  });
});
