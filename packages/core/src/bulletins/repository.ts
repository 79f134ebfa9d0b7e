import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import type { AreaKind, Bulletin } from './types.js';

interface BulletinRow {
  id: string;
  authority_id: number;
  title: string;
  body: string;
  title_cy: string | null;
  body_cy: string | null;
  keywords: string | null;
  service_id: string | null;
  area_kind: string;
  area: string | null;
  starts_at: Instant;
  ends_at: Instant;
  changed_at: Instant;
  withdrawn_at: Instant | null;
  version: number;
}

const columns = `b.id, b.authority_id, b.title, b.body, b.title_cy, b.body_cy, b.keywords, b.service_id, b.area_kind, b.area,
  b.starts_at, b.ends_at, b.changed_at, b.withdrawn_at, b.version`;
// Relies on bulletins_ends_at_idx: those that are not over are few.
const notOver = statement<{ now: Instant }, BulletinRow>(
  `select ${columns} from @bulletins b where b.ends_at > :now and b.withdrawn_at is null order by b.starts_at desc, b.id`,
);
const latest = statement<{ limit: number }, BulletinRow>(
  `select ${columns} from @bulletins b order by b.starts_at desc, b.id limit :limit`,
);
const byId = statement<{ id: string }, BulletinRow>(`select ${columns} from @bulletins b where b.id = :id`);

function toBulletin(row: BulletinRow): Bulletin {
  return {
    id: row.id,
    authorityId: row.authority_id,
    title: row.title,
    body: row.body,
    titleCy: row.title_cy,
    bodyCy: row.body_cy,
    keywords: row.keywords,
    serviceId: row.service_id,
    areaKind: row.area_kind as AreaKind,
    area: row.area,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    changedAt: row.changed_at,
    withdrawnAt: row.withdrawn_at,
    version: row.version,
  };
}

/** Live ones and those that are coming. */
export async function listNotOver(db: Reads, now: Instant): Promise<Bulletin[]> {
  return (await db.all(notOver, { now })).map(toBulletin);
}

export async function listLatest(db: Reads, limit: number): Promise<Bulletin[]> {
  return (await db.all(latest, { limit })).map(toBulletin);
}

export async function findBulletin(db: Reads, id: string): Promise<Bulletin | undefined> {
  const row = await db.first(byId, { id });
  return row && toBulletin(row);
}

export type BulletinWords = Omit<Bulletin, 'id' | 'authorityId' | 'changedAt' | 'withdrawnAt' | 'version'>;

function rowOf(words: BulletinWords, changedAt: Instant) {
  return {
    title: words.title,
    body: words.body,
    title_cy: words.titleCy,
    body_cy: words.bodyCy,
    keywords: words.keywords,
    service_id: words.serviceId,
    area_kind: words.areaKind,
    area: words.area,
    starts_at: words.startsAt,
    ends_at: words.endsAt,
    changed_at: changedAt,
  };
}

export async function insertBulletin(
  db: Writes,
  {
    id,
    authorityId,
    writtenBy,
  }: { readonly id: string; readonly authorityId: number; readonly writtenBy: string | null },
  words: BulletinWords,
  now: Instant,
): Promise<void> {
  await db.insert('bulletins', { id, authority_id: authorityId, written_by: writtenBy, ...rowOf(words, now) });
}

/** Answers whether it still had that version; it then has the next. */
export async function changeWords(
  db: Writes,
  { id, version }: Pick<Bulletin, 'id' | 'version'>,
  words: BulletinWords,
  now: Instant,
): Promise<boolean> {
  return (await db.update('bulletins', { id, version }, { ...rowOf(words, now), version: version + 1 })) === 1;
}

export async function markWithdrawn(
  db: Writes,
  { id, version }: Pick<Bulletin, 'id' | 'version'>,
  now: Instant,
): Promise<boolean> {
  return (await db.update('bulletins', { id, version }, { withdrawn_at: now, version: version + 1 })) === 1;
}

const insertReading = statement<{ authority: number; bulletin: string; person: string; at: Instant }, never>(
  `insert into bulletin_readings (authority_id, bulletin_id, person_id, read_at) values (:authority, :bulletin, :person, :at)
   on conflict (bulletin_id, person_id) do update set read_at = excluded.read_at`,
);

/** Notes who read them, and that the person has read all until now. */
export async function noteRead(db: Writes, read: readonly Bulletin[], person: string, at: Instant): Promise<void> {
  for (const { id, authorityId } of read)
    await db.run(insertReading, { authority: authorityId, bulletin: id, person, at });
  await db.within(everyAuthority).update('people', { id: person }, { bulletins_read_at: at });
}
