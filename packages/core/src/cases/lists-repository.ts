import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { boxAround, metresPerDegree, narrowingAt } from '../kernel/distance.js';
import type { TimelinePlace } from '../kernel/timeline.js';
import { summaryColumns, summaryJoins, toSummary, type SummaryRow } from './summary-repository.js';
import type { CaseSummary } from './types.js';

type Listed<P extends string> = Record<P, string> & { limit: number };

/** Open cases first, then the closed ones, the newest first. */
const listed = `order by case when c.status_kind = 'closed' then 1 else 0 end, c.opened_at desc, c.id desc limit :limit`;

// Relies on cases_customer_id_opened_at_idx and case_subscribers_customer_id_idx: their own cases, and those they joined.
export const casesOfCustomer = statement<Listed<'customer'>, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins}
   where c.id in (select o.id from @cases o where o.customer_id = :customer
     union all select b.case_id from @case_subscribers b where b.customer_id = :customer) ${listed}`,
);
// Relies on the same, for the customer's timeline: by when they were logged, the latest first.
export const casesBefore = statement<Listed<'customer' | 'id'> & { at: number }, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins}
   where c.id in (select o.id from @cases o where o.customer_id = :customer and o.opened_at <= :at
     union all select b.case_id from @case_subscribers b where b.customer_id = :customer)
     and (c.opened_at, c.id) < (:at, :id)
   order by c.opened_at desc, c.id desc limit :limit`,
);
// Relies on cases_place_id_opened_at_idx.
export const casesAtPlace = statement<Listed<'place'>, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins} where c.place_id = :place ${listed}`,
);
// Relies on cases_interaction_id_idx.
export const casesOfInteraction = statement<Listed<'interaction'>, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins} where c.interaction_id = :interaction ${listed}`,
);
// Relies on cases_reference_key; text is in code point order on both engines.
export const casesByBeginning = statement<{ from: string; to: string; limit: number }, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins} where c.reference >= :from and c.reference < :to
   order by c.reference limit :limit`,
);

/** Whose or where: exactly one of them. */
export type CasesOf =
  { readonly customerId: string } | { readonly placeId: string } | { readonly interactionId: string };

export async function listCases(db: Reads, of: CasesOf, limit: number): Promise<CaseSummary[]> {
  if ('customerId' in of) return (await db.all(casesOfCustomer, { customer: of.customerId, limit })).map(toSummary);
  if ('placeId' in of) return (await db.all(casesAtPlace, { place: of.placeId, limit })).map(toSummary);
  return (await db.all(casesOfInteraction, { interaction: of.interactionId, limit })).map(toSummary);
}

/** A customer's cases that were logged before a place in their timeline, and those that they joined. */
export async function listCasesBefore(
  db: Reads,
  customer: string,
  { at, id }: TimelinePlace,
  limit: number,
): Promise<CaseSummary[]> {
  return (await db.all(casesBefore, { customer, at, id, limit })).map(toSummary);
}

/** Cases whose reference begins so: `WM-4F7`. */
export async function listByBeginning(db: Reads, beginning: string, limit: number): Promise<CaseSummary[]> {
  const rows = await db.all(casesByBeginning, { from: beginning, to: `${beginning}\u{10FFFF}`, limit });
  return rows.map(toSummary);
}

// Relies on cases_nearby_idx.
export const casesNearby = statement<
  {
    id: string;
    service: string;
    south: number;
    north: number;
    west: number;
    east: number;
    lat: number;
    long: number;
    /** A degree of longitude as a share of one of latitude, and how far it reaches in degrees of latitude; both squared. */
    flat: number;
    reach: number;
    since: number;
    limit: number;
  },
  SummaryRow & { lat: number; lon: number }
>(
  `select ${summaryColumns}, c.lat, c.lon ${summaryJoins}
   where c.status_kind <> 'closed' and c.service_id = :service and c.lat between :south and :north
     and c.lon between :west and :east
     and (c.lat - :lat) * (c.lat - :lat) + (c.lon - :long) * (c.lon - :long) * :flat <= :reach and c.id <> :id and c.opened_at >= :since and c.restriction is null
   order by c.opened_at desc, c.id desc limit :limit`,
);

/** A case and where it is, in degrees WGS84. */
export interface CaseAt {
  readonly found: CaseSummary;
  readonly lat: number;
  readonly long: number;
}

/** Open cases of the same service within so many metres of a point, less the case itself: no restricted one. */
export async function listNearby(
  db: Reads,
  { id, serviceId }: Pick<CaseSummary, 'id' | 'serviceId'>,
  { lat, long }: { lat: number; long: number },
  { withinM, since = 0, limit }: { withinM: number; since?: number; limit: number },
): Promise<CaseAt[]> {
  const box = boxAround({ lat, lon: long }, withinM);
  const circle = { lat, long, flat: narrowingAt(lat) ** 2, reach: (withinM / metresPerDegree) ** 2 };
  const rows = await db.all(casesNearby, { id, service: serviceId, ...box, ...circle, since, limit });
  return rows.map((row) => ({ found: toSummary(row), lat: row.lat, long: row.lon }));
}

// Relies on the primary key.
export const casesById = statement<{ ids: readonly string[] }, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins} where c.id in (:ids*)`,
);

/** Cases in the order of the ids given; those out of reach are left out. */
export async function listCasesById(db: Reads, ids: readonly string[]): Promise<CaseSummary[]> {
  if (ids.length === 0) return [];
  const found = new Map((await db.all(casesById, { ids })).map((row) => [row.id, toSummary(row)]));
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
}

// Relies on cases_place_id_opened_at_idx.
const openCasesAt = statement<{ service: string; place: string; since: number; limit: number }, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins}
   where c.place_id = :place and c.opened_at >= :since and c.service_id = :service and c.status_kind <> 'closed'
     and c.restriction is null
   order by c.opened_at desc, c.id desc limit :limit`,
);

/** Open cases of a service at an address, logged since then. */
export async function listOpenAt(
  db: Reads,
  serviceId: string,
  placeId: string,
  since: number,
  limit: number,
): Promise<CaseSummary[]> {
  return (await db.all(openCasesAt, { service: serviceId, place: placeId, since, limit })).map(toSummary);
}
