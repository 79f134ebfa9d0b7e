import type { Instant } from '../../kernel/clock.js';
import type { Database, Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';

/** How far a stream has come in one authority's chain, and how far the chain reaches. */
export interface StreamPosition {
  readonly authorityId: AuthorityId;
  /** The authority's address in Moothall. */
  readonly slug: string;
  /** The last place that was sent; 0: none. */
  readonly sent: number;
  /** When that was stored; null: never. */
  readonly sentAt: Instant | null;
  readonly head: number;
}

// Relies on the primary key of audit_seals, (authority_id, seq): the last of each is one look-up.
const positions = statement<{ stream: string }, Omit<StreamPosition, 'sent'> & { sent: number | null }>(
  `select a.id as "authorityId", a.slug, p.seq as sent, p.sent_at as "sentAt",
     coalesce((select s.seq from @audit_seals s where s.authority_id = a.id order by s.seq desc limit 1), 0) as head
   from authorities a left join @audit_stream_positions p on p.authority_id = a.id and p.stream = :stream order by a.id`,
);

export async function listPositions(db: Reads, stream: string): Promise<StreamPosition[]> {
  return (await db.all(positions, { stream })).map((row) => ({ ...row, sent: row.sent ?? 0 }));
}

const keep = statement<{ authority: AuthorityId; stream: string; seq: number; now: Instant }, never>(
  `insert into audit_stream_positions (authority_id, stream, seq, sent_at) values (:authority, :stream, :seq, :now)
   on conflict (authority_id, stream) do update set seq = excluded.seq, sent_at = excluded.sent_at`,
);

/** Stores how far a stream has come. */
export async function keepPositions(
  db: Database,
  stream: string,
  reached: ReadonlyMap<AuthorityId, number>,
  now: Instant,
): Promise<void> {
  await db.write(everyAuthority, async (writes) => {
    for (const [authority, seq] of reached) await writes.run(keep, { authority, stream, seq, now });
  });
}
