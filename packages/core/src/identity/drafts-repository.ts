import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

const one = statement<{ person: string; key: string; since: Instant }, { body: string }>(
  'select body from drafts where person_id = :person and key = :key and saved_at >= :since',
);

export async function findDraftBody(
  db: Reads,
  person: string,
  key: string,
  since: Instant,
): Promise<string | undefined> {
  return (await db.first(one, { person, key, since }))?.body;
}

const startingWith = statement<
  { person: string; from: string; to: string; since: Instant },
  { key: string; body: string; saved_at: Instant }
>(
  `select key, body, saved_at from drafts
   where person_id = :person and key >= :from and key < :to and saved_at >= :since order by saved_at, key`,
);

/** The person's drafts whose key begins with `prefix`, oldest first. */
export async function listDraftBodies(
  db: Reads,
  person: string,
  prefix: string,
  since: Instant,
): Promise<{ key: string; body: string; savedAt: Instant }[]> {
  const rows = await db.all(startingWith, { person, from: prefix, to: `${prefix}\u{10FFFF}`, since });
  return rows.map(({ key, body, saved_at }) => ({ key, body, savedAt: saved_at }));
}

const save = statement<{ person: string; key: string; body: string; now: Instant }, never>(
  `insert into drafts (person_id, key, body, saved_at) values (:person, :key, :body, :now)
   on conflict (person_id, key) do update set body = :body, saved_at = :now`,
);

export async function saveDraftBody(
  db: Writes,
  person: string,
  key: string,
  body: string,
  now: Instant,
): Promise<void> {
  await db.run(save, { person, key, body, now });
}

/** Answers whether there was one. */
export async function removeDraftRow(db: Writes, personId: string, key: string): Promise<boolean> {
  return (await db.remove('drafts', { person_id: personId, key })) === 1;
}

const old = statement<{ before: Instant }, never>('delete from drafts where saved_at < :before');

export async function removeOldDrafts(db: Writes, before: Instant): Promise<number> {
  return db.run(old, { before });
}
