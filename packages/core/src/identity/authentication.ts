import { setTimeout as pause } from 'node:timers/promises';
import { MINUTE_MS } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import { hashSecret } from '../kernel/http/tokens.js';
import type { Kernel } from '../kernel/kernel.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import type { Visitor } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { findGrants, restrictGrants } from '../access/index.js';
import { keepExpiredPost } from './drafts.js';
import { ownAccount } from './permissions.js';
import { findSession, markSeen, type KnownSession } from './sessions-repository.js';
import { sessionEnd } from './sessions.js';
import { findUsableToken, markUsed } from './tokens-repository.js';
import { visitorOf } from './visitors.js';

/** How the web face learns who is asking. */
export interface Authentication {
  /** The visitor of a session cookie; `expiredFor` names the person whose session has run out. */
  fromSession(token: string): Promise<{ visitor?: Visitor; expiredFor?: string }>;
  /** The visitor of an API token. */
  fromBearer(token: string): Promise<Visitor | undefined>;
  /** Keeps what an expired session was sending, so that it can be sent again after signing in. */
  keepExpiredPost(personId: string, path: string, body: unknown): Promise<void>;
}

/** How often "last seen" and "last used" are written at most. */
const markEveryMs = MINUTE_MS;

/** Says who is asking. `permissions` are those of all capabilities: what roles and grants are worked out from. */
export function createAuthentication(kernel: Kernel, permissions: readonly PermissionSpec[]): Authentication {
  const mark = markWithoutDelay(kernel);
  return {
    fromSession: (token) => fromSession(kernel, permissions, mark, token),
    fromBearer: (token) => fromBearer(kernel, permissions, mark, token),
    keepExpiredPost: (personId, path, body) => keepExpiredPost(kernel, personId, path, body),
  };
}

async function fromSession(
  kernel: Kernel,
  permissions: readonly PermissionSpec[],
  mark: Mark,
  token: string,
): Promise<{ visitor?: Visitor; expiredFor?: string }> {
  const known = await findSession(kernel.db.read(everyAuthority), hashSecret(token));
  if (!known || !isFullySignedIn(kernel, known)) return {};
  const { session } = known;
  const now = kernel.clock.now();
  if (now >= sessionEnd(session, kernel.config)) return { expiredFor: session.personId };
  if (now - session.lastSeenAt < markEveryMs) return { visitor: await visitorOf(kernel, permissions, known) };
  await mark(session.tokenHash, (db) => markSeen(db, session.tokenHash, now));
  return { visitor: await visitorOf(kernel, permissions, { ...known, session: { ...session, lastSeenAt: now } }) };
}

/**
 * The one place that decides whether a session counts. One that waits for its second factor is nobody's; so is one
 * from before the second factor became a duty, in the installation or for the account.
 */
function isFullySignedIn({ config }: Kernel, { session, isSecondFactorRequired }: KnownSession): boolean {
  if (session.state !== 'signed-in') return false;
  const isOptional = config.sessions.secondFactor === 'optional' && !isSecondFactorRequired;
  return isOptional || session.secondFactorAt !== undefined;
}

async function fromBearer(
  kernel: Kernel,
  permissions: readonly PermissionSpec[],
  mark: Mark,
  bearer: string,
): Promise<Visitor | undefined> {
  const now = kernel.clock.now();
  const found = await findUsableToken(kernel.db.read(everyAuthority), hashSecret(bearer), now);
  if (!found) return undefined;
  const { token, name } = found;
  const held = await findGrants(kernel, permissions, token.personId);
  // A token never changes the account that it belongs to: else whoever finds it could keep it alive for ever.
  const allowed = (token.permissions ?? [...held.keys()]).filter((permission) => permission !== ownAccount);
  if (now - (token.lastUsedAt ?? 0) >= markEveryMs) await mark(token.id, (db) => markUsed(db, token.id, now));
  const grants = restrictGrants(held, allowed);
  return { actor: { kind: 'staff', staffId: token.personId, name, grants, via: 'token' } };
}

type Mark = (id: string, write: (db: Writes) => Promise<void>) => Promise<void>;

/** A reader waits for this at most; a locked database would hold them up for seconds. */
const markWithinMs = 200;

/** Stores times of last use, one at a time for each id. When that takes long, it goes on behind the reader's back. */
function markWithoutDelay(kernel: Kernel): Mark {
  const underWay = new Set<string>();
  return async (id, write) => {
    if (underWay.has(id)) return;
    underWay.add(id);
    const stored = kernel.db
      .write(everyAuthority, write)
      .catch((error: unknown) => kernel.log.warn({ err: error }, 'the time of last use could not be stored'))
      .finally(() => underWay.delete(id));
    await Promise.race([stored, pause(markWithinMs, undefined, { ref: false })]);
  };
}
