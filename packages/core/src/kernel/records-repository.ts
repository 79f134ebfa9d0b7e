import type { Actor } from './actor.js';
import type { Instant } from './clock.js';
import type { AuditNote, OutboxEvent } from './command.js';
import type { Writes } from './db/database.js';
import type { Value } from './db/statement.js';
import { digest } from './digest.js';

/** One row of the audit, before it is written. */
export interface AuditRecord {
  readonly id: string;
  readonly at: Instant;
  readonly actor: Actor;
  /** Of the command or query; the note's own action goes before it. */
  readonly action: string;
  readonly note: AuditNote;
  /** By which the actor reached this authority's records, if it took one. */
  readonly agreement?: string | undefined;
  readonly requestId?: string | undefined;
}

const entryColumns = [
  'id',
  'authority_id',
  'at',
  'actor_kind',
  'actor_id',
  'actor_reason',
  'action',
  'subject_kind',
  'subject_id',
  'details',
  'request_id',
] as const;

/** Writes rows of the audit; the sealer adds them to their authority's hash chain within seconds. */
export async function writeAudit(db: Writes, records: readonly AuditRecord[]): Promise<void> {
  await db.bulk('audit_entries', entryColumns, records.map(entryOf));
  const personal = records.filter(({ note }) => note.personal);
  if (personal.length === 0) return;
  const valuesOf = ({ id, note }: AuditRecord): Value[] => [id, note.authorityId, JSON.stringify(note.personal)];
  await db.bulk('audit_values', ['entry_id', 'authority_id', 'personal_values'], personal.map(valuesOf));
}

function entryOf({ id, at, actor, action, note, agreement, requestId }: AuditRecord): Value[] {
  const details = {
    ...note.details,
    ...(note.personal ? { personalDigest: digest(note.personal) } : {}),
    ...(agreement === undefined ? {} : { agreement }),
  };
  return [
    id,
    note.authorityId,
    at,
    actor.kind,
    actor.kind === 'staff' ? actor.staffId : null,
    actor.kind === 'system' ? actor.reason : null,
    note.action ?? action,
    note.subject.kind,
    note.subject.id,
    JSON.stringify(details),
    requestId ?? null,
  ];
}

/** Writes an event for the outbox: commands by `emit`, imports (one of the named exceptions) by this. */
export async function writeEvent(db: Writes, id: string, at: Instant, event: OutboxEvent): Promise<void> {
  await db.insert('outbox_events', eventRow(id, at, event));
}

/** Several of a moment, at least one. For imports. */
export async function writeEvents(
  db: Writes,
  at: Instant,
  events: readonly { readonly id: string; readonly event: OutboxEvent }[],
): Promise<void> {
  const rows = events.map(({ id, event }) => eventRow(id, at, event));
  await db.bulk(
    'outbox_events',
    Object.keys(rows[0] ?? {}),
    rows.map((row) => Object.values(row)),
  );
}

function eventRow(id: string, at: Instant, event: OutboxEvent): Record<string, Value> {
  return {
    id,
    authority_id: event.authorityId,
    topic: event.topic,
    subject_id: event.subjectId,
    payload: JSON.stringify(event.payload),
    occurred_at: at,
    seq: null,
  };
}
