import type { Instant } from '../../kernel/clock.js';
import type { Database, Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';
import type { Case } from '../types.js';

export const doings = ['editing', 'noting', 'replying'] as const;
export type Doing = (typeof doings)[number];

/** Somebody who is writing on a case just now. */
export interface Present {
  readonly name: string;
  readonly doing: Doing;
  readonly since: Instant;
}

// Relies on the primary key.
const presentAt = statement<
  { case: string; me: string; now: Instant },
  { display_name: string; doing: string; since_at: Instant }
>(
  `select p.display_name, e.doing, e.since_at from @case_presence e join people p on p.id = e.person_id
   where e.case_id = :case and e.person_id <> :me and e.until_at > :now order by e.since_at, e.person_id`,
);

export async function listPresent(db: Reads, caseId: string, me: string, now: Instant): Promise<Present[]> {
  const rows = await db.all(presentAt, { case: caseId, me, now });
  return rows.map((row) => ({ name: row.display_name, doing: row.doing as Doing, since: row.since_at }));
}

const announce = statement<
  { authority: number; case: string; person: string; doing: string; now: Instant; until: Instant },
  never
>(
  `insert into case_presence (authority_id, case_id, person_id, doing, since_at, until_at)
   values (:authority, :case, :person, :doing, :now, :until)
   on conflict (case_id, person_id) do update set
     since_at = case when case_presence.doing = excluded.doing and case_presence.until_at > excluded.since_at
       then case_presence.since_at else excluded.since_at end,
     doing = excluded.doing, until_at = excluded.until_at`,
);

/** A lease on attention, not a fact: no command, and nothing in the audit trail. */
export async function savePresence(
  db: Database,
  { id, authorityId }: Pick<Case, 'id' | 'authorityId'>,
  { person, doing, now, until }: { person: string; doing: Doing; now: Instant; until: Instant },
): Promise<void> {
  const about = { authority: authorityId, case: id, person, doing, now, until };
  await db.write(everyAuthority, (writes) => writes.run(announce, about));
}

export async function endPresence(db: Database, caseId: string, person: string): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.remove('case_presence', { case_id: caseId, person_id: person }));
}

// Relies on case_presence_until_at_idx.
const removeBefore = statement<{ before: Instant }, never>('delete from case_presence where until_at < :before');

export async function removeEndedPresence(db: Database, before: Instant): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(removeBefore, { before }));
}
