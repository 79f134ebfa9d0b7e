import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { Statement, StatementState } from './types.js';

interface StatementRow {
  id: string;
  agreement_id: string;
  agreement_title: string;
  authority_id: AuthorityId;
  provider_id: AuthorityId;
  month_on: LocalDate;
  state: StatementState;
  contacts: number;
  cases: number;
  calls_answered: number | null;
  calls_in_time: number | null;
  waits_known: number;
  waits_in_time: number;
  waits_unknown: number;
  total_pence: number;
  disputed_pence: number | string;
  drafted_at: Instant;
  issued_at: Instant | null;
  issued_by: string | null;
  agreed_at: Instant | null;
  agreed_by: string | null;
  settled_at: Instant | null;
  settled_by: string | null;
  settled_on: LocalDate | null;
  payment: string | null;
  version: number;
}

// Relies on recharge_disputes_statement_id_idx and the keys of agreements and people.
const shown = `select s.id, s.agreement_id, g.title as agreement_title, s.authority_id, s.provider_id, s.month_on, s.state,
    s.contacts, s.cases, s.calls_answered, s.calls_in_time, s.waits_known, s.waits_in_time, s.waits_unknown, s.total_pence, s.drafted_at, s.issued_at, s.agreed_at,
    s.settled_at, s.settled_on, s.payment, s.version, i.display_name as issued_by, a.display_name as agreed_by,
    t.display_name as settled_by,
    (select coalesce(sum(d.pence), 0) from @recharge_disputes d
      where d.statement_id = s.id and d.state in ('open', 'answered')) as disputed_pence
  from @recharge_statements s join @agreements g on g.id = s.agreement_id left join people i on i.id = s.issued_by
    left join people a on a.id = s.agreed_by left join people t on t.id = s.settled_by`;
/** Both parties read a statement, whose row belongs to one of them: the condition names each side. */
const isParty = `(:everyone = 1 or s.authority_id in (:mine*) or s.provider_id in (:mine*))`;
type Mine = { everyone: number; mine: readonly number[] };

function mineIn({ scope: { authorityIds } }: Reads): Mine {
  return authorityIds === 'all' ? { everyone: 1, mine: [] } : { everyone: 0, mine: [...authorityIds] };
}

const byId = statement<Mine & { id: string }, StatementRow>(`${shown} where s.id = :id and ${isParty}`);

export async function findStatement(db: Reads, id: string): Promise<Statement | undefined> {
  const row = await db.within(everyAuthority).first(byId, { ...mineIn(db), id });
  return row && toStatement(row);
}

// Relies on recharge_statements_authority_id_month_on_id_idx and recharge_statements_provider_id_month_on_id_idx.
const latestFirst = statement<Mine & { month: string; id: string; limit: number }, StatementRow>(
  `${shown} where ${isParty} and (s.month_on < :month or s.month_on = :month and s.id < :id)
   order by s.month_on desc, s.id desc limit :limit`,
);

/** A place in the list: what comes after it is shown. */
export interface Place {
  readonly monthOn: string;
  readonly id: string;
}
const beginning: Place = { monthOn: '9999-12-31', id: '00000000-0000-0000-0000-000000000000' };

/** The statements of the scope's authorities on either side, the latest month first. */
export async function listStatementsOf(db: Reads, limit: number, after: Place = beginning): Promise<Statement[]> {
  const asked = { ...mineIn(db), month: after.monthOn, id: after.id, limit };
  return (await db.within(everyAuthority).all(latestFirst, asked)).map(toStatement);
}

function toStatement(row: StatementRow): Statement {
  const disputedPence = Number(row.disputed_pence);
  return {
    ...{ id: row.id, agreementId: row.agreement_id, agreementTitle: row.agreement_title },
    ...{ receiverId: row.authority_id, providerId: row.provider_id, monthOn: row.month_on, state: row.state },
    ...{ contacts: row.contacts, cases: row.cases },
    ...{ callsAnswered: row.calls_answered, callsInTime: row.calls_in_time },
    ...{ waitsKnown: row.waits_known, waitsInTime: row.waits_in_time, waitsUnknown: row.waits_unknown },
    ...{ totalPence: row.total_pence, disputedPence, undisputedPence: row.total_pence - disputedPence },
    ...{ draftedAt: row.drafted_at, issuedAt: row.issued_at, issuedBy: row.issued_by },
    ...{ agreedAt: row.agreed_at, agreedBy: row.agreed_by, settledAt: row.settled_at, settledBy: row.settled_by },
    ...{ settledOn: row.settled_on, payment: row.payment, version: row.version },
  };
}

export interface KnownMonth {
  readonly id: string;
  readonly agreementId: string;
  readonly monthOn: LocalDate;
  readonly state: StatementState;
  readonly version: number;
}

// Relies on recharge_statements_agreement_id_month_on_key.
const monthsOf = statement<
  { agreements: readonly string[] },
  { id: string; agreement_id: string; month_on: LocalDate; state: StatementState; version: number }
>(
  `select s.id, s.agreement_id, s.month_on, s.state, s.version from @recharge_statements s
   where s.agreement_id in (:agreements*) order by s.month_on`,
);

/** The months of agreements that have a statement, the earliest first, for whoever may see the agreements. */
export async function listMonths(db: Reads, agreements: readonly string[]): Promise<KnownMonth[]> {
  const rows = agreements.length === 0 ? [] : await db.within(everyAuthority).all(monthsOf, { agreements });
  return rows.map(({ agreement_id: agreementId, month_on: monthOn, ...row }) => ({ ...row, agreementId, monthOn }));
}

export type NewStatement = Pick<
  Statement,
  'id' | 'agreementId' | 'receiverId' | 'providerId' | 'monthOn' | 'draftedAt'
>;

/** An empty draft. */
export async function insertStatement(db: Writes, made: NewStatement): Promise<void> {
  await db.within(everyAuthority).insert('recharge_statements', {
    ...{ id: made.id, authority_id: made.receiverId, provider_id: made.providerId, agreement_id: made.agreementId },
    ...{ month_on: made.monthOn, state: 'draft', contacts: 0, cases: 0, total_pence: 0, drafted_at: made.draftedAt },
  });
}

export interface StatementChanges {
  readonly state?: StatementState;
  readonly contacts?: number;
  readonly cases?: number;
  readonly total_pence?: number;
  readonly calls_answered?: number;
  readonly calls_in_time?: number;
  readonly waits_known?: number;
  readonly waits_in_time?: number;
  readonly waits_unknown?: number;
  readonly issued_at?: Instant;
  readonly issued_by?: string | null;
  readonly agreed_at?: Instant;
  readonly agreed_by?: string | null;
  readonly settled_at?: Instant;
  readonly settled_by?: string | null;
  readonly settled_on?: LocalDate;
  readonly payment?: string | null;
}

/** Answers whether it still had that version; it then has the next. */
export async function changeStatement(
  db: Writes,
  { id, version }: Pick<Statement, 'id' | 'version'>,
  changes: StatementChanges = {},
): Promise<boolean> {
  const everywhere = db.within(everyAuthority);
  return (await everywhere.update('recharge_statements', { id, version }, { ...changes, version: version + 1 })) === 1;
}

interface OfProvider {
  readonly provider: AuthorityId;
  readonly from: Instant;
  readonly until: Instant;
}

// Relies on interactions_authority_id_started_at_idx, and for each of the provider's agreements on
// agreement_work_agreement_id_at_idx.
const providersContacts = statement<Readonly<Record<keyof OfProvider, number>>, { count: number | string }>(
  `select (select count(*) from @interactions i
      where i.authority_id = :provider and i.started_at >= :from and i.started_at < :until)
    + (select count(*) from @agreements g join @agreement_work w on w.agreement_id = g.id
      where g.provider_id = :provider and w.kind = 'interaction' and w.at >= :from and w.at < :until) as count`,
);

/** The contacts of a provider between two instants: its own, and those that it answered by agreement. */
export async function countProvidersContacts(db: Reads, asked: OfProvider): Promise<number> {
  return Number((await db.within(everyAuthority).first(providersContacts, { ...asked }))?.count ?? 0);
}

/** How long callers waited: of whom it is known, who of those no longer than was agreed, and of whom it isn't. */
export interface Waits {
  readonly known: number;
  readonly inTime: number;
  readonly unknown: number;
}

// Relies on agreement_work_agreement_id_at_idx and the key of interactions.
const waitsOf = statement<
  { agreement: string; from: Instant; until: Instant; seconds: number },
  { known: number; in_time: number; calls: number }
>(
  `select count(i.waited_seconds) as known, count(*) as calls,
     count(case when i.waited_seconds <= :seconds then 1 end) as in_time
   from @agreement_work w join @interactions i on i.id = w.subject_id
   where w.agreement_id = :agreement and w.at >= :from and w.at < :until and w.kind = 'interaction'
     and i.channel = 'telephone'`,
);

/** The calls that were answered under an agreement between two instants. */
export async function countWaits(
  db: Reads,
  agreement: string,
  asked: { readonly from: Instant; readonly until: Instant; readonly seconds: number },
): Promise<Waits> {
  const row = await db.within(everyAuthority).first(waitsOf, { agreement, ...asked });
  const known = Number(row?.known ?? 0);
  return { known, inTime: Number(row?.in_time ?? 0), unknown: Number(row?.calls ?? 0) - known };
}
