import { runCommand } from '../../kernel/command.js';
import { isError, staleVersion } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { nextAsk } from './online-rules.js';
import type { Refund } from './online-types.js';
import { callFor, providerActor, readAtProvider } from './provider.js';
import { keepRefund } from './refund-payment.js';
import { findRefund, listRefunds, updateRefund } from './refund-repository.js';

/** The provider won't ever: asking again would change nothing. */
const final = new Set(['refused', 'conflict', 'not_found']);

/** Has the provider give money back, or asks it how far it is. While it can't be asked, the refund waits. */
export async function makeRefund(kernel: Kernel, refundId: string): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const refund = await findRefund(db, refundId);
  if (!refund || refund.settledAt !== null) return;
  const at = await readAtProvider(kernel, refund.paymentId);
  const theirPayment = at.part.theirReference ?? '';
  const others = (await listRefunds(db, refund.paymentId)).filter(({ id }) => id !== refundId);
  const known = others.flatMap(({ theirReference }) => theirReference ?? []);
  const { id: key, amountPence, theirReference } = refund;
  const answer = await callFor(kernel, at, async (instance) =>
    theirReference === null
      ? await instance.refund?.({ key, theirPayment, amountPence, known })
      : await instance.findRefund?.(theirPayment, theirReference),
  );
  if (answer.ok && answer.value?.state === refund.state) return await later(kernel, refund, null);
  if (answer.ok && answer.value) return await keep(kernel, refundId, { ...answer.value, why: null });
  if (answer.ok) {
    const why = 'The provider gives nothing back by Moothall: do it where the provider’s own pages are.';
    return await keep(kernel, refundId, { state: 'failed', theirReference, why });
  }
  if (final.has(answer.code))
    return await keep(kernel, refundId, { state: 'failed', theirReference, why: answer.words.slice(0, 500) });
  await later(kernel, refund, answer.words);
}

async function later(kernel: Kernel, refund: Refund, words: string | null): Promise<void> {
  const { state, theirReference, settledAt, asks } = refund;
  const askAt = nextAsk(asks, kernel.clock.now());
  const next = { state, theirReference, settledAt, askAt, asks: asks + 1, why: words?.slice(0, 500) ?? null };
  await kernel.db.write(everyAuthority, (db) => updateRefund(db, refund, next));
}

interface Heard {
  readonly state: 'submitted' | 'refunded' | 'failed';
  readonly theirReference: string | null;
  readonly why: string | null;
}

async function keep(kernel: Kernel, id: string, { state, theirReference, why }: Heard): Promise<void> {
  const input = {
    id,
    state,
    theirReference,
    why: state === 'failed' ? (why ?? 'The provider could not do it.') : null,
  };
  try {
    await runCommand(kernel, providerActor, keepRefund, input);
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
    await runCommand(kernel, providerActor, keepRefund, input);
  }
}
