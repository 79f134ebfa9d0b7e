import { HOUR_MS, MINUTE_MS, type Instant } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import type { Writes } from '../kernel/db/database.js';
import { hashSecret } from '../kernel/http/tokens.js';
import type { Kernel } from '../kernel/kernel.js';
import type { Cookie } from '../kernel/route.js';
import { sessionCookie } from './session-cookie.js';
import { insertSession } from './sessions-repository.js';
import type { Session, SessionOrigin, SessionState } from './types.js';

/** How long the way from the password to the second factor may take. */
const pendingMs = 15 * MINUTE_MS;
const tokenBytes = 32;

/** A session that has just begun: its token goes to the browser, only the hash stays. */
export interface NewSession {
  readonly token: string;
  readonly session: Session;
}

/** Begins a session under a token that nobody could have known before. */
export async function startSession(
  kernel: Kernel,
  db: Writes,
  about: { personId: string; state: SessionState; secondFactorAt?: Instant; origin?: SessionOrigin },
): Promise<NewSession> {
  const now = kernel.clock.now();
  const token = kernel.random(tokenBytes).toString('base64url');
  const lastsMs = about.state === 'signed-in' ? kernel.config.sessions.absoluteHours * HOUR_MS : pendingMs;
  const session: Session = {
    ...about,
    tokenHash: hashSecret(token),
    startedAt: now,
    lastSeenAt: now,
    expiresAt: now + lastsMs,
  };
  await insertSession(db, session);
  return { token, session };
}

/** When a session ends if nobody uses it again. */
export function sessionEnd(session: Session, { sessions }: Pick<Config, 'sessions'>): Instant {
  return Math.min(session.expiresAt, session.lastSeenAt + sessions.idleMinutes * MINUTE_MS);
}

export function cookieOf(session: NewSession): Cookie {
  return { name: sessionCookie, value: session.token };
}

export const noSessionCookie: Cookie = { name: sessionCookie, value: '', maxAgeS: 0 };
