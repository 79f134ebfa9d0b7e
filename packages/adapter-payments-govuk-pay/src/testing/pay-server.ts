import { startFarEnd, type FarEnd, type FarEndAnswer, type ReceivedRequest } from '@moothall/adapter-testkit';
import { paySchemas } from './pay-schemas.js';

export const apiKey = 'api_test_swordfish4821swordfish4821';

interface Refund {
  readonly refund_id: string;
  readonly amount: number;
  status: 'submitted' | 'success' | 'error';
}
export interface PaidAtPay {
  readonly id: string;
  /** As it was asked for. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly amount: number;
  readonly refunds: Refund[];
  /** What it went through, the first first. */
  readonly events: { readonly status: string; readonly code?: string }[];
  readonly idempotencyKey: string | undefined;
  /** Pay says when it captured a payment a little after it succeeded. */
  isCaptured: boolean;
}

export interface PayServer {
  readonly start: () => Promise<FarEnd>;
  readonly payments: readonly PaidAtPay[];
  /** By the key at the end of its reference. */
  readonly payment: (key: string) => PaidAtPay | undefined;
  /** What was wrong with requests and answers, by Pay's own schemas. */
  readonly faults: readonly string[];
  /** Has a payment go on in Pay's lifecycle: `submitted`, `success`, `failed P0010`. */
  move(key: string, ...steps: readonly string[]): void;
  /** Answers what is asked next with this error. */
  refuse(status: number, code: string, field?: string): void;
  /** How many it lists on a page. */
  readonly listing: { perPage: number };
}

const origin = 'https://publicapi.payments.service.gov.uk';
const at = '2026-11-16T10:00:00.000Z';
const finished = new Set(['success', 'failed', 'cancelled', 'error']);

/** Pay as its OpenAPI has it: payments under references, and their lifecycle; refunds that never exceed what was paid. */
export function aPayServer(): PayServer {
  const schemas = paySchemas();
  const payments: PaidAtPay[] = [];
  const faults: string[] = [];
  const listing = { perPage: 500 };
  let refusal: FarEndAnswer | undefined;
  const byKey = (key: string) => payments.find(({ body }) => String(body['reference']).endsWith(` ${key}`));

  const answer = ({ method, path, headers, body }: ReceivedRequest): FarEndAnswer => {
    const url = new URL(path, origin);
    const asked = body === '' ? undefined : (JSON.parse(body) as Record<string, unknown>);
    const said = said401(headers['authorization']) ?? take(refusal) ?? answerTo(method, url, asked, headers);
    const { status = 200, body: answered } = said;
    faults.push(...(schemas?.({ method, url, headers, asked, status, answered }) ?? []));
    return said;
  };
  const take = (said: FarEndAnswer | undefined): FarEndAnswer | undefined => {
    refusal = undefined;
    return said;
  };

  const answerTo = (
    method: string,
    url: URL,
    asked: Record<string, unknown> | undefined,
    headers: ReceivedRequest['headers'],
  ): FarEndAnswer => {
    const [, , list, id, part, refundId] = url.pathname.split('/');
    if (list === 'refunds')
      return page(
        url,
        payments.flatMap((one) => one.refunds.map((r) => shownRefund(one, r))),
      );
    if (id === undefined && method === 'GET') {
      const reference = url.searchParams.get('reference');
      const found = payments.filter(({ body }) => reference === null || body['reference'] === reference);
      return page(
        url,
        found.map((one) => without(shown(one), 'next_url')),
      );
    }
    if (id === undefined) return create(asked ?? {}, headers['idempotency-key']);
    const one = payments.find((payment) => payment.id === id);
    if (!one) return refused(404, 'P0200');
    if (part === 'cancel') return cancel(one);
    if (part === 'events') return { body: { payment_id: id, events: one.events.map((state) => event(one, state)) } };
    if (part === 'refunds' && method === 'POST') return giveBack(one, asked ?? {});
    if (refundId !== undefined) {
      const refund = one.refunds.find((each) => each.refund_id === refundId);
      return refund ? { body: shownRefund(one, refund) } : refused(404, 'P0700');
    }
    if (part === 'refunds')
      return { body: { payment_id: id, _embedded: { refunds: one.refunds.map((each) => shownRefund(one, each)) } } };
    return { body: shown(one) };
  };

  const create = (body: Record<string, unknown>, idempotencyKey: string | undefined): FarEndAnswer => {
    const id = `hu20sqlact5260q2nanm0q8u${String(payments.length + 1).padStart(2, '0')}`;
    const one = {
      id,
      body,
      amount: Number(body['amount']),
      refunds: [],
      events: [{ status: 'created' }],
      idempotencyKey,
      isCaptured: false,
    };
    payments.push(one);
    return { status: 201, body: shown(one) };
  };

  const page = (url: URL, results: readonly unknown[]): FarEndAnswer => {
    const isWithin = (name: string) => (url.searchParams.get(name) ?? '') <= '2026-11-16T10:00:00Z';
    const until = url.searchParams.get('to_date') ?? '2099-01-01T00:00:00Z';
    const own = isWithin('from_date') && until > '2026-11-16T10:00:00Z' ? results : [];
    const number = Number(url.searchParams.get('page') ?? '1');
    const here = own.slice((number - 1) * listing.perPage, number * listing.perPage);
    const next = number * listing.perPage < own.length ? { next_page: { href: url.href } } : {};
    const self = { self: { href: url.href } };
    return {
      body: { total: own.length, count: here.length, page: number, results: here, _links: { ...self, ...next } },
    };
  };

  return {
    start: () => startFarEnd(answer),
    ...{ payments, faults, listing, payment: byKey },
    move: (key, ...steps) => {
      for (const step of steps) {
        const [status = '', code] = step.split(' ');
        byKey(key)?.events.push({ status, ...(code === undefined ? {} : { code }) });
      }
    },
    refuse: (status, code, field) => void (refusal = refused(status, code, field)),
  };
}

function said401(authorization: string | undefined): FarEndAnswer | undefined {
  return authorization === `Bearer ${apiKey}` ? undefined : { status: 401 };
}

function refused(status: number, code: string, field?: string): FarEndAnswer {
  const words = 'Invalid attribute value for Joan Prosser';
  return { status, body: { code, description: words, ...(field === undefined ? {} : { field }) } };
}

const stateOf = ({ events }: PaidAtPay) => events.at(-1) ?? { status: 'created' };
const givenBack = ({ refunds }: PaidAtPay): number =>
  refunds.reduce((sum, { amount, status }) => sum + (status === 'error' ? 0 : amount), 0);

function cancel(one: PaidAtPay): FarEndAnswer {
  if (finished.has(stateOf(one).status)) return refused(400, 'P0501');
  one.events.push({ status: 'cancelled', code: 'P0040' });
  return { status: 204 };
}

function giveBack(one: PaidAtPay, { amount, refund_amount_available }: Record<string, unknown>): FarEndAnswer {
  const available = one.amount - givenBack(one);
  if (refund_amount_available !== available) return { status: 412, body: { code: 'P0604', description: 'mismatch' } };
  const refund: Refund = {
    refund_id: `${one.id}r${one.refunds.length + 1}`,
    amount: Number(amount),
    status: 'submitted',
  };
  one.refunds.push(refund);
  return { status: 202, body: shownRefund(one, refund) };
}

function shown(one: PaidAtPay) {
  const state = stateOf(one);
  const isFinished = finished.has(state.status);
  const self = `${origin}/v1/payments/${one.id}`;
  const mayPay = state.status === 'created' || state.status === 'started';
  const captured = { capture_submit_time: at, captured_date: at.slice(0, 10) };
  const { description, reference, language, return_url, moto = false } = one.body;
  return {
    ...{ payment_id: one.id, amount: one.amount, description, reference, language, return_url, moto },
    state: { ...state, finished: isFinished, ...(state.code ? { message: 'It came to nothing' } : {}) },
    ...{ created_date: at, payment_provider: 'sandbox', delayed_capture: false },
    card_details: { card_brand: 'Visa', last_digits_card_number: '1111', cardholder_name: 'Joan Prosser' },
    refund_summary: {
      status: state.status === 'success' ? 'available' : 'pending',
      amount_available: state.status === 'success' ? one.amount - givenBack(one) : 0,
      amount_submitted: givenBack(one),
    },
    settlement_summary: one.isCaptured ? captured : {},
    _links: {
      self: { href: self, method: 'GET' },
      events: { href: `${self}/events`, method: 'GET' },
      ...(mayPay ? { next_url: { href: `https://www.payments.service.gov.uk/secure/${one.id}`, method: 'GET' } } : {}),
    },
  };
}

function without({ _links, ...payment }: ReturnType<typeof shown>, link: 'next_url'): unknown {
  const { [link]: _, ...links } = _links as Record<string, unknown>;
  return { ...payment, _links: links };
}

function event({ id }: PaidAtPay, state: { readonly status: string; readonly code?: string }): unknown {
  return { payment_id: id, state: { ...state, finished: finished.has(state.status) }, updated: at };
}

function shownRefund({ id }: PaidAtPay, refund: Refund): unknown {
  const href = `${origin}/v1/payments/${id}/refunds/${refund.refund_id}`;
  return { ...refund, payment_id: id, created_date: at, _links: { self: { href, method: 'GET' } } };
}
