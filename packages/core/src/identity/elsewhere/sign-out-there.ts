import type { Kernel } from '../../kernel/kernel.js';
import { openSealed } from '../seal.js';
import type { Session } from '../types.js';
import { findSignIn } from './connections.js';
import { hintPurpose } from './let-in.js';

/** Where the browser goes to sign out of the system by which a session was begun; undefined: nowhere. */
export async function signOutThere(
  kernel: Kernel,
  { origin, personId }: Session,
): Promise<{ readonly goTo: URL; readonly label: string } | undefined> {
  const connection = origin && findSignIn(kernel, origin.connection);
  if (!connection) return undefined;
  const sealed = origin.signOutHint;
  const hint = sealed === null ? null : (openSealed(kernel, hintPurpose(personId), sealed) ?? null);
  const returnTo = new URL('/sign-in', kernel.config.origin);
  const answer = await connection.ask(async (instance) => (await instance.signOut?.({ hint, returnTo })) ?? null);
  return answer?.value ? { goTo: answer.value, label: connection.label } : undefined;
}
