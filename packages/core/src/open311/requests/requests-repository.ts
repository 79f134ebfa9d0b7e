import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { Answers } from '../../services/index.js';

interface Row {
  id: string;
  service_id: string;
  service_version_id: string;
  service_key: string;
  service_name: string;
  status: string;
  status_kind: string;
  outcome: string | null;
  answers: string;
  place_id: string | null;
  location_text: string | null;
  lat: number | null;
  lon: number | null;
  uprn: string | null;
  opened_at: Instant;
  updated_at: Instant;
  closed_at: Instant | null;
  due_at: Instant | null;
  key_id: string | null;
  description: string | null;
  media_url: string | null;
}

/** A case as it may be told of, wholly to whom reported it and without persons to everybody else. */
export interface ReportedCase {
  readonly id: string;
  readonly serviceVersionId: string;
  readonly serviceKey: string;
  readonly serviceName: string;
  readonly status: string;
  readonly statusKind: 'open' | 'waiting' | 'closed';
  readonly outcome: string | null;
  readonly answers: Answers;
  readonly placeId: string | null;
  readonly locationText: string | null;
  readonly lat: number | null;
  readonly long: number | null;
  readonly uprn: string | null;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
  readonly dueAt: Instant | null;
  /** Of the system that reported it; null: another way. */
  readonly keyId: string | null;
  readonly description: string | null;
  readonly mediaUrl: string | null;
}

const columns = `c.id, c.service_id, c.service_version_id, s.key as service_key, s.name as service_name, c.status,
  c.status_kind, c.outcome, c.answers, c.place_id, c.location_text, c.lat, c.lon, p.uprn, c.opened_at, c.updated_at,
  c.closed_at, c.due_at, r.key_id, r.description, r.media_url
  from @cases c join @services s on s.id = c.service_id left join @reported_cases r on r.case_id = c.id
    left join places p on p.id = c.place_id`;
/** What a reader may be told of: restricted cases never, the rest by what its service shows or because they reported it. */
const told = 'c.restriction is null and (c.service_id in (:shown*) or r.key_id = :key)';

// Relies on cases_authority_id_opened_at_idx: a window of 90 days at most.
export const requestsBetween = statement<
  {
    authority: number;
    shown: readonly string[];
    key: string;
    every: 0 | 1;
    services: readonly string[];
    kinds: readonly string[];
    from: Instant;
    to: Instant;
    limit: number;
  },
  Row
>(
  `select ${columns}
   where c.authority_id = :authority and c.opened_at between :from and :to and ${told}
     and (:every = 1 or s.key in (:services*)) and c.status_kind in (:kinds*)
   order by c.opened_at desc, c.id desc limit :limit`,
);
// Relies on the primary key.
export const requestsOfIds = statement<
  { authority: number; shown: readonly string[]; key: string; ids: readonly string[] },
  Row
>(
  `select ${columns} where c.id in (:ids*) and c.authority_id = :authority and ${told} order by c.opened_at desc, c.id desc`,
);

/** Who asks: the services of which they see everything, and their key. */
export interface Teller {
  readonly authorityId: AuthorityId;
  readonly shown: readonly string[];
  readonly keyId: string | undefined;
}

export interface RequestWindow {
  /** By key; undefined: of every service. */
  readonly services: readonly string[] | undefined;
  readonly kinds: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
}

const nobodys = '00000000-0000-0000-0000-000000000000';
const asked = ({ authorityId: authority, shown, keyId: key = nobodys }: Teller) => ({ authority, shown, key });

/** Cases that were logged in a window of time, the latest first. */
export async function listRequestsBetween(db: Reads, teller: Teller, window: RequestWindow): Promise<ReportedCase[]> {
  const { services = [] } = window;
  const every = window.services === undefined ? 1 : 0;
  return (await db.all(requestsBetween, { ...asked(teller), ...window, services, every })).map(toReported);
}

/** Those of these ids of which the reader may be told. */
export async function listRequestsOfIds(db: Reads, teller: Teller, ids: readonly string[]): Promise<ReportedCase[]> {
  return ids.length === 0 ? [] : (await db.all(requestsOfIds, { ...asked(teller), ids })).map(toReported);
}

function toReported(row: Row): ReportedCase {
  return {
    ...{ id: row.id, serviceVersionId: row.service_version_id, serviceKey: row.service_key },
    ...{ serviceName: row.service_name, status: row.status, outcome: row.outcome },
    statusKind: row.status_kind as ReportedCase['statusKind'],
    answers: JSON.parse(row.answers) as Answers,
    ...{ placeId: row.place_id, locationText: row.location_text, lat: row.lat, long: row.lon, uprn: row.uprn },
    ...{ openedAt: row.opened_at, updatedAt: row.updated_at, closedAt: row.closed_at, dueAt: row.due_at },
    ...{ keyId: row.key_id, description: row.description, mediaUrl: row.media_url },
  };
}

export async function insertRequest(
  db: Writes,
  one: {
    readonly caseId: string;
    readonly authorityId: AuthorityId;
    readonly keyId: string;
    readonly description: string | undefined;
    readonly mediaUrl: string | undefined;
    readonly madeAt: Instant;
  },
): Promise<void> {
  await db.insert('reported_cases', {
    ...{ case_id: one.caseId, authority_id: one.authorityId, key_id: one.keyId, made_at: one.madeAt },
    ...{ description: one.description ?? null, media_url: one.mediaUrl ?? null },
  });
}
