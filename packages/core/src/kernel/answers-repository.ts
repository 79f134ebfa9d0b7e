import type { Actor } from './actor.js';
import type { Instant } from './clock.js';
import type { Writes } from './db/database.js';
import { statement } from './db/statement.js';
import { idempotencyMismatch } from './errors.js';

/** A request that a client may send twice under one key. */
export interface KeyedRequest {
  readonly actor: Actor;
  readonly key: string;
  readonly command: string;
  /** Of the parsed input. */
  readonly digest: string;
}

// Relies on the primary key (actor_id, key).
const earlierAnswer = statement<
  { actor: string; key: string },
  { command: string; request_digest: string; response: string }
>('select command, request_digest, response from idempotency_keys where actor_id = :actor and key = :key');

/** What the same request answered before. @throws idempotency_key_reused when the key came with another request */
export async function findEarlierAnswer(
  db: Writes,
  { actor, key, command, digest }: KeyedRequest,
): Promise<{ value: unknown } | undefined> {
  const earlier = await db.first(earlierAnswer, { actor: actorKey(actor), key });
  if (!earlier) return undefined;
  if (earlier.command !== command || earlier.request_digest !== digest) throw idempotencyMismatch();
  return { value: JSON.parse(earlier.response) as unknown };
}

export async function rememberAnswer(db: Writes, request: KeyedRequest, value: unknown, now: Instant): Promise<void> {
  await db.insert('idempotency_keys', {
    actor_id: actorKey(request.actor),
    key: request.key,
    command: request.command,
    request_digest: request.digest,
    response: JSON.stringify(value ?? null),
    created_at: now,
  });
}

function actorKey(actor: Actor): string {
  if (actor.kind === 'staff') return actor.staffId;
  return actor.kind === 'system' ? actor.reason : 'anonymous';
}
