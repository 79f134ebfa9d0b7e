import type { KeptClass } from '../authorities/index.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement, type Params, type Statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';

/** Records that are past their time are counted up to here, and one more. */
export const countedAtMost = 1000;

/** Of customers' records, so many of the oldest are looked at: each asks for its contacts and cases. */
export const customersLookedAt = 5000;

export interface Counting {
  readonly authorityId: AuthorityId;
  /** Kept no longer: what is from before this day, and the instant at which it begins. */
  readonly on: LocalDate;
  readonly before: Instant;
}

type Counted = { authority: AuthorityId; before: Instant; limit: number };

const counted = (rows: string): string => `select count(*) as count from (${rows} limit :limit) found`;

const casesKeptAs = (keptAs: 'case' | 'restricted-case'): string =>
  counted(
    `select 1 as one from @cases c where c.authority_id = :authority and c.kept_as = '${keptAs}'
       and c.status_kind = 'closed' and c.legal_hold = 0 and c.closed_at < :before`,
  );

/** Relies on cases_kept_idx. */
export const pastCases = statement<Counted, { count: number }>(casesKeptAs('case'));
/** Relies on cases_kept_idx. */
export const pastRestrictedCases = statement<Counted, { count: number }>(casesKeptAs('restricted-case'));
/** Relies on interactions_authority_id_started_at_idx. */
export const pastContacts = statement<Counted, { count: number }>(
  counted(`select 1 as one from @interactions i where i.authority_id = :authority and i.started_at < :before`),
);
/** Relies on audit_entries_authority_id_at_idx. */
export const pastEntries = statement<Counted, { count: number }>(
  counted(`select 1 as one from @audit_entries a where a.authority_id = :authority and a.at < :before`),
);

/**
 * Of the oldest records, those without a contact or case since. A record's id begins with the time at which it was made,
 * so the primary key finds the old ones. Relies on interactions_customer_id_started_at_idx and
 * cases_customer_id_opened_at_idx.
 */
export const pastCustomers = statement<Counted & { madeBefore: string; looked: number }, { count: number }>(
  counted(
    `select 1 as one from (
       select k.id from @customers k
       where k.authority_id = :authority and k.id < :madeBefore and k.legal_hold = 0 and k.merged_into_id is null
       order by k.id limit :looked
     ) old
     where not exists (select 1 from @interactions i where i.customer_id = old.id and i.started_at >= :before)
       and not exists (
         select 1 from @cases c where c.customer_id = old.id
           and (c.status_kind <> 'closed' or c.closed_at >= :before or c.opened_at >= :before)
       )`,
  ),
);

/** Those whose last employment there has ended. Employments are some thousands: read whole. */
export const pastStaff = statement<
  { authority: AuthorityId; on: LocalDate; limit: number; open: string },
  { count: number }
>(
  counted(
    `select 1 as one from employments e where e.employer_authority_id = :authority
     group by e.person_id having max(coalesce(e.to_on, :open)) < :on`,
  ),
);

/** How many of an authority's records of a class are past their time: at most one more than `countedAtMost`. */
export async function countPast(db: Reads, kind: KeptClass, { authorityId, on, before }: Counting): Promise<number> {
  const params = { authority: authorityId, before, limit: countedAtMost + 1 };
  const of = async <P extends Params>(asked: Statement<P, { count: number }>, given: P): Promise<number> =>
    (await db.first(asked, given))?.count ?? 0;
  switch (kind) {
    case 'case':
      return await of(pastCases, params);
    case 'restricted-case':
      return await of(pastRestrictedCases, params);
    case 'contact':
      return await of(pastContacts, params);
    case 'audit':
      return await of(pastEntries, params);
    case 'customer-record':
      return await of(pastCustomers, { ...params, madeBefore: idsFrom(before), looked: customersLookedAt });
    case 'staff':
      return await of(pastStaff, { authority: authorityId, on, limit: countedAtMost + 1, open: '9999-12-31' });
  }
}

/** What ids made from that instant on begin with (RFC 9562, section 5.7). */
function idsFrom(at: Instant): string {
  const time = Math.max(0, at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/** A closed case that is past its time. */
export interface PastCase {
  readonly id: string;
  readonly reference: string;
  readonly closedAt: Instant;
}

/** The longest closed first. Relies on cases_kept_idx. */
export const pastCaseList = statement<
  { authority: AuthorityId; keptAs: string; before: Instant; afterAt: Instant; afterId: string; limit: number },
  { id: string; reference: string; closed_at: Instant }
>(
  `select c.id, c.reference, c.closed_at from @cases c
   where c.authority_id = :authority and c.kept_as = :keptAs and c.status_kind = 'closed' and c.legal_hold = 0
     and c.closed_at < :before and (c.closed_at, c.id) > (:afterAt, :afterId)
   order by c.closed_at, c.id limit :limit`,
);

const first = { closedAt: Number.MIN_SAFE_INTEGER, id: '00000000-0000-0000-0000-000000000000' };

export async function listPast(
  db: Reads,
  keptAs: 'case' | 'restricted-case',
  { authorityId, before }: Counting,
  { limit, after = first }: { readonly limit: number; readonly after?: { closedAt: Instant; id: string } | undefined },
): Promise<PastCase[]> {
  const rows = await db.all(pastCaseList, {
    ...{ authority: authorityId, keptAs, before, limit },
    ...{ afterAt: after.closedAt, afterId: after.id },
  });
  return rows.map(({ id, reference, closed_at: closedAt }) => ({ id, reference, closedAt }));
}
