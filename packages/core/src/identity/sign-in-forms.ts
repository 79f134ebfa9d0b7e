import { formToken, hashSecret, sameText } from '../kernel/http/tokens.js';
import type { Kernel } from '../kernel/kernel.js';
import type { Cookie, RouteContext } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { beforeSignInCookie, sessionCookie } from './session-cookie.js';
import { findSession, type KnownSession } from './sessions-repository.js';
import type { SessionState } from './types.js';

type AnyContext = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'cookies' | 'now'>;

/*
 * Forms before anyone is signed in carry a token too: else another site could sign a browser in as somebody else
 * (login CSRF). It is made of a cookie that only this site can set.
 */

const cookieValue = /^[\w-]{22}$/;

/** The token for a sign-in form, and the cookie that it goes with. */
export function openForm({ kernel, cookies }: AnyContext): { csrfToken: string; cookies: Cookie[] } {
  const given = cookies[beforeSignInCookie];
  const value = given && cookieValue.test(given) ? given : kernel.random(16).toString('base64url');
  return { csrfToken: tokenFor(kernel, value), cookies: [{ name: beforeSignInCookie, value }] };
}

export function isOwnForm({ kernel, cookies }: AnyContext, csrfToken: string): boolean {
  const given = cookies[beforeSignInCookie];
  return given !== undefined && cookieValue.test(given) && sameText(tokenFor(kernel, given), csrfToken);
}

function tokenFor(kernel: Kernel, value: string): string {
  return formToken(kernel.config.secrets.key, `before:${value}`);
}

/** The session of this browser that waits for that step, if there is one. */
export async function findPending(
  { kernel, cookies, now }: AnyContext,
  state: Exclude<SessionState, 'signed-in'>,
): Promise<KnownSession | undefined> {
  const token = cookies[sessionCookie];
  if (!token) return undefined;
  const known = await findSession(kernel.db.read(everyAuthority), hashSecret(token));
  return known?.session.state === state && now < known.session.expiresAt ? known : undefined;
}
