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

/** The account that such an identity opens, and how it came to. */
export interface LinkedIdentity extends SignInIdentity {
  readonly id: string;
  readonly personId: string;
  readonly linkedAt: Instant;
  /** The name of whoever linked them, or how they came by it. */
  readonly linkedBy: string;
}

// Relies on sign_in_identities_authority_id_issuer_subject_key.
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
  { id, authorityId, issuer, subject, personId, linkedAt, linkedBy }: LinkedIdentity,
): Promise<void> {
  const key = { id, authority_id: authorityId, issuer, subject };
  await db.insert('sign_in_identities', { ...key, person_id: personId, linked_at: linkedAt, linked_by: linkedBy });
}

export async function removeIdentity(db: Writes, id: string): Promise<void> {
  await db.remove('sign_in_identities', { id });
}

/** One of the list: with the account that it opens. */
export interface ListedIdentity extends LinkedIdentity {
  readonly name: string;
  readonly sortName: string;
  readonly signInName: string;
  readonly lastSignedInAt: Instant | null;
}

interface ListedRow {
  id: string;
  authority_id: AuthorityId;
  issuer: string;
  subject: string;
  person_id: string;
  linked_at: Instant;
  linked_by: string;
  display_name: string;
  sort_name: string;
  sign_in_name: string;
  last_signed_in_at: Instant | null;
}

const joined = `select i.id, i.authority_id, i.issuer, i.subject, i.person_id, i.linked_at, i.linked_by, p.display_name,
    p.sort_name, a.sign_in_name, a.last_signed_in_at
  from @sign_in_identities i join people p on p.id = i.person_id join staff_accounts a on a.person_id = i.person_id`;

const toListed = (row: ListedRow): ListedIdentity => ({
  ...{ id: row.id, authorityId: row.authority_id, issuer: row.issuer, subject: row.subject, personId: row.person_id },
  ...{ linkedAt: row.linked_at, linkedBy: row.linked_by, name: row.display_name, sortName: row.sort_name },
  ...{ signInName: row.sign_in_name, lastSignedInAt: row.last_signed_in_at },
});

const byId = statement<{ id: string }, ListedRow>(`${joined} where i.id = :id`);
// Some thousand people at most.
const page = statement<{ words: string; name: string; afterName: string; afterId: string; limit: number }, ListedRow>(
  `${joined} where (p.sort_name like :words or a.sign_in_name = :name)
     and (p.sort_name > :afterName or (p.sort_name = :afterName and i.id > :afterId))
   order by p.sort_name, i.id limit :limit`,
);
const lowestId = '00000000-0000-0000-0000-000000000000';

export async function findListedIdentity(db: Reads, id: string): Promise<ListedIdentity | undefined> {
  const row = await db.first(byId, { id });
  return row && toListed(row);
}

/** By name, from after `after` on; `name` is part of a folded name, or a whole sign-in name. */
export async function listIdentities(
  db: Reads,
  { name, after, limit }: { name: string; after: { sortName: string; id: string } | undefined; limit: number },
): Promise<ListedIdentity[]> {
  const words = `%${name.replace(/[%_\\]/g, '')}%`;
  const from = { afterName: after?.sortName ?? '', afterId: after?.id ?? lowestId };
  return (await db.all(page, { words, name, ...from, limit })).map(toListed);
}
