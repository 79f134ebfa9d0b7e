import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { RingChannel, RingMessageState } from './ring-message.js';

/** Somebody on a list who is to be written to, with what the message says. */
export interface RingToTell {
  readonly id: string;
  readonly callOutId: string;
  readonly authorityId: AuthorityId;
  readonly personId: string;
  /** In the list, from 1. */
  readonly place: number;
  readonly channel: RingChannel | null;
  readonly messageState: RingMessageState | null;
  /** It is their turn, and they haven't answered. */
  readonly isRinging: boolean;
  readonly dueAt: Instant | null;
  readonly startedById: string | null;
  readonly reference: string | null;
  /** Its case is for its team alone. */
  readonly isRestricted: boolean;
  /** Where it is, as it was typed. */
  readonly where: string | null;
}

interface Row {
  id: string;
  call_out_id: string;
  authority_id: AuthorityId;
  person_id: string;
  place_in_list: number;
  message_channel: string | null;
  message_state: string | null;
  is_ringing: number;
  due_at: Instant | null;
  started_by: string | null;
  reference: string | null;
  restriction: string | null;
  place: string | null;
}

// Relies on the keys of call_out_rings, call_outs and cases.
const byId = statement<{ id: string }, Row>(
  `select m.id, m.call_out_id, m.authority_id, m.person_id, m.place_in_list, m.message_channel, m.message_state,
     case when o.state = 'ringing' and o.place_in_list = m.place_in_list and m.outcome is null then 1 else 0 end
       as is_ringing,
     o.due_at, o.started_by, c.reference, c.restriction, o.place
   from @call_out_rings m join @call_outs o on o.id = m.call_out_id left join @cases c on c.id = o.case_id
   where m.id = :id`,
);

/** Codes are cast: only commands write them, and they check each against its list. */
export async function findRingToTell(db: Reads, id: string): Promise<RingToTell | undefined> {
  const row = await db.first(byId, { id });
  return (
    row && {
      ...{ id: row.id, callOutId: row.call_out_id, authorityId: row.authority_id, personId: row.person_id },
      ...{ place: row.place_in_list, channel: row.message_channel as RingChannel | null },
      messageState: row.message_state as RingMessageState | null,
      ...{ isRinging: row.is_ringing === 1, dueAt: row.due_at, startedById: row.started_by },
      ...{ reference: row.reference, isRestricted: row.restriction !== null, where: row.place },
    }
  );
}

export async function updateRingMessage(
  db: Writes,
  id: string,
  { state, at, detail }: { readonly state: RingMessageState; readonly at: Instant; readonly detail: string | null },
): Promise<void> {
  const row = { message_state: state, message_at: at, message_detail: detail };
  await db.update('call_out_rings', { id }, row);
}
