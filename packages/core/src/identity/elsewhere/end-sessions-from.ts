import type { SignOutNotice } from '@moothall/adapter-sdk';
import { SECOND_MS } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { auditSignIn } from '../audit-sign-in.js';
import { listSessionsFrom, removeSession } from '../sessions-repository.js';
import type { SignInConnection } from './connections.js';
import { findIdentity } from './identities-repository.js';

/** How far the other system’s clock may be behind ours. */
const toleranceMs = 30 * SECOND_MS;

/**
 * Ends the sessions that a connection’s system says have ended, and none that began after it said so: what it says may come
 * again, and late.
 */
export async function endSessionsFrom(
  kernel: Kernel,
  { name, authorityId }: SignInConnection,
  { issuer, subject, session, saidAt }: SignOutNotice,
): Promise<void> {
  await kernel.db.write(everyAuthority, async (db) => {
    const person = subject === null ? undefined : await findIdentity(db, { authorityId, issuer, subject });
    // Of a notice that names a session, the subject says no more.
    const whose = session === null ? { session, person } : { session, person: undefined };
    const ended = await listSessionsFrom(db, { connection: name, ...whose, begunBy: saidAt + toleranceMs });
    for (const one of ended) {
      await removeSession(db, one.tokenHash);
      const details = { sessions: 1, connection: name };
      await auditSignIn(kernel, db, 'identity.sign-out', { person: one.person, details });
    }
  });
}
