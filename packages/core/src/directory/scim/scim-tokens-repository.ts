import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** By which a council's own system proves who it is. Only the hash of the token is kept. */
export interface ScimToken {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly name: string;
  readonly createdAt: Instant;
  readonly createdByName: string;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

interface TokenRow {
  id: string;
  authority_id: AuthorityId;
  name: string;
  created_at: Instant;
  created_by_name: string;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
}

const columns = 't.id, t.authority_id, t.name, t.created_at, t.created_by_name, t.last_used_at, t.revoked_at';
const toToken = (row: TokenRow): ScimToken => ({
  ...{ id: row.id, authorityId: row.authority_id, name: row.name, createdAt: row.created_at },
  ...{ createdByName: row.created_by_name, lastUsedAt: row.last_used_at, revokedAt: row.revoked_at },
});

// Relies on scim_tokens_token_hash_key.
const byHash = statement<{ hash: string }, TokenRow>(
  `select ${columns} from @scim_tokens t where t.token_hash = :hash and t.revoked_at is null`,
);
const all = statement<Record<string, never>, TokenRow>(
  `select ${columns} from @scim_tokens t
   order by case when t.revoked_at is null then 0 else 1 end, t.authority_id, t.created_at desc, t.id limit 100`,
);
const good = statement<Record<string, never>, { count: number }>(
  'select count(*) as count from @scim_tokens t where t.revoked_at is null',
);
const byId = statement<{ id: string }, TokenRow>(`select ${columns} from @scim_tokens t where t.id = :id`);

/** The token of that hash, if it is in force. */
export async function findScimTokenByHash(db: Reads, hash: string): Promise<ScimToken | undefined> {
  const row = await db.first(byHash, { hash });
  return row && toToken(row);
}

export async function findScimToken(db: Reads, id: string): Promise<ScimToken | undefined> {
  const row = await db.first(byId, { id });
  return row && toToken(row);
}

export async function listAllScimTokens(db: Reads): Promise<ScimToken[]> {
  return (await db.all(all, {})).map(toToken);
}

export async function countGoodScimTokens(db: Reads): Promise<number> {
  return Number((await db.first(good, {}))?.count ?? 0);
}

export async function insertScimToken(
  db: Writes,
  token: Pick<ScimToken, 'id' | 'authorityId' | 'name' | 'createdAt' | 'createdByName'> & {
    readonly tokenHash: string;
  },
): Promise<void> {
  await db.insert('scim_tokens', {
    ...{ id: token.id, authority_id: token.authorityId, token_hash: token.tokenHash, name: token.name },
    ...{ created_at: token.createdAt, created_by_name: token.createdByName, last_used_at: null, revoked_at: null },
  });
}

export async function markScimTokenUsed(db: Writes, id: string, at: Instant): Promise<void> {
  await db.update('scim_tokens', { id }, { last_used_at: at });
}

export async function revokeToken(db: Writes, id: string, at: Instant): Promise<void> {
  await db.update('scim_tokens', { id }, { revoked_at: at });
}
