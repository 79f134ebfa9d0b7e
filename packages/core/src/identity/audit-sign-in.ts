import { anonymous, type Actor, type StaffActor } from '../kernel/actor.js';
import { digest } from '../kernel/digest.js';
import { writeAudit } from '../kernel/records-repository.js';
import type { Writes } from '../kernel/db/database.js';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AuthorityId } from '../kernel/scope.js';
import { findHomeAuthority } from '../access/index.js';

/** What happens on the way in and out. Sessions are the kernel's exception from `runCommand`, so these rows are written here. */
export type SignInEvent =
  | 'identity.sign-in'
  | 'identity.sign-out'
  | 'identity.sign-in-refused'
  | 'identity.sign-in-blocked'
  | 'identity.second-factor-refused'
  | 'identity.recovery-code-used';

/** The others may be somebody else's doing. */
const byThePerson: ReadonlySet<SignInEvent> = new Set<SignInEvent>(['identity.sign-in', 'identity.sign-out']);

/** No such person: what the row speaks of instead. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Writes one audit row of signing in, under the person's authority or the partnership. The work is the same for a
 * name that nobody has; the row then holds only a digest of what was typed.
 */
export async function auditSignIn(
  kernel: Kernel,
  db: Writes,
  event: SignInEvent,
  about: {
    person?: { id: string; name: string } | undefined;
    typedName?: string;
    details?: Record<string, unknown>;
    /** Where somebody whom nobody knows was to be signed in. */
    at?: AuthorityId;
  },
): Promise<void> {
  const now = kernel.clock.now();
  const { person, typedName, details } = about;
  const home = await findHomeAuthority(db, person?.id ?? nobody, now);
  const authorityId = about.at ?? home;
  const subject = person
    ? { kind: 'person', id: person.id }
    : { kind: 'sign-in-name', id: digest([kernel.config.secrets.key, typedName]) };
  const actor = person && byThePerson.has(event) ? actorOf(person) : anonymous;
  const note = { authorityId, subject, ...(details ? { details } : {}) };
  await writeAudit(db, [{ id: newId(kernel.clock, kernel.random), at: now, actor, action: event, note }]);
}

function actorOf({ id, name }: { id: string; name: string }): Actor {
  return { kind: 'staff', staffId: id, name, grants: new Map(), via: 'session' } satisfies StaffActor;
}
