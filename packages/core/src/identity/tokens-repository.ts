import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { ApiToken } from './types.js';

interface TokenRow {
  id: string;
  name: string;
  person_id: string;
  permissions: string;
  created_at: Instant;
  expires_at: Instant;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
}

const columns = 't.id, t.name, t.person_id, t.permissions, t.created_at, t.expires_at, t.last_used_at, t.revoked_at';

function toToken(row: TokenRow): ApiToken {
  const permissions = JSON.parse(row.permissions) as string[] | null;
  return {
    id: row.id,
    name: row.name,
    personId: row.person_id,
    ...(permissions ? { permissions } : {}),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}

// Relies on api_tokens_token_hash_key; runs with every request of the API.
const usable = statement<{ tokenHash: string; now: Instant }, TokenRow & { display_name: string }>(
  `select ${columns}, p.display_name from api_tokens t
   join people p on p.id = t.person_id
   join staff_accounts a on a.person_id = t.person_id and a.disabled_at is null
   where t.token_hash = :tokenHash and t.revoked_at is null and t.expires_at > :now`,
);

/** A token that is neither revoked nor expired, of a person whose account is not disabled. */
export async function findUsableToken(
  db: Reads,
  tokenHash: string,
  now: Instant,
): Promise<{ token: ApiToken; name: string } | undefined> {
  const row = await db.first(usable, { tokenHash, now });
  return row && { token: toToken(row), name: row.display_name };
}

// Relies on api_tokens_person_id_idx.
const ofPerson = statement<{ person: string }, TokenRow>(
  `select ${columns} from api_tokens t where t.person_id = :person order by t.created_at desc, t.id`,
);

export async function listTokensOf(db: Reads, person: string): Promise<ApiToken[]> {
  return (await db.all(ofPerson, { person })).map(toToken);
}

export async function insertToken(db: Writes, token: ApiToken & { tokenHash: string }): Promise<void> {
  await db.insert('api_tokens', {
    id: token.id,
    token_hash: token.tokenHash,
    name: token.name,
    person_id: token.personId,
    permissions: JSON.stringify(token.permissions ?? null),
    created_at: token.createdAt,
    created_by: token.personId,
    expires_at: token.expiresAt,
  });
}

const revoke = statement<{ id: string; person: string; now: Instant }, never>(
  'update api_tokens set revoked_at = :now where id = :id and person_id = :person and revoked_at is null',
);

export async function revokeTokenOf(db: Writes, person: string, id: string, now: Instant): Promise<boolean> {
  return (await db.run(revoke, { id, person, now })) === 1;
}

const used = statement<{ id: string; now: Instant }, never>('update api_tokens set last_used_at = :now where id = :id');

export async function markUsed(db: Writes, id: string, now: Instant): Promise<void> {
  await db.run(used, { id, now });
}
