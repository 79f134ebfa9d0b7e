import { addWebhook, pauseWebhook } from '../../../events/index.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';

/** One of Westmoor's, paused: the demo calls nobody, and says so. */
export async function loadWebhooks(
  kernel: Kernel,
  { authorities }: { readonly authorities: LoadedAuthorities },
): Promise<void> {
  const authorityId = authorities.ids.get('westmoor');
  if (authorityId === undefined) return;
  const { id } = await runCommand(kernel, demoActor, addWebhook, {
    ...{ authorityId, address: 'https://warehouse.westmoor.example/moothall' },
    kinds: ['case.logged', 'case.status-changed', 'case.resolved', 'case.reopened'],
  });
  await runCommand(kernel, demoActor, pauseWebhook, { id, does: 'pause' });
}
