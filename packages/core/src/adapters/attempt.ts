import { AsyncLocalStorage } from 'node:async_hooks';
import { AdapterError, adapterErrors, type AdapterCheck, type AdapterErrorCode } from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { SECOND_MS } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import type { Redact } from './adapter-log.js';
import { redactor } from './adapter-log.js';
import type { Call } from './guarded-fetch.js';
import { firstLine } from './read-adapter.js';
import { insertCalls } from './health-repository.js';
import type { LoggedCall } from './types.js';

/** An operation may make several calls of ten seconds each; this is all that it gets. */
const longestMs = 30_000;
/** Of an attempt that goes round in circles, no more are kept. */
const mostCalls = 20;

const underWay = new AsyncLocalStorage<{ readonly calls: { readonly call: Call; readonly at: number }[] }>();

/** Takes a call that an instance made into the log of the attempt that it is part of. */
export function noteCall(kernel: Pick<Kernel, 'clock'>, call: Call): void {
  const attempt = underWay.getStore();
  if (attempt && attempt.calls.length < mostCalls) attempt.calls.push({ call, at: kernel.clock.now() });
}

/** How an attempt went, and the calls that it made. */
export interface Attempt<T> {
  readonly outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AdapterError };
  readonly calls: readonly LoggedCall[];
}

/** Runs what asks an adapter something. Whatever it throws comes back as an error of the contract, in words without secrets. */
export async function attemptCall<T>(
  kernel: Kernel,
  { name }: Pick<ConfiguredAdapter, 'name'>,
  deliveryId: string | null,
  work: () => Promise<T>,
  withinMs = longestMs,
): Promise<Attempt<T>> {
  const store: { calls: { call: Call; at: number }[] } = { calls: [] };
  const redact = redactor(kernel.config.secrets.adapters[name]);
  const outcome = await underWay
    .run(store, () => withinTime(work, withinMs))
    .then(
      (value) => ({ ok: true, value }) as const,
      (error: unknown) => ({ ok: false, error: asAdapterError(error, redact) }) as const,
    );
  const calls = store.calls.map(({ call, at }) => logged(kernel, name, deliveryId, call, at, redact));
  return { outcome, calls };
}

async function withinTime<T>(work: () => Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const words = `It took longer than ${Math.ceil(withinMs / SECOND_MS)} seconds.`;
    timer = setTimeout(() => reject(new AdapterError('timed_out', words)), withinMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** By its name: an adapter may bring an SDK of its own. What isn't one is the adapter's own fault. */
function asAdapterError(error: unknown, redact: Redact): AdapterError {
  const { name, code, retryAfterMs } = error as { name?: unknown; code?: unknown; retryAfterMs?: unknown };
  const words = redact(firstLine(error));
  if (name !== 'AdapterError' || typeof code !== 'string' || !Object.hasOwn(adapterErrors, code))
    return new AdapterError('adapter_failed', `The adapter itself failed: ${words}`, { cause: error });
  const wait = typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? { retryAfterMs } : {};
  return new AdapterError(code as AdapterErrorCode, words, { cause: error, ...wait });
}

function logged(
  kernel: Kernel,
  instance: string,
  deliveryId: string | null,
  { method, url, status, reason, sentBytes, answerBytes }: Call,
  at: number,
  redact: Redact,
): LoggedCall {
  const address = `${url.host}${maskedPath(url, redact)}`.slice(0, 300);
  const id = newId(kernel.clock, kernel.random);
  return { id, instance, deliveryId, at, method, address, status, reason, sentBytes, answerBytes };
}

/** The path without what may name somebody: long numbers, mail addresses, and whatever is no plain word. */
function maskedPath({ pathname }: URL, redact: Redact): string {
  return redact(pathname)
    .split('/')
    .map((part) => (/^[a-z][a-z._-]{0,40}$|^v\d{1,3}(\.\d+)*$/i.test(part) || part === '' ? part : '…'))
    .join('/');
}

/** Asks an instance whether all is well, and keeps in the log of calls what it asked for that. Null: it is well. */
export async function checkInstance(
  kernel: Kernel,
  one: ConfiguredAdapter,
): Promise<{ readonly code: AdapterErrorCode; readonly detail: string } | null> {
  const { fault, calls } = await askWhetherWell(kernel, one);
  if (calls.length > 0) await kernel.db.write(everyAuthority, (db) => insertCalls(db, calls));
  return fault;
}

/** Asks an instance whether all is well, and writes nothing. Answers what it called for that as well. */
export async function askWhetherWell(
  kernel: Kernel,
  one: ConfiguredAdapter,
): Promise<{ fault: { code: AdapterErrorCode; detail: string } | null; calls: readonly LoggedCall[] }> {
  const { part } = one;
  if (part.state === 'parked') return { fault: { code: 'adapter_failed', detail: part.fault }, calls: [] };
  const { outcome, calls } = await attemptCall(kernel, one, null, async () => part.instance.check());
  if (!outcome.ok) return { fault: { code: outcome.error.code, detail: outcome.error.message }, calls };
  const found = outcome.value as AdapterCheck | undefined;
  if (found?.ok === true) return { fault: null, calls };
  const { code = 'adapter_failed', detail = 'It answered nothing that can be read.' } = found ?? {};
  const redact = redactor(kernel.config.secrets.adapters[one.name]);
  const isKnown = Object.hasOwn(adapterErrors, code);
  return { fault: { code: isKnown ? code : 'adapter_failed', detail: redact(detail).slice(0, 500) }, calls };
}
