import type { Instant } from '../kernel/clock.js';
import type { Database, Reads, Writes } from '../kernel/db/database.js';
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

/** With the number that the sequencer gave it. */
export interface SequencedEvent extends EventRow {
  readonly seq: number;
}

interface StoredEvent {
  id: string;
  authority_id: number;
  topic: string;
  subject_id: string;
  payload: string;
  occurred_at: number;
}

function toEvent(row: StoredEvent): EventRow {
  return {
    id: row.id,
    authorityId: row.authority_id,
    topic: row.topic,
    subjectId: row.subject_id,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    occurredAt: row.occurred_at,
  };
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
  `delete from outbox_events where seq is not null and seq < coalesce(
     (select min(seq) from @outbox_events where seq is not null and occurred_at >= :before),
     (select max(seq) from @outbox_events where seq is not null))`,
);

export async function listUnsequenced(db: Database, limit: number): Promise<EventRow[]> {
  const rows = await db.read(everyAuthority).all(unsequenced, { limit });
  return rows.map(toEvent);
}

export async function nextSequence(db: Writes): Promise<number> {
  return ((await db.first(highest, {}))?.seq ?? 0) + 1;
}

export function setSequence(db: Writes, id: string, seq: number): Promise<number> {
  return db.run(number, { id, seq });
}

/**
 * Removes what stands before the first event of that time or later: what is left has no gaps, so that whoever reads on
 * from a number knows whether anything after it is gone. Never removes the newest, so that numbers go on rising.
 */
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

interface Between extends Record<string, number | readonly string[]> {
  /** Events after this number … */
  readonly after: number;
  /** … up to and with this one. */
  readonly upTo: number;
  readonly topics: readonly string[];
  readonly limit: number;
}

// Relies on outbox_events_seq_idx; between two numbers that lie a few thousand apart, however few of them are wanted.
export const eventsBetween = statement<Between, StoredEvent & { seq: number }>(
  `select seq, id, authority_id, topic, subject_id, payload, occurred_at from @outbox_events
   where seq > :after and seq <= :upTo and topic in (:topics*) order by seq limit :limit`,
);

/** Events of the reader's authorities and of these topics, in the order of their numbers. */
export async function listSequenced(db: Reads, wanted: Between): Promise<SequencedEvent[]> {
  return (await db.all(eventsBetween, wanted)).map((row) => ({ ...toEvent(row), seq: row.seq }));
}

/** An event by its number alone. */
export interface NumberedEvent {
  readonly seq: number;
  readonly id: string;
}

const oldest = statement<Record<string, never>, NumberedEvent>(
  'select seq, id from @outbox_events where seq is not null order by seq limit 1',
);
const latest = statement<Record<string, never>, NumberedEvent>(
  'select seq, id from @outbox_events where seq is not null order by seq desc limit 1',
);
const numbered = statement<{ seq: number }, NumberedEvent>('select seq, id from @outbox_events where seq = :seq');

/** The first event that is still kept, of whichever authority; none before the first. */
export function findOldestEvent(db: Reads): Promise<NumberedEvent | undefined> {
  return db.within(everyAuthority).first(oldest, {});
}

/** The last event so far, of whichever authority. */
export function findLatestEvent(db: Reads): Promise<NumberedEvent | undefined> {
  return db.within(everyAuthority).first(latest, {});
}

/** The event that has this number, if it is still kept. */
export function findNumberedEvent(db: Reads, seq: number): Promise<NumberedEvent | undefined> {
  return db.within(everyAuthority).first(numbered, { seq });
}

// By the table's key.
const withIds = statement<{ ids: readonly string[] }, StoredEvent>(
  `select id, authority_id, topic, subject_id, payload, occurred_at from @outbox_events where id in (:ids*)`,
);

/** Events by their ids, those that are still kept. */
export async function findEvents(db: Reads, ids: readonly string[]): Promise<EventRow[]> {
  return ids.length === 0 ? [] : (await db.all(withIds, { ids })).map(toEvent);
}
