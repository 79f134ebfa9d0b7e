import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { KeyRight, Open311Key } from './key-types.js';

interface Row {
  id: string;
  authority_id: number;
  name: string;
  rights: string;
  created_at: Instant;
  created_by_name: string;
  revoked_at: Instant | null;
  revoked_by_name: string | null;
}

const columns =
  'k.id, k.authority_id, k.name, k.rights, k.created_at, k.created_by_name, k.revoked_at, k.revoked_by_name';

function toKey(row: Row): Open311Key {
  return {
    ...{ id: row.id, authorityId: row.authority_id, name: row.name },
    rights: JSON.parse(row.rights) as readonly KeyRight[],
    ...{ createdAt: row.created_at, createdByName: row.created_by_name },
    ...{ revokedAt: row.revoked_at, revokedByName: row.revoked_by_name },
  };
}

// Relies on report_keys_secret_hash_key.
const bySecret = statement<{ hash: string }, Row>(
  `select ${columns} from @report_keys k where k.secret_hash = :hash and k.revoked_at is null`,
);
const byId = statement<{ id: string }, Row>(`select ${columns} from @report_keys k where k.id = :id`);
// As many as councils have made: `mostKeys` each that are good. Each asks for its latest report by reported_cases_key_id_made_at_idx.
const all = statement<Record<string, never>, Row & { reported_at: Instant | null }>(
  `select ${columns},
     (select max(r.made_at) from @reported_cases r where r.key_id = k.id) as reported_at
   from @report_keys k order by k.authority_id, case when k.revoked_at is null then 0 else 1 end, k.name, k.id limit 500`,
);

/** The key with that secret, unless it is revoked. */
export async function findUsableKey(db: Reads, hash: string): Promise<Open311Key | undefined> {
  const row = await db.first(bySecret, { hash });
  return row && toKey(row);
}

export async function findKey(db: Reads, id: string): Promise<Open311Key | undefined> {
  const row = await db.first(byId, { id });
  return row && toKey(row);
}

/** A key, and when the latest report came with it; null: none has. */
export interface KeyInUse extends Open311Key {
  readonly reportedAt: Instant | null;
}

/** The good ones first. */
export async function listAllKeys(db: Reads): Promise<KeyInUse[]> {
  return (await db.all(all, {})).map((row) => ({ ...toKey(row), reportedAt: row.reported_at }));
}

export async function insertKey(
  db: Writes,
  one: Omit<Open311Key, 'revokedAt' | 'revokedByName'> & { readonly secretHash: string },
): Promise<void> {
  await db.insert('report_keys', {
    ...{ id: one.id, authority_id: one.authorityId, name: one.name, secret_hash: one.secretHash },
    ...{ rights: JSON.stringify(one.rights), created_at: one.createdAt, created_by_name: one.createdByName },
  });
}

export async function endKey(db: Writes, id: string, at: Instant, byName: string): Promise<void> {
  await db.update('report_keys', { id }, { revoked_at: at, revoked_by_name: byName });
}
