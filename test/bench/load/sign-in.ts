import { sessionCookie, startSession } from '#core/identity/index.js';
import { formToken } from '#core/kernel/http/tokens.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { SignedIn } from './samples.js';

/** A session of the adviser, second factor and all, without the half second that a password takes. */
export async function signIn(kernel: Kernel, personId: string): Promise<SignedIn> {
  const about = { personId, state: 'signed-in', secondFactorAt: kernel.clock.now() } as const;
  const { token, session } = await kernel.db.write(everyAuthority, (db) => startSession(kernel, db, about));
  return { cookie: `${sessionCookie}=${token}`, csrfToken: formToken(kernel.config.secrets.key, session.tokenHash) };
}
