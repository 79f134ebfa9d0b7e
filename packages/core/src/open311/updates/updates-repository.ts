import type { CaseEventData } from '../../cases/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

interface Row {
  id: string;
  case_id: string;
  service_version_id: string;
  at: Instant;
  kind: string;
  body: string | null;
  data: string;
}

/** Something that whoever reported a case may be told of it. */
export interface ToldEvent {
  readonly id: string;
  readonly caseId: string;
  readonly serviceVersionId: string;
  readonly at: Instant;
  readonly kind: 'status' | 'note';
  readonly body: string | null;
  readonly data: CaseEventData;
}

// From each case that was reported with the key in the last year to its own events: relies on
// reported_cases_key_id_made_at_idx and case_events_case_id_at_id_idx.
export const updatesOfKey = statement<{ key: string; since: Instant; from: Instant; to: Instant; limit: number }, Row>(
  `select e.id, e.case_id, c.service_version_id, e.at, e.kind, e.body, e.data
   from @reported_cases r join @cases c on c.id = r.case_id join @case_events e on e.case_id = r.case_id
   where r.key_id = :key and r.made_at >= :since and c.restriction is null
     and e.at between :from and :to and e.visibility = 'customer' and e.kind in ('status', 'note')
   order by e.at, e.id limit :limit`,
);

/** What happened in a window of time to the cases that were reported with a key since then, the earliest first. */
export async function listUpdatesOfKey(
  db: Reads,
  keyId: string,
  window: { readonly since: Instant; readonly from: Instant; readonly to: Instant; readonly limit: number },
): Promise<ToldEvent[]> {
  const rows = await db.all(updatesOfKey, { key: keyId, ...window });
  return rows.map((row) => ({
    ...{ id: row.id, caseId: row.case_id, serviceVersionId: row.service_version_id, at: row.at },
    ...{ kind: row.kind as ToldEvent['kind'], body: row.body, data: JSON.parse(row.data) as CaseEventData },
  }));
}

// Relies on the primary keys.
const ownCase = statement<{ key: string; case: string }, { case_id: string }>(
  `select r.case_id from @reported_cases r join @cases c on c.id = r.case_id
   where r.case_id = :case and r.key_id = :key and c.restriction is null`,
);

/** Whether a case was reported with a key, and may be told of. */
export async function isOwnCase(db: Reads, keyId: string, caseId: string): Promise<boolean> {
  return (await db.first(ownCase, { key: keyId, case: caseId })) !== undefined;
}

// Relies on the primary key.
const taken = statement<{ key: string; update: string }, { event_id: string }>(
  'select u.event_id from @reported_updates u where u.key_id = :key and u.update_id = :update',
);

/** What an update became, if it was taken before. */
export async function findTaken(db: Reads, keyId: string, updateId: string): Promise<string | undefined> {
  return (await db.first(taken, { key: keyId, update: updateId }))?.event_id;
}

export async function insertUpdate(
  db: Writes,
  one: {
    readonly keyId: string;
    readonly authorityId: AuthorityId;
    readonly updateId: string;
    readonly caseId: string;
    readonly eventId: string;
    readonly madeAt: Instant;
  },
): Promise<void> {
  await db.insert('reported_updates', {
    ...{ key_id: one.keyId, authority_id: one.authorityId, update_id: one.updateId, case_id: one.caseId },
    ...{ event_id: one.eventId, made_at: one.madeAt },
  });
}
