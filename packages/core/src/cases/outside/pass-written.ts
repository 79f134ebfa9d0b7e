import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { courierActor } from './outside-couriers.js';
import { outsideErrors } from './outside-errors.js';
import { passOver } from './pass-over.js';
import { tellOutside } from './tell-outside.js';
import { findWritten, listWritten, type Written } from './words-repository.js';

/** Passes on what somebody wrote on a case that another system has: what the customer may read, and that they asked. */
export async function passWritten(kernel: Kernel, caseId: string, eventId: string): Promise<void> {
  const written = await findWritten(kernel.db.read(everyAuthority), eventId);
  if (written) await pass(kernel, caseId, written);
}

/** Passes on what was written between the logging of a case and its way to another system. */
export async function passAllWritten(kernel: Kernel, caseId: string): Promise<void> {
  for (const written of await listWritten(kernel.db.read(everyAuthority), caseId)) await pass(kernel, caseId, written);
}

/** By the event's id it goes once, whoever passes it on. */
async function pass(kernel: Kernel, caseId: string, { id: key, at: saidAt, ...written }: Written): Promise<void> {
  const text = wordsOf(written);
  if (text === undefined) return;
  const word = { caseId, kind: written.kind, key, text, saidAt, byName: written.byName };
  await passOver([outsideErrors.notSent], () => runCommand(kernel, courierActor, tellOutside, word));
}

function wordsOf({ kind, body, isForCustomer }: Pick<Written, 'kind' | 'body' | 'isForCustomer'>): string | undefined {
  if (kind === 'chase') return ['The customer asked how far it is.', body].filter(Boolean).join(' ');
  return isForCustomer && body !== null ? body : undefined;
}
