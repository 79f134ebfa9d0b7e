import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { EventKindName } from '../catalogue.js';
import { instanceOf, type Webhook } from './types.js';

interface Row {
  id: string;
  authority_id: number;
  address: string;
  kinds: string;
  position: number;
  former_until_at: Instant | null;
  missed_at: Instant | null;
  created_at: Instant;
  created_by_name: string;
  version: number;
}

const columns =
  'id, authority_id, address, kinds, position, former_until_at, missed_at, created_at, created_by_name, version';

function toWebhook(row: Row): Webhook {
  return {
    ...{ id: row.id, authorityId: row.authority_id, address: row.address, position: row.position },
    kinds: JSON.parse(row.kinds) as readonly EventKindName[] | null,
    ...{ formerUntilAt: row.former_until_at, missedAt: row.missed_at },
    ...{ createdAt: row.created_at, createdByName: row.created_by_name, version: row.version },
  };
}

// As many as councils have made: `mostWebhooks` each.
const all = statement<Record<string, never>, Row>(`select ${columns} from @webhooks order by authority_id, id`);
const byId = statement<{ id: string }, Row>(`select ${columns} from @webhooks where id = :id`);
const secrets = statement<{ id: string }, { secret: string; former_secret: string | null }>(
  'select secret, former_secret from @webhooks where id = :id',
);

export async function listAllWebhooks(db: Reads): Promise<Webhook[]> {
  return (await db.all(all, {})).map(toWebhook);
}

export async function findWebhook(db: Reads, id: string): Promise<Webhook | undefined> {
  const row = await db.first(byId, { id });
  return row && toWebhook(row);
}

/** The sealed secrets of a webhook: the one in use, and the former. */
export function findSealed(
  db: Reads,
  id: string,
): Promise<{ readonly secret: string; readonly former_secret: string | null } | undefined> {
  return db.first(secrets, { id });
}

export async function insertWebhook(
  db: Writes,
  one: Omit<Webhook, 'formerUntilAt' | 'missedAt' | 'version'> & { readonly sealed: string },
): Promise<void> {
  await db.insert('webhooks', {
    ...{ id: one.id, authority_id: one.authorityId, address: one.address, kinds: JSON.stringify(one.kinds) },
    ...{ secret: one.sealed, position: one.position, created_at: one.createdAt, created_by_name: one.createdByName },
  });
}

/** Changes it if it still has the version that was read. Answers whether it had. */
export async function updateWebhook(
  db: Writes,
  { id, version }: Pick<Webhook, 'id' | 'version'>,
  changes: Readonly<Record<string, string | number | null>>,
): Promise<boolean> {
  return (await db.update('webhooks', { id, version }, { ...changes, version: version + 1 })) === 1;
}

/** Has it go on after an event, unless another process did so meanwhile. Answers whether it was still where it was read. */
export async function movePosition(
  db: Writes,
  { id, position }: Pick<Webhook, 'id' | 'position'>,
  to: { readonly position: number; readonly missedAt?: Instant },
): Promise<boolean> {
  const missed = to.missedAt === undefined ? {} : { missed_at: to.missedAt };
  return (await db.update('webhooks', { id, position }, { position: to.position, ...missed })) === 1;
}

/** With what waits for it or was given up; what was delivered stays for its time. */
export async function removeWebhook(db: Writes, one: Pick<Webhook, 'id'>): Promise<void> {
  const instance = instanceOf(one);
  await db.remove('deliveries', { instance, state: 'waiting' });
  await db.remove('deliveries', { instance, state: 'dead' });
  await db.remove('adapter_states', { instance });
  await db.remove('adapter_calls', { instance });
  await db.remove('webhooks', { id: one.id });
}
