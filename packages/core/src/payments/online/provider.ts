import type { PaymentsInstance, ProviderPayment } from '@moothall/adapter-sdk';
import { adaptersFor, tryInstance, type Asked } from '../../adapters/index.js';
import { findCase } from '../../cases/index.js';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import { isError, notFound, staleVersion } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { paymentErrors } from '../payment-errors.js';
import { findPayment } from '../repository.js';
import type { Payment } from '../types.js';
import { beginAttempt, keepAnswer } from './keep-answer.js';
import { findPart, updatePart } from './online-repository.js';
import { keyOf, mayBegin, nextAsk } from './online-rules.js';
import type { ProviderPart } from './online-types.js';

export const providerActor = systemActor('keeps what the payment provider says');

/** Where to go to pay; or how the payment stands, where there is nothing to pay at the moment. */
export type Onward =
  | { readonly goes: 'on'; readonly url: string }
  | { readonly goes: 'nowhere'; readonly because: 'paid' | 'ended' | 'under-way' | 'away' };

interface AtProvider {
  readonly payment: Payment;
  readonly part: ProviderPart;
}

/**
 * Has the provider take a payment, or finds where it does so already. It is asked first how the latest attempt stands, and
 * begins another only where that came to nothing, so that nobody pays twice. @throws not_found
 */
export async function goToProvider(
  kernel: Kernel,
  paymentId: string,
  about: { readonly returnUrl: string; readonly language: string },
): Promise<Onward> {
  const answer = await askProvider(kernel, paymentId);
  if (answer && !answer.ok) return { goes: 'nowhere', because: 'away' };
  if (answer?.value.payUrl) return { goes: 'on', url: answer.value.payUrl };
  const { payment, part } = await readAtProvider(kernel, paymentId);
  if (payment.state === 'paid') return { goes: 'nowhere', because: 'paid' };
  if (!mayBegin(payment, part, kernel.clock.now()))
    return { goes: 'nowhere', because: payment.state === 'started' && part.theirReference ? 'under-way' : 'ended' };
  return await begin(kernel, payment, about);
}

async function begin(
  kernel: Kernel,
  payment: Payment,
  about: { readonly returnUrl: string; readonly language: string },
): Promise<Onward> {
  const { id: paymentId, amountPence, way } = payment;
  let attempt: number;
  try {
    attempt = (await runCommand(kernel, providerActor, beginAttempt, { paymentId })).attempt;
  } catch (error) {
    // Somebody else presses the same button in the same moment, or it ended meanwhile.
    if (isError(error, staleVersion.code) || isError(error, paymentErrors.ended.code))
      return { goes: 'nowhere', because: 'under-way' };
    throw error;
  }
  const { part } = await readAtProvider(kernel, paymentId);
  const key = keyOf(paymentId, attempt);
  const to = {
    key,
    reference: part.quoted,
    description: part.description,
    amountPence,
    way: way ?? 'online',
    ...about,
  };
  const answer = await callFor(kernel, { payment, part }, (instance) => instance.start(to));
  if (!answer.ok) return { goes: 'nowhere', because: 'away' };
  await keep(kernel, paymentId, attempt, answer.value);
  if (answer.value.payUrl) return { goes: 'on', url: answer.value.payUrl };
  return { goes: 'nowhere', because: answer.value.state === 'paid' ? 'paid' : 'under-way' };
}

/**
 * Asks the provider how a payment stands, and keeps it; calls it off there where somebody cancelled it here. Undefined:
 * there is nothing to ask. @throws not_found
 */
export async function askProvider(kernel: Kernel, paymentId: string): Promise<Asked<ProviderPayment> | undefined> {
  const at = await readAtProvider(kernel, paymentId);
  const { payment, part } = at;
  const { theirReference, attempt } = part;
  if (part.askAt === null) return undefined;
  if (theirReference === null) {
    await endUnbegun(kernel, at);
    return undefined;
  }
  const answer = await callFor(kernel, at, (instance) =>
    payment.cancelled === null ? instance.find(theirReference) : callOff(instance, theirReference),
  );
  if (answer.ok) {
    await keep(kernel, paymentId, attempt, answer.value);
    return answer;
  }
  if (answer.code === 'not_found') {
    const gone = {
      theirReference,
      state: 'failed',
      amountPence: payment.amountPence,
      payUrl: null,
      paidAt: null,
    } as const;
    const value = { ...gone, why: 'The provider doesn’t know the payment any more.' };
    await keep(kernel, paymentId, attempt, value);
    return { ok: true, value };
  }
  const { asks } = part;
  const later = { asks: asks + 1, askAt: nextAsk(asks, kernel.clock.now()) };
  await kernel.db.write(everyAuthority, (db) => updatePart(db, part, later));
  return answer;
}

/** What was never begun ends with its time, or as it was cancelled. */
async function endUnbegun(kernel: Kernel, { payment, part }: AtProvider): Promise<void> {
  if (payment.cancelled === null && kernel.clock.now() < part.openUntil) return;
  const ended = { theirReference: null, amountPence: payment.amountPence, payUrl: null, paidAt: null };
  const state = payment.cancelled === null ? 'expired' : 'cancelled';
  const why = state === 'expired' ? 'Nobody began to pay in time.' : null;
  await keep(kernel, part.paymentId, part.attempt, { ...ended, state, why });
}

/** What can't be called off any more stands as the provider says. */
async function callOff(instance: PaymentsInstance, theirReference: string): Promise<ProviderPayment> {
  try {
    return await instance.cancel(theirReference);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'conflict') throw error;
    return await instance.find(theirReference);
  }
}

type Heard = Omit<ProviderPayment, 'theirReference'> & { readonly theirReference: string | null };

async function keep(
  kernel: Kernel,
  paymentId: string,
  attempt: number,
  { theirReference, state, paidAt, why }: Heard,
): Promise<void> {
  const { payment, part } = await readAtProvider(kernel, paymentId);
  if (state === 'started' && part.theirReference === theirReference && payment.state === state)
    return await heardNothingNew(kernel, part);
  const input = { paymentId, attempt, theirReference, state, paidAt, why: why?.slice(0, 500) ?? null };
  try {
    await runCommand(kernel, providerActor, keepAnswer, input);
  } catch (error) {
    // The same was heard in the same moment: once more, by what stands now.
    if (!isError(error, staleVersion.code)) throw error;
    await runCommand(kernel, providerActor, keepAnswer, input);
  }
}

/** Asked again later, and nothing to put into the audit trail. */
async function heardNothingNew(kernel: Kernel, part: ProviderPart): Promise<void> {
  const now = kernel.clock.now();
  const heard = { heardAt: now, asks: part.asks + 1, askAt: nextAsk(part.asks, now) };
  await kernel.db.write(everyAuthority, (db) => updatePart(db, part, heard));
}

/** Calls the instance that the payment was begun with, if it serves the council and the service still. */
export async function callFor<T>(
  kernel: Kernel,
  { payment, part }: AtProvider,
  call: (instance: PaymentsInstance) => Promise<T>,
): Promise<Asked<T>> {
  const { authorityId, caseId } = payment;
  const found = caseId === null ? undefined : await findCase(kernel.db.read(everyAuthority), caseId);
  const wanted = { kind: 'payments', authorityId, service: found?.serviceKey ?? null } as const;
  const serving = adaptersFor(kernel.adapters, wanted).find(({ name }) => name === part.instance);
  if (!serving) return { ok: false, code: 'resting', words: 'The connection is not configured for this council now.' };
  return await tryInstance(kernel, serving, () => call(serving.instance));
}

/** @throws not_found for one that is recorded by hand, or isn't there */
export async function readAtProvider(kernel: Kernel, paymentId: string): Promise<AtProvider> {
  const db = kernel.db.read(everyAuthority);
  const payment = await findPayment(db, paymentId);
  const part = await findPart(db, paymentId);
  if (!payment || !part) throw notFound();
  return { payment, part };
}
