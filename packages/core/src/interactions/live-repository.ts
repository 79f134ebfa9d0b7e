import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { capturedFlag } from './captured/captured-repository.js';
import type { Channel } from './types.js';

/** Contacts under way that came in the same way. */
export interface OpenContacts {
  readonly authorityId: AuthorityId;
  readonly lineId: string | null;
  readonly channel: Channel;
  readonly open: number;
  /** When the longest of them began. */
  readonly since: Instant;
}

// Relies on interactions_open_idx.
const openNow = statement<
  Record<string, never>,
  { authority_id: number; line_id: string | null; channel: string; open: number; since: Instant }
>(
  `select i.authority_id, i.line_id, i.channel, count(*) as open, min(i.started_at) as since from @interactions i
   where i.state = 'open' and ${capturedFlag} = 0 group by i.authority_id, i.line_id, i.channel order by since`,
);
// Relies on interactions_authority_id_started_at_idx.
const begunSince = statement<{ since: Instant }, { contacts: number }>(
  'select count(*) as contacts from @interactions i where i.started_at >= :since',
);

/** Contacts under way in which somebody waits, by council, line and channel; those that hold the longest one first. */
export async function countOpen(db: Reads): Promise<OpenContacts[]> {
  return (await db.all(openNow, {})).map((row) => ({
    ...{ authorityId: row.authority_id, lineId: row.line_id, open: Number(row.open), since: Number(row.since) },
    channel: row.channel as Channel,
  }));
}

/** How many contacts began at that instant or later. */
export async function countBegun(db: Reads, since: Instant): Promise<number> {
  return Number((await db.first(begunSince, { since }))?.contacts ?? 0);
}
