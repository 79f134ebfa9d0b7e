import type { Grants, StaffActor } from '../kernel/actor.js';
import { formToken } from '../kernel/http/tokens.js';
import type { Kernel } from '../kernel/kernel.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import type { Visitor } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { findGrants, findHomeAuthority } from '../access/index.js';
import { ownAccount } from './permissions.js';
import { readPreferences } from './preferences.js';
import { sessionEnd } from './sessions.js';
import type { KnownSession } from './sessions-repository.js';

/** The visitor of a session that is fully signed in. */
export async function visitorOf(
  kernel: Kernel,
  permissions: readonly PermissionSpec[],
  { session, name, preferences, unreadNotifications, bulletinsReadAt }: KnownSession,
): Promise<Visitor> {
  const grants = await withOwnAccount(
    kernel,
    await findGrants(kernel, permissions, session.personId, session.origin?.authorityId),
    session.personId,
  );
  return {
    actor: { kind: 'staff', staffId: session.personId, name, grants, via: 'session', sessionId: session.tokenHash },
    session: {
      id: session.tokenHash,
      csrfToken: csrfTokenOf(kernel, session.tokenHash),
      expiresAt: sessionEnd(session, kernel.config),
      preferences: { ...readPreferences(preferences) },
      unreadNotifications,
      bulletinsReadAt,
    },
  };
}

/** Everybody looks after their own account, also somebody without a role. */
async function withOwnAccount(kernel: Kernel, grants: Grants, personId: string): Promise<Grants> {
  if (grants.has(ownAccount)) return grants;
  return new Map([...grants, ...(await ownAccountGrants(kernel, personId))]);
}

async function ownAccountGrants(kernel: Kernel, personId: string): Promise<Grants> {
  const authorityId = await findHomeAuthority(kernel.db.read(everyAuthority), personId, kernel.clock.now());
  return new Map([[ownAccount, [{ authorityId }]]]);
}

/** Somebody on the way from the password to the second factor: may change their own account and nothing else. */
export async function pendingActor(kernel: Kernel, { session, name }: KnownSession): Promise<StaffActor> {
  const grants = await ownAccountGrants(kernel, session.personId);
  return { kind: 'staff', staffId: session.personId, name, grants, via: 'session', sessionId: session.tokenHash };
}

/** By session: every page has it in its forms, and it never changes. */
const csrfTokens = new WeakMap<Kernel, Map<string, string>>();
const tokensAtMost = 2000;

function csrfTokenOf(kernel: Kernel, sessionId: string): string {
  let known = csrfTokens.get(kernel);
  if (!known) csrfTokens.set(kernel, (known = new Map<string, string>()));
  let token = known.get(sessionId);
  if (token === undefined) {
    if (known.size >= tokensAtMost) known.clear();
    known.set(sessionId, (token = formToken(kernel.config.secrets.key, sessionId)));
  }
  return token;
}
