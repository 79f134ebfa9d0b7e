import type { Instant } from '../kernel/clock.js';
import type { Database, Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { AuditEntry, Seal } from './chain.js';

interface EntryRow {
  id: string;
  authority_id: number;
  at: number;
  actor_kind: string;
  actor_id: string | null;
  actor_reason: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  details: string;
  request_id: string | null;
}

const columns = `e.id, e.authority_id, e.at, e.actor_kind, e.actor_id, e.actor_reason, e.action, e.subject_kind,
  e.subject_id, e.details, e.request_id`;

// Relies on the primary key: ids begin with their time, so "made since" is a range of ids.
const unsealedSince = statement<{ from: string; limit: number }, EntryRow>(
  `select ${columns} from @audit_entries e
   left join @audit_seals s on s.entry_id = e.id
   where e.id >= :from and s.entry_id is null order by e.id limit :limit`,
);
const head = statement<{ authority: number }, { seq: number; hash: string }>(
  'select seq, hash from @audit_seals where authority_id = :authority order by seq desc limit 1',
);
const sealedAfter = statement<
  { authority: number; after: number; limit: number },
  Partial<EntryRow> & { seq: number; entry_id: string; entry_digest: string; hash: string }
>(
  `select s.seq, s.entry_id, s.entry_digest, s.hash, ${columns} from @audit_seals s
   left join @audit_entries e on e.id = s.entry_id
   where s.authority_id = :authority and s.seq > :after order by s.seq limit :limit`,
);

function toEntry(row: EntryRow): AuditEntry {
  return {
    id: row.id,
    authorityId: row.authority_id,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorReason: row.actor_reason,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    details: row.details,
    requestId: row.request_id,
  };
}

/** Rows from that id on that no seal covers yet, in order of their making. */
export async function listUnsealed(db: Reads, from: string, limit: number): Promise<AuditEntry[]> {
  return (await db.all(unsealedSince, { from, limit })).map(toEntry);
}

export async function findHead(
  db: Reads,
  authorityId: AuthorityId,
): Promise<{ seq: number; hash: string } | undefined> {
  return db.first(head, { authority: authorityId });
}

export async function insertSeals(
  db: Writes,
  authorityId: AuthorityId,
  seals: readonly Seal[],
  now: Instant,
): Promise<void> {
  const columns = ['authority_id', 'seq', 'entry_id', 'entry_digest', 'hash', 'sealed_at'];
  const rows = seals.map(({ seq, entryId, entryDigest, hash }) => [authorityId, seq, entryId, entryDigest, hash, now]);
  await db.bulk('audit_seals', columns, rows);
}

export interface SealedEntry {
  readonly seal: Seal;
  readonly entry: AuditEntry | undefined;
}

export async function listSealed(
  db: Database,
  authorityId: AuthorityId,
  after: number,
  limit: number,
): Promise<SealedEntry[]> {
  const rows = await db.read(everyAuthority).all(sealedAfter, { authority: authorityId, after, limit });
  return rows.map((row) => ({
    seal: { seq: row.seq, entryId: row.entry_id, entryDigest: row.entry_digest, hash: row.hash },
    entry: row.id ? toEntry(row as EntryRow) : undefined,
  }));
}

const authoritiesWithSeals = statement<Record<string, never>, { authority_id: number }>(
  'select distinct authority_id from @audit_seals order by authority_id',
);

export async function listSealedAuthorities(db: Database): Promise<AuthorityId[]> {
  return (await db.read(everyAuthority).all(authoritiesWithSeals, {})).map((row) => row.authority_id);
}

// Relies on audit_entries_authority_id_subject_kind_subject_id_id_idx.
const aboutSubject = statement<{ kind: string; id: string; limit: number }, EntryRow & { actor_name: string | null }>(
  `select ${columns}, p.display_name as actor_name from @audit_entries e left join people p on p.id = e.actor_id
   where e.subject_kind = :kind and e.subject_id = :id order by e.id desc limit :limit`,
);

export interface NamedEntry extends AuditEntry {
  readonly actorName: string | null;
}

const formerOf = statement<{ followers: readonly number[] }, { id: number }>(
  `select from_authority_id as id from authority_successions
   where area_kind = 'whole' and to_authority_id in (:followers*) order by from_authority_id`,
);

/** Authorities with those that they follow, and those that these followed. */
export async function withFormer(db: Reads, ids: readonly AuthorityId[]): Promise<AuthorityId[]> {
  const all = new Set(ids);
  for (let followers = [...ids]; followers.length > 0;) {
    const former = (await db.all(formerOf, { followers })).map(({ id }) => id).filter((id) => !all.has(id));
    for (const id of former) all.add(id);
    followers = former;
  }
  return [...all].sort((a, b) => a - b);
}

export async function listAbout(db: Reads, kind: string, id: string, limit: number): Promise<NamedEntry[]> {
  const rows = await db.all(aboutSubject, { kind, id, limit });
  return rows.map((row) => ({ ...toEntry(row), actorName: row.actor_name }));
}

const caseById = statement<{ id: string }, { id: string }>('select c.id from @cases c where c.id = :id');

/** Whether there is a case that the reader doesn't see: restricted to others, or another authority's. */
export async function isKeptBack(database: Database, db: Reads, id: string): Promise<boolean> {
  if (await db.first(caseById, { id })) return false;
  return (await database.read(everyAuthority).first(caseById, { id })) !== undefined;
}

// Relies on the primary key.
const known = statement<{ ids: readonly string[] }, { id: string }>(
  'select e.id from @audit_entries e where e.id in (:ids*)',
);
const idsAtOnce = 500;

/** Which of these entries there are. */
export async function listKnownEntries(db: Reads, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += idsAtOnce)
    found.push(...(await db.all(known, { ids: ids.slice(from, from + idsAtOnce) })).map(({ id }) => id));
  return found;
}
