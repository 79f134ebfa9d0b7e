import type { Instant } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { ClockHistory } from './clock/case-clock.js';
import type { CaseEvent, CaseEventData, CaseEventKind, Visibility } from './types.js';

interface EventRow {
  id: string;
  case_id: string;
  at: Instant;
  kind: string;
  actor_id: string | null;
  actor_name: string;
  visibility: string;
  body: string | null;
  data: string;
}

const columns = 'e.id, e.case_id, e.at, e.kind, e.actor_id, e.actor_name, e.visibility, e.body, e.data';

function toEvent(row: EventRow): CaseEvent {
  return {
    id: row.id,
    caseId: row.case_id,
    at: row.at,
    kind: row.kind as CaseEventKind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    visibility: row.visibility as Visibility,
    body: row.body,
    data: JSON.parse(row.data) as CaseEventData,
  };
}

export interface NewEvent {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly caseId: string;
  readonly at: Instant;
  readonly kind: CaseEventKind;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly visibility: Visibility;
  readonly body?: string | null | undefined;
  readonly data: CaseEventData;
}

export function insertEvents(db: Writes, events: readonly NewEvent[]): Promise<void> {
  return db.insert('case_events', events.map(eventRow));
}

/** Many events at once, for imports. */
export async function bulkEvents(db: Writes, events: readonly NewEvent[]): Promise<void> {
  const rows = events.map(eventRow);
  const names = Object.keys(rows[0] ?? {});
  if (rows.length > 0)
    await db.bulk(
      'case_events',
      names,
      rows.map((row) => names.map((name) => row[name])),
    );
}

function eventRow(event: NewEvent): Row {
  return {
    id: event.id,
    authority_id: event.authorityId,
    case_id: event.caseId,
    at: event.at,
    kind: event.kind,
    actor_id: event.actorId,
    actor_name: event.actorName,
    visibility: event.visibility,
    body: event.body ?? null,
    data: JSON.stringify(event.data),
  };
}

// Both rely on case_events_case_id_at_id_idx.
const clockHistory = statement<{ case: string }, Pick<EventRow, 'id' | 'at' | 'kind' | 'data'>>(
  `select e.id, e.at, e.kind, e.data from @case_events e
   where e.case_id = :case and e.kind in ('opened', 'status', 'edited', 'transfer', 'outside') order by e.at, e.id`,
);
export const timelinePage = statement<
  {
    case: string;
    beforeAt: number;
    beforeId: string;
    limit: number;
    kinds: readonly string[];
    visible: readonly string[];
  },
  EventRow
>(
  `select ${columns} from @case_events e
   where e.case_id = :case and (e.at, e.id) < (:beforeAt, :beforeId) and e.kind in (:kinds*) and e.visibility in (:visible*)
   order by e.at desc, e.id desc limit :limit`,
);

/** What the SLA clock is recomputed from, oldest first, and whether another installation or system comes into it. */
export async function readClockHistory(db: Reads, caseId: string): Promise<ClockHistory> {
  const rows = await db.all(clockHistory, { case: caseId });
  return rows.map(({ id, at, kind, data }) => ({
    id,
    at,
    kind: kind as CaseEventKind,
    data: JSON.parse(data) as CaseEventData,
  }));
}

const clockHistories = statement<
  { cases: readonly string[] },
  Pick<EventRow, 'case_id' | 'id' | 'at' | 'kind' | 'data'>
>(
  `select e.case_id, e.id, e.at, e.kind, e.data from @case_events e
   where e.case_id in (:cases*) and e.kind in ('opened', 'status', 'edited') order by e.at, e.id`,
);

/** The same of many cases, by case. */
export async function readClockHistories(db: Reads, caseIds: readonly string[]): Promise<Map<string, ClockHistory>> {
  const histories = new Map<string, ClockHistory>();
  if (caseIds.length === 0) return histories;
  for (const { case_id: caseId, id, at, kind, data } of await db.all(clockHistories, { cases: caseIds })) {
    const event = { id, at, kind: kind as CaseEventKind, data: JSON.parse(data) as CaseEventData };
    histories.set(caseId, [...(histories.get(caseId) ?? []), event]);
  }
  return histories;
}

/** A place in a timeline: its events come after this one, going back in time. */
export interface TimelinePlace {
  readonly at: Instant;
  readonly id: string;
}

const fromTheEnd: TimelinePlace = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Events of a case, newest first. */
export async function listEvents(
  db: Reads,
  caseId: string,
  wanted: { kinds: readonly CaseEventKind[]; visible: readonly Visibility[]; limit: number; before?: TimelinePlace },
): Promise<CaseEvent[]> {
  const { at: beforeAt, id: beforeId } = wanted.before ?? fromTheEnd;
  const { kinds, visible, limit } = wanted;
  return (await db.all(timelinePage, { case: caseId, beforeAt, beforeId, kinds, visible, limit })).map(toEvent);
}

// Another person's change comes before one's own, made in another window.
const lastChange = statement<{ case: string; actor: string | null }, { actor_name: string; at: Instant }>(
  `select e.actor_name, e.at from @case_events e
   where e.case_id = :case and e.kind in ('status', 'assigned', 'edited')
   order by case when e.actor_id = :actor then 1 else 0 end, e.at desc, e.id desc limit 1`,
);

/** Who else changed the case last, for telling somebody whose page is out of date. */
export async function findLastChange(
  db: Reads,
  caseId: string,
  actorId: string | null,
): Promise<{ name: string; at: Instant } | undefined> {
  const row = await db.first(lastChange, { case: caseId, actor: actorId });
  return row && { name: row.actor_name, at: row.at };
}

const recentView = statement<{ case: string; actor: string; since: number }, { id: string }>(
  `select e.id from @case_events e
   where e.case_id = :case and e.kind = 'viewed' and e.actor_id = :actor and e.at >= :since limit 1`,
);

/** Whether this person gave a reason for opening the case since then. */
export async function hasOpened(db: Reads, caseId: string, actorId: string, since: Instant): Promise<boolean> {
  return (await db.first(recentView, { case: caseId, actor: actorId, since })) !== undefined;
}

// Relies on case_events_case_id_at_id_idx.
const latestEvent = statement<{ case: string; kind: string }, { id: string }>(
  `select e.id from @case_events e where e.case_id = :case and e.kind = :kind order by e.at desc, e.id desc limit 1`,
);

/** The id of what happened last of a kind. */
export async function findLatestEvent(db: Reads, caseId: string, kind: CaseEventKind): Promise<string | undefined> {
  return (await db.first(latestEvent, { case: caseId, kind }))?.id;
}

/** Takes a note's words off the timeline; that there was one stays. Its words remain in the audit trail. */
export async function takeBackNote(db: Writes, id: string): Promise<void> {
  await db.update('case_events', { id }, { body: null, data: JSON.stringify({ takenBack: true }) });
}

const linkedEvents = statement<{ case: string }, { id: string; data: string }>(
  `select e.id, e.data from @case_events e where e.case_id = :case and e.kind = 'linked'`,
);

/** Takes the reference of a case that was restricted out of the timeline of one that was linked to it. */
export async function forgetLinkedReference(db: Writes, caseId: string, reference: string): Promise<void> {
  for (const { id, data } of await db.all(linkedEvents, { case: caseId })) {
    const { name, ...rest } = JSON.parse(data) as CaseEventData;
    if (name === reference) await db.update('case_events', { id }, { data: JSON.stringify(rest) });
  }
}
