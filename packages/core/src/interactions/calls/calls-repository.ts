import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** What a telephone system tells of a call. */
export interface ToldCall {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly instance: string;
  readonly callKey: string;
  readonly lineId: string | null;
  readonly caller: string | null;
  readonly called: string | null;
  readonly agent: string | null;
  /** When it was told to have happened. */
  readonly at: Instant;
  readonly state: 'ringing' | 'answered' | 'ended';
  readonly heardAt: Instant;
}

const earlier = (column: string): string =>
  `${column} = case when calls.${column} is null or excluded.${column} < calls.${column}
     then coalesce(excluded.${column}, calls.${column}) else calls.${column} end`;

// Relies on calls_instance_call_key_key. Whatever comes first, the same stands there in the end: the first time at which it
// rang and was answered, the last at which it was over, and whoever had it last.
const tell = statement<Record<string, string | number | null>, never>(
  `insert into calls (id, authority_id, instance, call_key, line_id, caller, called, agent, agent_at, ringing_at, answered_at,
     ended_at, heard_at)
   values (:id, :authority, :instance, :callKey, :line, :caller, :called, :agent, :at, :ringingAt, :answeredAt, :endedAt, :heardAt)
   on conflict (instance, call_key) do update set
     line_id = coalesce(calls.line_id, excluded.line_id), caller = coalesce(calls.caller, excluded.caller),
     called = coalesce(calls.called, excluded.called),
     agent = case when excluded.agent is not null and (calls.agent is null or excluded.agent_at >= calls.agent_at)
       then excluded.agent else calls.agent end,
     agent_at = case when excluded.agent is not null and (calls.agent is null or excluded.agent_at >= calls.agent_at)
       then excluded.agent_at else calls.agent_at end,
     ${earlier('ringing_at')}, ${earlier('answered_at')},
     ended_at = case when calls.ended_at is null or excluded.ended_at > calls.ended_at
       then coalesce(excluded.ended_at, calls.ended_at) else calls.ended_at end,
     heard_at = excluded.heard_at
   where calls.authority_id = excluded.authority_id`,
);

export async function keepCall(db: Writes, call: ToldCall): Promise<void> {
  const { authorityId: authority, lineId: line, state, at, ...told } = call;
  const times = {
    ringingAt: state === 'ringing' ? at : null,
    answeredAt: state === 'answered' ? at : null,
    endedAt: state === 'ended' ? at : null,
  };
  await db.run(tell, { ...told, authority, line, at, ...times });
}

// Relies on calls_instance_call_key_key.
const ofKey = statement<{ instance: string; callKey: string }, { authority_id: number }>(
  'select authority_id from @calls where instance = :instance and call_key = :callKey',
);

/** Whose a call is of which something was told before. */
export async function findAuthorityOfCall(
  db: Reads,
  call: { readonly instance: string; readonly callKey: string },
): Promise<AuthorityId | undefined> {
  return (await db.first(ofKey, call))?.authority_id;
}

interface Row {
  id: string;
  authority_id: number;
  call_key: string;
  caller: string | null;
  called: string | null;
  agent: string | null;
  ringing_at: Instant | null;
  answered_at: Instant | null;
  line_name: string | null;
}

/** A call that is going on, and that nobody has made a contact of. */
export interface LiveCall {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** The telephone system's name of it. */
  readonly callId: string;
  readonly caller: string | null;
  readonly called: string | null;
  readonly agent: string | null;
  readonly ringingAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly lineName: string | null;
}

// Relies on calls_authority_id_ended_at_heard_at_idx, and on interactions_authority_id_call_id_key for what became of each.
export const liveCalls = statement<{ authorities: readonly number[]; since: Instant; limit: number }, Row>(
  `select c.id, c.authority_id, c.call_key, c.caller, c.called, c.agent, c.ringing_at, c.answered_at, l.name as line_name
   from @calls c left join @contact_lines l on l.id = c.line_id
   where c.authority_id in (:authorities*) and c.ended_at is null and c.heard_at > :since
     and not exists (select 1 from @interactions i where i.authority_id = c.authority_id and i.call_id = c.call_key)
   order by coalesce(c.ringing_at, c.answered_at), c.id limit :limit`,
);

/** The calls of some councils that go on, those that ring longest first. */
export async function listLive(
  db: Reads,
  wanted: { readonly authorities: readonly AuthorityId[]; readonly since: Instant; readonly limit: number },
): Promise<LiveCall[]> {
  if (wanted.authorities.length === 0) return [];
  return (await db.all(liveCalls, wanted)).map((row) => ({
    ...{ id: row.id, authorityId: row.authority_id, callId: row.call_key, caller: row.caller, called: row.called },
    ...{ agent: row.agent, ringingAt: row.ringing_at, answeredAt: row.answered_at, lineName: row.line_name },
  }));
}

// Relies on calls_heard_at_idx.
const forget = statement<{ before: Instant }, never>('delete from calls where heard_at < :before');

export function forgetCallsBefore(db: Writes, before: Instant): Promise<number> {
  return db.run(forget, { before });
}
