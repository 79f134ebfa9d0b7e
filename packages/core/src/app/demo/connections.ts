import { pauseAdapter } from '../../adapters/index.js';
import { listAuthorities } from '../../authorities/index.js';
import { listQueue } from '../../cases/index.js';
import { sendMessage } from '../../correspondence/index.js';
import { runCommand } from '../../kernel/command.js';
import { badInput, isError } from '../../kernel/errors.js';
import type { Kernel } from '../../kernel/kernel.js';
import { runQuery } from '../../kernel/query.js';
import { demoActor } from './load/load-authorities.js';

const use = '@moothall/adapter-sandbox/notifications';

/**
 * The demo's connections, as `moothall.yaml` has them. None reaches anything: one works, one is paused, and the printers
 * of one refuse what the sandbox is told to refuse, so that it is given up.
 */
export const demoConnections = {
  gateway: { use, settings: { channels: ['email', 'text'] } },
  dunmere: { use, authorities: ['dunmere'] },
  printers: { use, authorities: ['westmoor'], settings: { channels: ['letter'] } },
} as const;

const letters = 3;

/** Pauses Dunmere's connection, and writes letters of Westmoor that are refused. The kernel has the connections. */
export async function useConnections(kernel: Kernel): Promise<void> {
  await runCommand(kernel, demoActor, pauseAdapter, { name: 'dunmere', does: 'pause' });
  const slug = 'westmoor';
  const westmoor = (await listAuthorities(kernel)).find((authority) => authority.slug === slug);
  if (!westmoor) throw new Error(`the demo has no ${slug}`);
  const { items } = await runQuery(kernel, demoActor, listQueue, { authority: westmoor.id, limit: 50 });
  let written = 0;
  for (const { id: caseId, customerId, restricted } of items) {
    if (written === letters) break;
    if (customerId !== null && !restricted && (await writeLetter(kernel, caseId))) written += 1;
  }
}

/** Whether one may go to them by letter. */
async function writeLetter(kernel: Kernel, caseId: string): Promise<boolean> {
  const about = { caseId, channel: 'letter', subject: '{service}: {reference}' } as const;
  const words = 'Dear {customer-name},\n\nWe are on it, and aim to finish: {due-date}.\n\n{team}\n{council}';
  // The sandbox does as the last line says.
  const body = `${words}\n\nFor the printers: sandbox:refused`;
  try {
    return (await runCommand(kernel, demoActor, sendMessage, { ...about, body })).state === 'waiting';
  } catch (error) {
    if (isError(error, badInput.code)) return false; // no address is known
    throw error;
  }
}
