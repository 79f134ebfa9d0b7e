import type { Writes } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { auditSignIn } from './audit-sign-in.js';
import { removeSession, removeSessionsOf } from './sessions-repository.js';

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Signs somebody out of one session: the one they are in, or another of theirs. */
export function endSession(kernel: Kernel, person: Person, tokenHash: string): Promise<void> {
  return endAndRecord(kernel, person, (db) => removeSession(db, tokenHash));
}

/** Signs somebody out everywhere. */
export function endAllSessions(kernel: Kernel, person: Person): Promise<void> {
  return endAndRecord(kernel, person, (db) => removeSessionsOf(db, person.id));
}

function endAndRecord(kernel: Kernel, person: Person, remove: (db: Writes) => Promise<number>): Promise<void> {
  return kernel.db.write(everyAuthority, async (db) => {
    const sessions = await remove(db);
    if (sessions > 0) await auditSignIn(kernel, db, 'identity.sign-out', { person, details: { sessions } });
  });
}
