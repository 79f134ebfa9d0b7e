import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { Channel, Participant } from '../types.js';

/** What names such a contact in `source_key`. */
const capturedKey = (id: string): string => `captured:${id}`;
/** Whether the interaction `i` is one: 1 or 0. */
export const capturedFlag = "case when i.source_key >= 'captured:' and i.source_key < 'captured;' then 1 else 0 end";

export interface NewCaptured {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly channel: Channel;
  readonly adviserId: string;
  readonly startedAt: Instant;
  readonly participant: Participant;
  readonly notes: string;
}

const insert = statement<Record<string, string | number | null>, never>(
  `insert into interactions (id, authority_id, channel, adviser_id, state, started_at, participant, identity_level, notes,
     source_key)
   values (:id, :authority, :channel, :adviser, 'open', :startedAt, :participant, 'none', :notes, :key)
   on conflict do nothing`,
);

/** Answers how many rows were written: none when it was entered before. */
export function insertCaptured(db: Writes, contact: NewCaptured): Promise<number> {
  const { id, authorityId: authority, channel, adviserId: adviser, startedAt, notes } = contact;
  const participant = JSON.stringify(contact.participant);
  return db.run(insert, { id, authority, channel, adviser, startedAt, participant, notes, key: capturedKey(id) });
}

/** A contact that was taken while the desk stood in, as it stands now. */
export interface EnteredContact {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly channel: Channel;
  readonly adviserId: string | null;
  readonly adviserName: string | null;
  readonly state: 'open' | 'finished';
  readonly takenAt: Instant;
  readonly name: string | null;
}

interface Row {
  id: string;
  authority_id: number;
  channel: string;
  adviser_id: string | null;
  adviser_name: string | null;
  state: string;
  started_at: number;
  participant: string;
}

const columns = `i.id, i.authority_id, i.channel, i.adviser_id, p.display_name as adviser_name, i.state, i.started_at,
  i.participant`;
const captured = `from @interactions i left join people p on p.id = i.adviser_id
  where i.source_key >= 'captured:' and i.source_key < 'captured;' and i.started_at >= :since`;
const latest = 'order by i.started_at desc, i.id desc limit :limit';
// Both rely on interactions_authority_id_source_key_key for each authority of the reader: few are ever captured.
const entered = statement<{ since: Instant; limit: number }, Row>(`select ${columns} ${captured} ${latest}`);
const enteredOf = statement<{ adviser: string; since: Instant; limit: number }, Row>(
  `select ${columns} ${captured} and i.adviser_id = :adviser ${latest}`,
);

/** The latest first; where an adviser is named, theirs. */
export async function listEntered(
  db: Reads,
  { adviser, ...about }: { since: Instant; limit: number; adviser?: string },
): Promise<EnteredContact[]> {
  const rows = adviser === undefined ? db.all(entered, about) : db.all(enteredOf, { ...about, adviser });
  return (await rows).map((row) => ({
    id: row.id,
    authorityId: row.authority_id,
    channel: row.channel as Channel,
    adviserId: row.adviser_id,
    adviserName: row.adviser_name,
    state: row.state as EnteredContact['state'],
    takenAt: row.started_at,
    name: (JSON.parse(row.participant) as Participant).name ?? null,
  }));
}
