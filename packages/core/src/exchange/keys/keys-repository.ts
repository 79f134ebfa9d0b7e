import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';

/** One of the installation's own keys, without its private half. */
export interface OwnKey {
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly madeAt: Instant;
  /** Signs from then on, until the next one does. */
  readonly fromAt: Instant;
}

interface KeyRow {
  fingerprint: string;
  public_key: string;
  made_at: Instant;
  from_at: Instant;
}

const all = statement<Record<string, never>, KeyRow>(
  'select fingerprint, public_key, made_at, from_at from exchange_keys order by from_at desc, fingerprint',
);

/** The newest first; there are never many. */
export async function listKeys(db: Reads): Promise<OwnKey[]> {
  const rows = await db.all(all, {});
  return rows.map((row) => ({
    fingerprint: row.fingerprint,
    publicKey: row.public_key,
    madeAt: row.made_at,
    fromAt: row.from_at,
  }));
}

export async function insertKey(db: Writes, { fingerprint, publicKey, madeAt, fromAt }: OwnKey): Promise<void> {
  await db.insert('exchange_keys', { fingerprint, public_key: publicKey, made_at: madeAt, from_at: fromAt });
}
