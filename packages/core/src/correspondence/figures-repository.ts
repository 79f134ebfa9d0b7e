import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { messageStates, type MessageChannel, type MessageState } from './types.js';

// Relies on messages_authority_id_state_queued_at_id_idx: a range of each state of each council.
export const messagesByChannel = statement<
  { authorities: readonly number[]; states: readonly string[]; since: Instant },
  { channel: string; state: string; count: number }
>(
  `select m.channel, m.state, count(*) as count from @messages m
   where m.authority_id in (:authorities*) and m.state in (:states*) and m.queued_at >= :since group by m.channel, m.state`,
);

/** How many messages were written since a time, by their way and by how far they are. */
export interface MessageCount {
  readonly channel: MessageChannel;
  readonly state: MessageState;
  readonly count: number;
}

export async function countByChannel(
  db: Reads,
  authorities: readonly number[],
  since: Instant,
): Promise<readonly MessageCount[]> {
  if (authorities.length === 0) return [];
  const rows = await db.all(messagesByChannel, { authorities, states: messageStates, since });
  // Codes are cast: only commands write them, and they check each against its list.
  return rows.map(({ channel, state, count }) => ({
    ...{ channel: channel as MessageChannel, state: state as MessageState, count: Number(count) },
  }));
}
