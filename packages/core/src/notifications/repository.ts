import type { Instant } from '../kernel/clock.js';
import type { CommandContext } from '../kernel/command.js';
import type { Database, Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { Notification, NotificationKind, SubjectKind } from './types.js';

interface NotificationRow {
  id: string;
  authority_id: number;
  kind: string;
  subject_kind: string;
  subject_id: string;
  reference: string | null;
  by_name: string | null;
  for_name: string | null;
  at: Instant;
  read_at: Instant | null;
}

// Relies on notifications_person_id_at_id_idx.
const newestOf = statement<{ person: string; beforeAt: number; beforeId: string; limit: number }, NotificationRow>(
  `select n.id, n.authority_id, n.kind, n.subject_kind, n.subject_id, n.reference, n.by_name, n.for_name, n.at,
     n.read_at from @notifications n
   where n.person_id = :person and (n.at, n.id) < (:beforeAt, :beforeId)
   order by n.at desc, n.id desc limit :limit`,
);

/** A place in the list: its notifications come after this one, going back in time. */
export interface ListPlace {
  readonly at: Instant;
  readonly id: string;
}

const fromTheEnd: ListPlace = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export async function listNewest(
  db: Reads,
  person: string,
  limit: number,
  { at: beforeAt, id: beforeId }: ListPlace = fromTheEnd,
): Promise<Notification[]> {
  const rows = await db.all(newestOf, { person, beforeAt, beforeId, limit });
  return rows.map((row) => ({
    id: row.id,
    authorityId: row.authority_id,
    kind: row.kind as NotificationKind,
    subject: { kind: row.subject_kind as SubjectKind, id: row.subject_id },
    reference: row.reference,
    byName: row.by_name,
    forName: row.for_name,
    at: row.at,
    readAt: row.read_at,
  }));
}

export interface NewNotification {
  readonly authorityId: AuthorityId;
  readonly personId: string;
  readonly kind: NotificationKind;
  readonly subject: Notification['subject'];
  readonly reference: string | null;
  readonly byName: string | null;
  readonly forName: string | null;
  /** A second one with the same key is not written. */
  readonly uniqueKey: string;
}

const insert = statement<
  {
    id: string;
    authority: number;
    person: string;
    kind: string;
    about: string;
    subject: string;
    reference: string | null;
    by: string | null;
    for: string | null;
    at: Instant;
    key: string;
  },
  never
>(
  `insert into notifications (id, authority_id, person_id, kind, subject_kind, subject_id, reference, by_name, for_name, at, unique_key)
   values (:id, :authority, :person, :kind, :about, :subject, :reference, :by, :for, :at, :key)
   on conflict (unique_key) do nothing`,
);

export async function insertNotification({ db, now, newId }: CommandContext, one: NewNotification): Promise<string> {
  const id = newId();
  const {
    authorityId: authority,
    personId: person,
    kind,
    subject,
    reference,
    byName: by,
    forName,
    uniqueKey: key,
  } = one;
  await db.run(insert, {
    id,
    authority,
    person,
    kind,
    about: subject.kind,
    subject: subject.id,
    reference,
    by,
    for: forName,
    at: now,
    key,
  });
  await recount(db, person);
  return id;
}

const readAll = statement<{ person: string; now: Instant }, never>(
  'update notifications set read_at = :now where person_id = :person and read_at is null',
);

/** Also those of authorities that the person has left: nobody else could ever mark them. */
export async function markAllRead({ db, now }: CommandContext, person: string): Promise<void> {
  await db.run(readAll, { person, now });
  await recount(db, person);
}

/** Marks one of the person's own as read. Answers whether it was theirs. */
export async function markOneRead({ db, now }: CommandContext, person: string, id: string): Promise<boolean> {
  if ((await db.update('notifications', { id, person_id: person }, { read_at: now })) === 0) return false;
  await recount(db, person);
  return true;
}

// Relies on notifications_unread_idx.
const count = statement<{ person: string }, never>(
  `update people set unread_notifications =
     (select count(*) from @notifications n where n.person_id = :person and n.read_at is null)
   where id = :person`,
);

/** The count stands with the person, because every page of the desk shows it and reads the person anyway. */
async function recount(db: Writes, person: string): Promise<void> {
  await db.within(everyAuthority).run(count, { person });
}

// Once a day over what some weeks have brought.
const removeRead = statement<{ before: Instant }, never>('delete from notifications where read_at < :before');

/** Forgets what was read before then. */
export async function removeReadBefore(db: Database, before: Instant): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(removeRead, { before }));
}

// Relies on notifications_subject_id_idx.
const toldOf = statement<{ subject: string }, { person_id: string }>(
  'select distinct n.person_id from @notifications n where n.subject_id = :subject order by n.person_id',
);

/** Who has been told of something. */
export async function listTold(db: Reads, subject: string): Promise<string[]> {
  return (await db.all(toldOf, { subject })).map((row) => row.person_id);
}

/** Takes back what a person was told of something. */
export async function takeBack(db: Writes, person: string, subject: string): Promise<void> {
  await db.remove('notifications', { person_id: person, subject_id: subject });
  await recount(db, person);
}
