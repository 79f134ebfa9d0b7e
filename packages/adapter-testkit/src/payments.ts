import type { PaymentsInstance, PaymentToStart, ProviderEntry, ProviderPaymentState } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, writesOf, type Subject } from './conformance.js';
import { receivesNews, type Tells } from './inbound.js';

export interface PaymentsSubject extends Subject {
  /** How many payments the far end has that were started under a key. */
  readonly countStarted: (key: string) => number;
  /** Has whoever pays do this at the far end with the payment of a key. */
  readonly become: (key: string, state: Exclude<ProviderPaymentState, 'started'>) => void;
  /** Whole pence that the far end gave back of the payment of a key. For the ability `refunds`. */
  readonly countRefunded?: (key: string) => number;
  /** Whether the far end knows the payment of a key as one by telephone. For the way `phone`. */
  readonly isByPhone?: (key: string) => boolean;
  /** For the ability `receive`. */
  readonly tells?: Tells;
}

const ended = ['paid', 'failed', 'cancelled', 'expired'] as const;

/** Declares the tests that every adapter of the kind `payments` passes. Call it in a file that mocha runs. */
export function paymentsConformance(subject: PaymentsSubject): void {
  const { adapter, become, countStarted } = subject;
  describe(`${adapter.name} as an adapter of the kind payments`, () => {
    let made = 0;
    const payment = (changes: Partial<PaymentToStart> = {}): PaymentToStart => ({
      key: `01900000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`,
      ...{ reference: 'DUN-7K3M-2', description: 'A Quibblewick bin', amountPence: 3500, way: 'online' },
      ...{ language: 'en', returnUrl: 'https://moothall.example/pay/back' },
      ...changes,
    });
    const atWork = everyKind<PaymentsInstance>('payments', subject, {
      name: 'starting a payment',
      ask: (instance) => instance.start(payment()),
      personal: ['Quibblewick'],
    });
    receivesNews(subject, atWork);
    /** A payment that has ended at the far end. */
    const endedAs = async (state: (typeof ended)[number]) => {
      const one = payment();
      const { theirReference } = await atWork().instance.start(one);
      become(one.key, state);
      return { ...one, theirReference };
    };

    it('takes payments by at least one way, each of them named once', () => {
      const { ways } = atWork().instance;
      expect(ways).to.not.deep.equal([]);
      expect(new Set(ways).size).to.equal(ways.length);
    });

    it('starts a payment of the whole amount, and says where it is paid', async () => {
      const { instance } = atWork();
      for (const way of instance.ways) {
        const one = payment({ way, amountPence: 123_456 });
        const started = await instance.start(one);
        expect(started).to.include({ state: 'started', amountPence: 123_456, paidAt: null, why: null });
        expect(new URL(started.payUrl ?? '').protocol).to.match(/^https?:$/);
        expect(countStarted(one.key), way).to.equal(1);
        if (way === 'phone') expect(subject.isByPhone?.(one.key), 'give the suite `isByPhone`').to.equal(true);
      }
    });

    it('starts once what it is given twice, or again because the answer was lost', async () => {
      const { farEnd, instance } = atWork();
      const twice = payment();
      const references = [await instance.start(twice), await instance.start(twice)].map((one) => one.theirReference);
      expect(references[1]).to.equal(references[0]);
      const lost = payment();
      farEnd.loseNextAnswer(writesOf(subject));
      await instance.start(lost).catch(() => undefined);
      await instance.start(lost);
      expect([countStarted(twice.key), countStarted(lost.key)]).to.deep.equal([1, 1]);
    });

    it('finds what was paid under a key instead of starting it again', async () => {
      const { instance } = atWork();
      const one = payment();
      const { theirReference } = await instance.start(one);
      become(one.key, 'paid');
      expect(await instance.start(one)).to.include({ theirReference, state: 'paid', payUrl: null });
      expect(countStarted(one.key)).to.equal(1);
    });

    for (const state of ended)
      it(`says how a payment stands: started, then ${state}`, async () => {
        const { instance } = atWork();
        const one = payment();
        const { theirReference } = await instance.start(one);
        expect((await instance.find(theirReference)).state).to.equal('started');
        become(one.key, state);
        const found = await instance.find(theirReference);
        expect(found).to.include({ theirReference, state, amountPence: one.amountPence, payUrl: null });
        expect(found.paidAt !== null).to.equal(state === 'paid');
        expect(found.why === null).to.equal(state === 'paid');
      });

    it('says that the far end doesn’t know a payment', async () => {
      expect(await codeOf(() => atWork().instance.find('no-such-payment'))).to.equal('not_found');
    });

    it('cancels what isn’t paid, once, and nothing that is', async () => {
      const { instance } = atWork();
      const { theirReference } = await instance.start(payment());
      expect((await instance.cancel(theirReference)).state).to.equal('cancelled');
      expect((await instance.cancel(theirReference)).state).to.equal('cancelled');
      const paid = await endedAs('paid');
      expect(await codeOf(() => instance.cancel(paid.theirReference))).to.equal('conflict');
      expect((await instance.find(paid.theirReference)).state).to.equal('paid');
    });

    it('has exactly the abilities that it claims', () => {
      const { instance } = atWork();
      const has = { refunds: instance.refund !== undefined, entries: instance.entries !== undefined };
      for (const [name, is] of Object.entries(has)) expect(is, name).to.equal(adapter.supports[name] === true);
      expect(instance.findRefund !== undefined).to.equal(has.refunds);
    });

    if (adapter.supports['refunds'] === true)
      declareRefunds(subject, () => ({ ...atWork(), endedAs: () => endedAs('paid') }));

    if (adapter.supports['entries'] === true)
      it('lists what began in a period, each once, with how it stands', async () => {
        const { host, instance } = atWork();
        const [paid, failed] = [await endedAs('paid'), await endedAs('failed')];
        const now = host.context({ settings: {}, secrets: {} }).now();
        const period = { from: now - 3_600_000, until: now + 3_600_000 };
        const own = (await allEntries(instance, period)).filter(
          ({ theirPayment }) => theirPayment === paid.theirReference || theirPayment === failed.theirReference,
        );
        expect(own.map(({ kind, state, amountPence }) => [kind, state, amountPence])).to.have.deep.members([
          ['payment', 'paid', 3500],
          ['payment', 'failed', 3500],
        ]);
        expect(own.every(({ at }) => at >= period.from && at < period.until)).to.equal(true);
        const before = await allEntries(instance, { from: period.from - 7_200_000, until: period.from });
        expect(before.map(({ theirPayment }) => theirPayment)).to.not.include(paid.theirReference);
      });
  });
}

interface WithPaid {
  readonly farEnd: { loseNextAnswer(of?: NonNullable<Subject['writes']>): void };
  readonly instance: PaymentsInstance;
  readonly endedAs: () => Promise<PaymentToStart & { readonly theirReference: string }>;
}

function declareRefunds(subject: PaymentsSubject, atWork: () => WithPaid): void {
  const { countRefunded = () => Number.NaN } = subject;
  const refundOf = ({ theirReference }: { readonly theirReference: string }, amountPence: number, n: number) => ({
    ...{ key: `refund-${theirReference.slice(0, 40)}-${n}`, theirPayment: theirReference, amountPence },
    known: [] as string[],
  });

  it('gives back a part, and then another of the same amount', async () => {
    const { instance, endedAs } = atWork();
    const paid = await endedAs();
    const first = await instance.refund?.(refundOf(paid, 1000, 1));
    expect(first).to.include({ amountPence: 1000 });
    expect(first?.state).to.be.oneOf(['submitted', 'refunded']);
    await instance.refund?.({ ...refundOf(paid, 1000, 2), known: [first?.theirReference ?? ''] });
    expect(countRefunded(paid.key)).to.equal(2000);
    expect(await instance.findRefund?.(paid.theirReference, first?.theirReference ?? '')).to.include({
      ...{ theirReference: first?.theirReference, amountPence: 1000 },
    });
  });

  it('gives back once what it is asked twice, or again because the answer was lost', async () => {
    const { farEnd, instance, endedAs } = atWork();
    const [twice, lost] = [await endedAs(), await endedAs()];
    const references = [
      await instance.refund?.(refundOf(twice, 500, 1)),
      await instance.refund?.(refundOf(twice, 500, 1)),
    ];
    expect(references[1]?.theirReference).to.equal(references[0]?.theirReference);
    farEnd.loseNextAnswer(writesOf(subject));
    await instance.refund?.(refundOf(lost, 500, 1)).catch(() => undefined);
    await instance.refund?.(refundOf(lost, 500, 1));
    expect([countRefunded(twice.key), countRefunded(lost.key)]).to.deep.equal([500, 500]);
  });

  it('refuses to give back more than was paid', async () => {
    const { instance, endedAs } = atWork();
    const paid = await endedAs();
    const code = await codeOf(async () => await instance.refund?.(refundOf(paid, 3501, 1)));
    expect(code).to.be.oneOf(['refused', 'conflict']);
    expect(countRefunded(paid.key)).to.equal(0);
  });
}

const mostPages = 50;

async function allEntries(
  instance: PaymentsInstance,
  period: { readonly from: number; readonly until: number },
): Promise<ProviderEntry[]> {
  const entries: ProviderEntry[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: Awaited<ReturnType<NonNullable<PaymentsInstance['entries']>>> | undefined = await instance.entries?.(
      period,
      cursor,
    );
    entries.push(...(page?.entries ?? []));
    cursor = page?.cursor ?? null;
    if (cursor === null) return entries;
  }
  throw new Error(`It answers more than ${mostPages} pages for a few payments.`);
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'none';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
