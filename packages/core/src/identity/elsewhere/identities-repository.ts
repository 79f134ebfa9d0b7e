import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** As whom another system knows somebody: for one council, whatever other council it may serve as well. */
export interface SignInIdentity {
  readonly authorityId: AuthorityId;
  readonly issuer: string;
  readonly subject: string;
}

// Relies on the primary key.
const byIdentity = statement<{ authority: AuthorityId; issuer: string; subject: string }, { person_id: string }>(
  `select i.person_id from @sign_in_identities i
   where i.authority_id = :authority and i.issuer = :issuer and i.subject = :subject`,
);

/** Whose account it opens. */
export async function findIdentity(db: Reads, one: SignInIdentity): Promise<string | undefined> {
  const { authorityId: authority, issuer, subject } = one;
  return (await db.first(byIdentity, { authority, issuer, subject }))?.person_id;
}

export async function insertIdentity(
  db: Writes,
  { authorityId, issuer, subject }: SignInIdentity,
  personId: string,
  now: Instant,
): Promise<void> {
  const key = { authority_id: authorityId, issuer, subject };
  await db.insert('sign_in_identities', { ...key, person_id: personId, linked_at: now });
}
