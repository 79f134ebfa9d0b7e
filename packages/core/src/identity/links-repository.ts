import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

const usable = statement<
  { tokenHash: string; now: Instant },
  { person_id: string; sign_in_name: string; display_name: string }
>(
  `select l.person_id, a.sign_in_name, p.display_name from password_links l
   join staff_accounts a on a.person_id = l.person_id and a.disabled_at is null
   join people p on p.id = l.person_id
   where l.token_hash = :tokenHash and l.expires_at > :now`,
);

/** Whose password a link sets; undefined when it was used, has run out, or never was. */
export interface PasswordLink {
  readonly personId: string;
  readonly signInName: string;
  readonly displayName: string;
}

export async function findPasswordLink(db: Reads, tokenHash: string, now: Instant): Promise<PasswordLink | undefined> {
  const row = await db.first(usable, { tokenHash, now });
  return row && { personId: row.person_id, signInName: row.sign_in_name, displayName: row.display_name };
}

export async function insertPasswordLink(
  db: Writes,
  link: { tokenHash: string; personId: string; createdBy: string | null; expiresAt: Instant },
): Promise<void> {
  await db.insert('password_links', {
    token_hash: link.tokenHash,
    person_id: link.personId,
    created_by: link.createdBy,
    expires_at: link.expiresAt,
  });
}

/** Answers whether it was there: of two requests with one link, one finds it. */
export async function takePasswordLink(db: Writes, tokenHash: string): Promise<boolean> {
  return (await db.remove('password_links', { token_hash: tokenHash })) === 1;
}

export async function removePasswordLinksOf(db: Writes, personId: string): Promise<void> {
  await db.remove('password_links', { person_id: personId });
}

const past = statement<{ now: Instant }, never>('delete from password_links where expires_at <= :now');

export async function removePastLinks(db: Writes, now: Instant): Promise<number> {
  return db.run(past, { now });
}
