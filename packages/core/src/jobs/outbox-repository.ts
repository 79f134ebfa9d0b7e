import type { Instant } from '../kernel/clock.js';
import type { Database, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';

export interface EventRow {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly topic: string;
  readonly subjectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: Instant;
}

interface StoredEvent {
  id: string;
  authority_id: number;
  topic: string;
  subject_id: string;
  payload: string;
  occurred_at: number;
}

// Relies on outbox_events_unsequenced_idx (partial: only what has no number yet).
const unsequenced = statement<{ limit: number }, StoredEvent>(
  `select id, authority_id, topic, subject_id, payload, occurred_at
   from @outbox_events where seq is null order by id limit :limit`,
);
const highest = statement<Record<string, never>, { seq: number | null }>(
  'select max(seq) as seq from @outbox_events where seq is not null',
);
const number = statement<{ id: string; seq: number }, never>(
  'update outbox_events set seq = :seq where id = :id and seq is null',
);
const removeBefore = statement<{ before: Instant }, never>(
  `delete from outbox_events where seq is not null and occurred_at < :before
   and seq < (select max(seq) from @outbox_events where seq is not null)`,
);

export async function listUnsequenced(db: Database, limit: number): Promise<EventRow[]> {
  const rows = await db.read(everyAuthority).all(unsequenced, { limit });
  return rows.map((row) => ({
    id: row.id,
    authorityId: row.authority_id,
    topic: row.topic,
    subjectId: row.subject_id,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    occurredAt: row.occurred_at,
  }));
}

export async function nextSequence(db: Writes): Promise<number> {
  return ((await db.first(highest, {}))?.seq ?? 0) + 1;
}

export function setSequence(db: Writes, id: string, seq: number): Promise<number> {
  return db.run(number, { id, seq });
}

/** Never removes the newest, so that numbers go on rising. */
export function removeSequencedBefore(db: Database, before: Instant): Promise<number> {
  return db.write(everyAuthority, (writes) => writes.run(removeBefore, { before }));
}

// Relies on outbox_events_seq_idx (partial: only what has a number).
const sequencedAfter = statement<{ seq: number; limit: number }, { seq: number; authority_id: number; topic: string }>(
  `select seq, authority_id, topic from @outbox_events where seq > :seq order by seq limit :limit`,
);

/** What happened after an event, by the number that the sequencer gave it: none is left out, whoever committed first. */
export async function listEventsAfter(
  db: Database,
  seq: number,
  limit: number,
): Promise<{ readonly seq: number; readonly authorityId: AuthorityId; readonly topic: string }[]> {
  const rows = await db.read(everyAuthority).all(sequencedAfter, { seq, limit });
  return rows.map((row) => ({ seq: row.seq, authorityId: row.authority_id, topic: row.topic }));
}

/** The number of the last event so far; 0 before the first. */
export async function latestSequence(db: Database): Promise<number> {
  return (await db.read(everyAuthority).first(highest, {}))?.seq ?? 0;
}
