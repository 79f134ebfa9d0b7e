import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Alert, AlertKind, AlertState } from './types.js';

interface AlertRow {
  id: string;
  authority_id: number;
  customer_id: string | null;
  place_id: string | null;
  kind: string;
  advice: string;
  reason: string;
  state: string;
  proposed_at: number;
  proposed_by: string | null;
  proposed_by_name: string | null;
  decided_at: number | null;
  decided_by: string | null;
  decided_by_name: string | null;
  review_on: string;
  expires_at: number;
  ended_at: number | null;
  closing_reason: string | null;
  version: number;
}

const select = `select a.id, a.authority_id, a.customer_id, a.place_id, a.kind, a.advice, a.reason, a.state,
    a.proposed_at, a.proposed_by, p.display_name as proposed_by_name, a.decided_at, a.decided_by,
    d.display_name as decided_by_name,
    a.review_on, a.expires_at, a.ended_at, a.closing_reason, a.version
  from @alerts a left join people p on p.id = a.proposed_by left join people d on d.id = a.decided_by`;

const byId = statement<{ id: string }, AlertRow>(`${select} where a.id = :id`);
// Relies on alerts_customer_id_idx and alerts_place_id_idx: this is read on every call, customer and case page.
const showing = statement<{ customer: string | null; place: string | null; now: number }, AlertRow>(
  `${select} where a.customer_id = :customer and a.state = 'live' and a.expires_at > :now
   union all
   ${select} where a.place_id = :place and a.state = 'live' and a.expires_at > :now
   order by 9, 1`,
);
// Rely on alerts_authority_id_state_review_on_idx.
const proposed = statement<Record<string, never>, AlertRow>(
  `${select} where a.state = 'proposed' order by a.proposed_at, a.id limit 500`,
);
const live = statement<{ now: number; until: string }, AlertRow>(
  `${select} where a.state = 'live' and a.expires_at > :now and a.review_on <= :until
   order by a.review_on, a.id limit 500`,
);

export async function findAlert(db: Reads, id: string): Promise<Alert | undefined> {
  const row = await db.first(byId, { id });
  return row && toAlert(row);
}

/** What shows on a customer and on a property now, the oldest first. */
export async function listShowing(
  db: Reads,
  { customerId, placeId }: { readonly customerId: string | null; readonly placeId: string | null },
  now: Instant,
): Promise<Alert[]> {
  return (await db.all(showing, { customer: customerId, place: placeId, now })).map(toAlert);
}

export async function listProposed(db: Reads): Promise<Alert[]> {
  return (await db.all(proposed, {})).map(toAlert);
}

/** Those that show now and are to be reviewed by a day, the most urgent first. */
export async function listLive(db: Reads, now: Instant, until: LocalDate): Promise<Alert[]> {
  return (await db.all(live, { now, until })).map(toAlert);
}

// Relies on alerts_authority_id_state_review_on_idx.
const reviewsToTell = statement<{ now: number; today: string }, { id: string }>(
  `select a.id from @alerts a where a.state = 'live' and a.expires_at > :now and a.review_on <= :today
     and (a.told_review_on is null or a.told_review_on <> a.review_on)
   order by a.review_on, a.id limit 500`,
);

/** Alerts whose review date has come, and whose owners have not been told of that date. */
export async function listReviewsToTell(db: Reads, now: Instant, today: LocalDate): Promise<string[]> {
  return (await db.all(reviewsToTell, { now, today })).map((row) => row.id);
}

const markTold = statement<{ id: string; reviewOn: string }, never>(
  `update alerts set told_review_on = :reviewOn
   where id = :id and review_on = :reviewOn and (told_review_on is null or told_review_on <> :reviewOn)`,
);

/** Notes that an alert's owners are told of its review date. Answers whether they hadn't been; no edit, so the version stays. */
export async function markReviewTold(db: Writes, { id, reviewOn }: Alert): Promise<boolean> {
  return (await db.run(markTold, { id, reviewOn })) === 1;
}

/** Codes are cast: only this capability's commands write them, and they check each against its list. */
function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    authorityId: row.authority_id,
    customerId: row.customer_id,
    placeId: row.place_id,
    kind: row.kind as AlertKind,
    advice: row.advice,
    reason: row.reason,
    state: row.state as AlertState,
    proposedAt: row.proposed_at,
    proposedById: row.proposed_by,
    proposedByName: row.proposed_by_name,
    decidedAt: row.decided_at,
    decidedById: row.decided_by,
    decidedByName: row.decided_by_name,
    reviewOn: row.review_on as LocalDate,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    closingReason: row.closing_reason,
    version: row.version,
  };
}

export interface NewAlert {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string | null;
  readonly placeId: string | null;
  readonly kind: AlertKind;
  readonly advice: string;
  readonly reason: string;
  readonly proposedAt: Instant;
  readonly proposedBy: string | null;
  readonly reviewOn: LocalDate;
  readonly expiresAt: Instant;
}

export async function insertAlert(db: Writes, alert: NewAlert): Promise<void> {
  await db.insert('alerts', {
    id: alert.id,
    authority_id: alert.authorityId,
    customer_id: alert.customerId,
    place_id: alert.placeId,
    kind: alert.kind,
    advice: alert.advice,
    reason: alert.reason,
    state: 'proposed',
    proposed_at: alert.proposedAt,
    proposed_by: alert.proposedBy,
    review_on: alert.reviewOn,
    expires_at: alert.expiresAt,
  });
}

export interface AlertChange {
  readonly state: AlertState;
  readonly decidedAt?: Instant;
  readonly decidedBy?: string | null;
  readonly reviewOn?: LocalDate;
  readonly expiresAt?: Instant;
  readonly endedAt?: Instant;
  readonly closingReason?: string;
}

/** Answers the new version. */
export async function updateAlert(db: Writes, { id, version }: Alert, change: AlertChange): Promise<number> {
  const { state, decidedAt, decidedBy, reviewOn, expiresAt, endedAt, closingReason } = change;
  await db.update(
    'alerts',
    { id },
    {
      state,
      version: version + 1,
      ...(decidedAt === undefined ? {} : { decided_at: decidedAt, decided_by: decidedBy }),
      ...(reviewOn === undefined ? {} : { review_on: reviewOn }),
      ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
      ...(endedAt === undefined ? {} : { ended_at: endedAt }),
      ...(closingReason === undefined ? {} : { closing_reason: closingReason }),
    },
  );
  return version + 1;
}
