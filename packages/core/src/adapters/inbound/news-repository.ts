import type { Instant } from '../../kernel/clock.js';
import type { Database, Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';
import type { KeptNews, NewsState } from './inbound-types.js';

// Relies on inbound_news_instance_news_key_key: what is told twice, at once or weeks later, is there once.
const insertOnce = statement<Record<string, string | number | null>, never>(
  `insert into inbound_news (id, instance, news_key, what, about, happened_at, received_at, said, state, attempts, next_try_at)
   values (:id, :instance, :key, :what, :about, :happenedAt, :receivedAt, :said, 'new', 0, :receivedAt)
   on conflict (instance, news_key) do nothing`,
);

/** Keeps what isn't there yet by its key. A request brings a hundred at most, and mostly one. */
export async function insertNews(db: Writes, list: readonly KeptNews[]): Promise<void> {
  for (const one of list) await db.run(insertOnce, { ...one, said: JSON.stringify(one.said) });
}

interface NewsRow {
  id: string;
  instance: string;
  news_key: string;
  what: string;
  about: string | null;
  happened_at: Instant;
  received_at: Instant;
  said: string | null;
  attempts: number;
}

type Claim = { instance: string; now: Instant; until: Instant; limit: number };

// Relies on inbound_news_instance_state_next_try_at_idx. Whoever claims some puts their next time on, so that a worker that
// died leaves them to the next.
const claimText = (skipLocked: string): string => `
  update inbound_news set attempts = attempts + 1, next_try_at = :until
  where id in (
    select n.id from @inbound_news n where n.instance = :instance and n.state = 'new' and n.next_try_at <= :now
    order by n.next_try_at, n.id limit :limit ${skipLocked})
  returning id, instance, news_key, what, about, happened_at, received_at, said, attempts`;
const claimOnSqlite = statement<Claim, NewsRow>(claimText(''));
const claimOnPostgres = statement<Claim, NewsRow>(claimText('for update skip locked'));

/** News of an instance that is to be taken now, claimed for this worker, in the order in which it happened. */
export async function claimNews(db: Database, claim: Claim): Promise<KeptNews[]> {
  const text = db.engine === 'postgres' ? claimOnPostgres : claimOnSqlite;
  const rows = await db.write(everyAuthority, (writes) => writes.all(text, claim));
  return rows.map(toNews).sort((a, b) => a.happenedAt - b.happenedAt || (a.id < b.id ? -1 : 1));
}

function toNews(row: NewsRow): KeptNews {
  const { id, instance, what, about, attempts } = row;
  const said: unknown = JSON.parse(row.said ?? 'null');
  const times = { happenedAt: row.happened_at, receivedAt: row.received_at };
  return { id, instance, key: row.news_key, what, about, attempts, said, ...times };
}

// Relies on inbound_news_instance_about_happened_at_idx.
const newer = statement<{ instance: string; about: string; at: Instant }, { found: number }>(
  `select 1 as found from @inbound_news
   where instance = :instance and about = :about and happened_at > :at and state = 'taken' limit 1`,
);

/** Whether something was taken that happened to the same thing later. */
export async function hasNewer(db: Reads, { instance, about, happenedAt: at }: KeptNews): Promise<boolean> {
  return about !== null && (await db.first(newer, { instance, about, at })) !== undefined;
}

/** Settles news, of which nothing but its key and its times then stays. Answers whether it still was to be settled. */
export async function settleNews(
  db: Writes,
  { id }: Pick<KeptNews, 'id'>,
  state: Exclude<NewsState, 'new'>,
  now: Instant,
): Promise<boolean> {
  return (await db.update('inbound_news', { id, state: 'new' }, { state, settled_at: now, said: null })) === 1;
}

/** Has it taken later. */
export async function putNewsOff(db: Writes, { id }: Pick<KeptNews, 'id'>, until: Instant): Promise<void> {
  await db.update('inbound_news', { id, state: 'new' }, { next_try_at: until });
}

// Relies on inbound_news_settled_at_idx.
const forget = statement<{ before: Instant }, never>('delete from inbound_news where settled_at < :before');

export function forgetNews(db: Writes, before: Instant): Promise<number> {
  return db.run(forget, { before });
}

// Relies on inbound_news_instance_state_next_try_at_idx, and inbound_news_instance_received_at_idx for the last.
const counts = statement<{ instances: readonly string[] }, { instance: string; state: string; count: number }>(
  `select instance, state, count(*) as count from @inbound_news
   where instance in (:instances*) and state in ('new', 'given-up') group by instance, state`,
);
const heard = statement<{ instances: readonly string[] }, { instance: string; last: Instant }>(
  `select instance, max(received_at) as last from @inbound_news where instance in (:instances*) group by instance`,
);

/** What came in at an instance. */
export interface HeardFrom {
  /** When it last told something new. */
  readonly lastAt: Instant | null;
  readonly waiting: number;
  readonly givenUp: number;
}

/** What came in, by instance. */
export async function readHeard(db: Reads, instances: readonly string[]): Promise<ReadonlyMap<string, HeardFrom>> {
  if (instances.length === 0) return new Map();
  const counted = await db.all(counts, { instances });
  const last = await db.all(heard, { instances });
  const countOf = (name: string, state: string): number =>
    Number(counted.find((row) => row.instance === name && row.state === state)?.count ?? 0);
  return new Map(
    instances.map((name) => {
      const at = last.find(({ instance }) => instance === name)?.last;
      const lastAt = at === undefined ? null : Number(at);
      return [name, { lastAt, waiting: countOf(name, 'new'), givenUp: countOf(name, 'given-up') }];
    }),
  );
}
