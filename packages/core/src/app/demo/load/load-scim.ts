import { addScimGroup, addScimToken, newScimSecret } from '../../../directory/index.js';
import { runCommand } from '../../../kernel/command.js';
import { hashSecret } from '../../../kernel/http/tokens.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';

/** Westmoor's own system may keep its staff here, by a token whose secret nobody knows, and has sent a group. */
export async function loadScim(
  kernel: Kernel,
  { authorities }: { readonly authorities: LoadedAuthorities },
): Promise<void> {
  const authorityId = authorities.ids.get('westmoor');
  if (authorityId === undefined) return;
  const tokenHash = hashSecret(newScimSecret(kernel));
  await runCommand(kernel, demoActor, addScimToken, { authorityId, name: 'Entra ID', tokenHash });
  const group = { displayName: 'Contact centre advisers', externalId: 'entra-contact-centre', members: [] };
  await runCommand(kernel, demoActor, addScimGroup, { authorityId, ...group });
}
