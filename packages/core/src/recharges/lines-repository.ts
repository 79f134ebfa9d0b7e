import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import type { ChargeLine, Dispute, DisputeState, LineKind, Statement, StatementLine } from './types.js';

interface LineRow {
  id: string;
  kind: LineKind;
  terms_number: number | null;
  from_on: LocalDate;
  to_on: LocalDate;
  quantity: number | null;
  unit_pence: number | null;
  pence: number;
  note: string | null;
  dispute_id: string | null;
}

// Relies on recharge_lines_statement_id_position_idx.
const linesOf = statement<{ statement: string }, LineRow>(
  `select l.id, l.kind, l.terms_number, l.from_on, l.to_on, l.quantity, l.unit_pence, l.pence, l.note, l.dispute_id
   from @recharge_lines l where l.statement_id = :statement order by l.position`,
);

/** The lines of a statement that the reader may see. */
export async function listLinesOf(db: Reads, statementId: string): Promise<StatementLine[]> {
  const rows = await db.within(everyAuthority).all(linesOf, { statement: statementId });
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, termsNumber: row.terms_number, fromOn: row.from_on, toOn: row.to_on },
    ...{ quantity: row.quantity, unitPence: row.unit_pence, pence: row.pence, note: row.note },
    disputeId: row.dispute_id,
  }));
}

/** Puts other lines in place of a draft's. */
export async function replaceLines(
  db: Writes,
  { id, receiverId }: Pick<Statement, 'id' | 'receiverId'>,
  lines: readonly ChargeLine[],
  newId: () => string,
): Promise<void> {
  const everywhere = db.within(everyAuthority);
  await everywhere.remove('recharge_lines', { statement_id: id });
  for (const [position, line] of lines.entries())
    await everywhere.insert('recharge_lines', {
      ...{ id: newId(), authority_id: receiverId, statement_id: id, position, kind: line.kind },
      ...{ terms_number: line.termsNumber, from_on: line.fromOn, to_on: line.toOn, quantity: line.quantity },
      ...{ unit_pence: line.unitPence, pence: line.pence, note: line.note, dispute_id: line.disputeId },
    });
}

interface YearRow {
  readonly pence: number | string;
}

// Relies on recharge_statements_agreement_id_month_on_key and recharge_lines_statement_id_position_idx.
const chargedInYear = statement<{ agreement: string; from: LocalDate; before: LocalDate }, YearRow>(
  `select coalesce(sum(l.pence), 0) as pence from @recharge_statements s join @recharge_lines l on l.statement_id = s.id
   where s.agreement_id = :agreement and s.month_on >= :from and s.month_on < :before
     and l.kind not in ('given-back', 'correction')`,
);

/** What the statements of some months charged, without what was given back or corrected. */
export async function sumCharged(
  db: Reads,
  agreement: string,
  { from, before }: { readonly from: LocalDate; readonly before: LocalDate },
): Promise<number> {
  return Number((await db.within(everyAuthority).first(chargedInYear, { agreement, from, before }))?.pence ?? 0);
}

interface DisputeRow {
  id: string;
  line_id: string;
  pence: number;
  reason: string;
  state: DisputeState;
  raised_at: Instant;
  raised_by: string | null;
  answer: string | null;
  answered_at: Instant | null;
  answered_by: string | null;
  withdrawn_at: Instant | null;
  given_back_in: string | null;
}

// Relies on recharge_disputes_statement_id_idx and the key of people.
const disputesOf = statement<{ statement: string }, DisputeRow>(
  `select d.id, d.line_id, d.pence, d.reason, d.state, d.raised_at, r.display_name as raised_by, d.answer,
     d.answered_at, a.display_name as answered_by, d.withdrawn_at, d.given_back_in
   from @recharge_disputes d left join people r on r.id = d.raised_by left join people a on a.id = d.answered_by
   where d.statement_id = :statement order by d.raised_at, d.id`,
);

/** The disputes of a statement that the reader may see, in the order in which they were raised. */
export async function listDisputes(db: Reads, statementId: string): Promise<Dispute[]> {
  const rows = await db.within(everyAuthority).all(disputesOf, { statement: statementId });
  return rows.map((row) => ({
    ...{ id: row.id, lineId: row.line_id, pence: row.pence, reason: row.reason, state: row.state },
    ...{ raisedAt: row.raised_at, raisedBy: row.raised_by, answer: row.answer, answeredAt: row.answered_at },
    ...{ answeredBy: row.answered_by, withdrawnAt: row.withdrawn_at, givenBackIn: row.given_back_in },
  }));
}

/** An agreed dispute whose amount no statement has given back. */
export interface Owed {
  readonly id: string;
  readonly pence: number;
  readonly reason: string;
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate;
}

// Relies on recharge_disputes_agreement_id_state_idx and the key of recharge_lines.
const owedBy = statement<
  { agreement: string },
  { id: string; pence: number; reason: string; from_on: LocalDate; to_on: LocalDate }
>(
  `select d.id, d.pence, d.reason, l.from_on, l.to_on from @recharge_disputes d join @recharge_lines l on l.id = d.line_id
   where d.agreement_id = :agreement and d.state = 'agreed' and d.given_back_in is null order by d.answered_at, d.id`,
);

export async function listOwed(db: Reads, agreement: string): Promise<Owed[]> {
  const rows = await db.within(everyAuthority).all(owedBy, { agreement });
  return rows.map(({ from_on: fromOn, to_on: toOn, ...row }) => ({ ...row, fromOn, toOn }));
}

export interface NewDispute {
  readonly id: string;
  readonly lineId: string;
  readonly pence: number;
  readonly reason: string;
  readonly raisedBy: string | null;
  readonly raisedAt: Instant;
}

export async function insertDispute(
  db: Writes,
  of: Pick<Statement, 'id' | 'agreementId' | 'receiverId'>,
  dispute: NewDispute,
): Promise<void> {
  await db.within(everyAuthority).insert('recharge_disputes', {
    ...{ id: dispute.id, authority_id: of.receiverId, agreement_id: of.agreementId, statement_id: of.id },
    ...{ line_id: dispute.lineId, pence: dispute.pence, reason: dispute.reason, state: 'open' },
    ...{ raised_by: dispute.raisedBy, raised_at: dispute.raisedAt },
  });
}

export interface DisputeChanges {
  readonly state?: DisputeState;
  readonly answer?: string | null;
  readonly answered_by?: string | null;
  readonly answered_at?: Instant;
  readonly withdrawn_at?: Instant;
  readonly given_back_in?: string;
}

/** The caller holds its statement, or the one that gives it back. */
export async function changeDispute(db: Writes, id: string, changes: DisputeChanges): Promise<void> {
  await db.within(everyAuthority).update('recharge_disputes', { id }, { ...changes });
}
