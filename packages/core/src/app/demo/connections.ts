import { pauseAdapter, queueDelivery } from '../../adapters/index.js';
import { listQueue } from '../../cases/index.js';
import { messageCourier, sendMessage } from '../../correspondence/index.js';
import { fixedClock, HOUR_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { badInput, isError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { runQuery } from '../../kernel/query.js';
import { listAuthorities } from '../../authorities/index.js';
import { demoActor } from './load/load-authorities.js';

const use = '@moothall/adapter-sandbox/notifications';

/**
 * The demo's connections, as `moothall.yaml` has them. None reaches anything: one works, one is paused, and the printers
 * of one are away, so that what should have been printed a day ago is given up.
 */
export const demoConnections = {
  gateway: { use, settings: { channels: ['email', 'text'] } },
  dunmere: { use, authorities: ['dunmere'] },
  printers: { use, authorities: ['westmoor'], settings: { channels: ['letter'], behaves: 'failing' } },
} as const;

/** Enough for the breaker to open. */
const letters = 6;

/** Pauses Dunmere's connection, and has letters of Westmoor wait since yesterday. The kernel has the connections. */
export async function useConnections(kernel: Kernel): Promise<void> {
  await runCommand(kernel, demoActor, pauseAdapter, { name: 'dunmere', does: 'pause' });
  const slug = 'westmoor';
  const westmoor = (await listAuthorities(kernel)).find((authority) => authority.slug === slug);
  if (!westmoor) throw new Error(`the demo has no ${slug}`);
  const { items } = await runQuery(kernel, demoActor, listQueue, { authority: westmoor.id, limit: 50 });
  const yesterday = { ...kernel, clock: fixedClock(kernel.clock.now() - 26 * HOUR_MS) };
  let written = 0;
  for (const { id: caseId, customerId, restricted } of items) {
    if (written === letters) break;
    if (customerId === null || restricted) continue;
    const messageId = await writeLetter(kernel, caseId);
    if (messageId === undefined) continue;
    const about = { authorityId: westmoor.id, subjectId: messageId, idempotencyKey: messageId, orderKey: caseId };
    await queueDelivery(yesterday, messageCourier, { ...about, service: null, variant: 'letter' });
    written += 1;
  }
}

/** Answers which message it is, where one may go to them by letter. */
async function writeLetter(kernel: Kernel, caseId: string): Promise<string | undefined> {
  const about = { caseId, channel: 'letter', subject: '{service}: {reference}' } as const;
  const body = 'Dear {customer-name},\n\nWe are on it, and aim to finish: {due-date}.\n\n{team}\n{council}';
  try {
    const { id, state } = await runCommand(kernel, demoActor, sendMessage, { ...about, body });
    return state === 'waiting' ? id : undefined;
  } catch (error) {
    if (isError(error, badInput.code)) return undefined; // no address is known
    throw error;
  }
}
