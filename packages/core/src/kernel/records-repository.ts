import type { Actor } from './actor.js';
import type { Instant } from './clock.js';
import type { AuditNote, OutboxEvent } from './command.js';
import type { Writes } from './db/database.js';
import { digest } from './digest.js';

/** Writes one audit row; the sealer adds it to its authority's hash chain within seconds. */
export async function writeAudit(
  db: Writes,
  id: string,
  at: Instant,
  actor: Actor,
  action: string,
  note: AuditNote,
  requestId?: string,
): Promise<void> {
  const details = { ...note.details, ...(note.personal ? { personalDigest: digest(note.personal) } : {}) };
  await db.insert('audit_entries', {
    id,
    authority_id: note.authorityId,
    at,
    actor_kind: actor.kind,
    actor_id: actor.kind === 'staff' ? actor.staffId : null,
    actor_reason: actor.kind === 'system' ? actor.reason : null,
    action: note.action ?? action,
    subject_kind: note.subject.kind,
    subject_id: note.subject.id,
    details: JSON.stringify(details),
    request_id: requestId ?? null,
  });
  if (!note.personal) return;
  const values = JSON.stringify(note.personal);
  await db.insert('audit_values', { entry_id: id, authority_id: note.authorityId, personal_values: values });
}

/** Writes an event for the outbox: commands by `emit`, imports (one of the named exceptions) by this. */
export async function writeEvent(db: Writes, id: string, at: Instant, event: OutboxEvent): Promise<void> {
  await db.insert('outbox_events', {
    id,
    authority_id: event.authorityId,
    topic: event.topic,
    subject_id: event.subjectId,
    payload: JSON.stringify(event.payload),
    occurred_at: at,
    seq: null,
  });
}
