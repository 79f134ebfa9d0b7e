import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { TimelinePlace } from '../kernel/timeline.js';
import type { Payment, PaymentMethod, PaymentState, PaymentWay } from './types.js';

interface PaymentRow {
  id: string;
  authority_id: number;
  case_id: string | null;
  reference: string | null;
  interaction_id: string | null;
  customer_id: string | null;
  amount_pence: number;
  method: string;
  way: string | null;
  state: string;
  paid_at: Instant | null;
  refunded_pence: number;
  fund_code: string | null;
  receipt: string | null;
  purpose: string | null;
  taken_at: Instant;
  taken_by: string | null;
  taken_by_name: string;
  cancelled_at: Instant | null;
  cancelled_by_name: string | null;
  cancel_reason: string | null;
  version: number;
}

const columns = `p.id, p.authority_id, p.case_id, c.reference, p.interaction_id, p.customer_id, p.amount_pence, p.method,
  p.way, p.state, p.paid_at, p.refunded_pence, p.fund_code, p.receipt, p.purpose, p.taken_at, p.taken_by, p.taken_by_name, p.cancelled_at, p.cancelled_by_name, p.cancel_reason,
  p.version`;
// A payment towards a case, or in a contact, that is kept from the reader is kept from them too. Relies on the keys of both.
const joined = 'from @payments p left join @cases c on c.id = p.case_id';
const isShown = `(p.case_id is null or c.id is not null) and (p.interaction_id is null
  or exists (select 1 from @interactions i where i.id = p.interaction_id))`;

function toPayment(row: PaymentRow): Payment {
  return {
    id: row.id,
    authorityId: row.authority_id,
    caseId: row.case_id,
    reference: row.reference,
    interactionId: row.interaction_id,
    customerId: row.customer_id,
    amountPence: row.amount_pence,
    method: row.method as PaymentMethod,
    way: row.way as PaymentWay | null,
    state: row.state as PaymentState,
    paidAt: row.paid_at,
    refundedPence: row.refunded_pence,
    fundCode: row.fund_code,
    receipt: row.receipt,
    purpose: row.purpose,
    takenAt: row.taken_at,
    takenById: row.taken_by,
    takenByName: row.taken_by_name,
    cancelled:
      row.cancelled_at === null
        ? null
        : { at: row.cancelled_at, byName: row.cancelled_by_name ?? '', reason: row.cancel_reason ?? '' },
    version: row.version,
  };
}

const byId = statement<{ id: string }, PaymentRow>(`select ${columns} ${joined} where p.id = :id and ${isShown}`);
// Relies on payments_case_id_taken_at_idx.
const ofCase = statement<{ case: string }, PaymentRow>(
  `select ${columns} ${joined} where p.case_id = :case and ${isShown} order by p.taken_at desc, p.id desc`,
);
// Relies on payments_interaction_id_idx.
const ofContact = statement<{ interaction: string }, PaymentRow>(
  `select ${columns} ${joined} where p.interaction_id = :interaction and ${isShown} order by p.taken_at desc, p.id desc`,
);
// Relies on payments_customer_id_taken_at_id_idx.
const ofCustomer = statement<{ customer: string; at: number; id: string; limit: number }, PaymentRow>(
  `select ${columns} ${joined} where p.customer_id = :customer and (p.taken_at, p.id) < (:at, :id) and ${isShown}
   order by p.taken_at desc, p.id desc limit :limit`,
);

export async function findPayment(db: Reads, id: string): Promise<Payment | undefined> {
  const row = await db.first(byId, { id });
  return row && toPayment(row);
}

/** What was paid towards a case, the newest first; there are never many. */
export async function listPaymentsOfCase(db: Reads, caseId: string): Promise<Payment[]> {
  return (await db.all(ofCase, { case: caseId })).map(toPayment);
}

/** What was paid in a contact and towards no case, the newest first. */
export async function listPaymentsOfContact(db: Reads, interaction: string): Promise<Payment[]> {
  return (await db.all(ofContact, { interaction })).map(toPayment);
}

/** What a customer paid before a place in their timeline, the latest first. */
export async function listPaymentsBy(
  db: Reads,
  customer: string,
  { at, id }: TimelinePlace,
  limit: number,
): Promise<Payment[]> {
  return (await db.all(ofCustomer, { customer, at, id, limit })).map(toPayment);
}

export type NewPayment = Omit<Payment, 'reference' | 'cancelled' | 'refundedPence' | 'version'>;

export async function insertPayment(db: Writes, payment: NewPayment): Promise<void> {
  await db.insert('payments', {
    id: payment.id,
    authority_id: payment.authorityId,
    case_id: payment.caseId,
    interaction_id: payment.interactionId,
    customer_id: payment.customerId,
    amount_pence: payment.amountPence,
    method: payment.method,
    way: payment.way,
    state: payment.state,
    paid_at: payment.paidAt,
    fund_code: payment.fundCode,
    receipt: payment.receipt,
    purpose: payment.purpose,
    taken_at: payment.takenAt,
    taken_by: payment.takenById,
    taken_by_name: payment.takenByName,
  });
}

/** Answers false when somebody changed it since it was read. */
export async function markCancelled(
  db: Writes,
  { id, way, version }: Pick<Payment, 'id' | 'way' | 'version'>,
  { at, byName, reason }: NonNullable<Payment['cancelled']>,
): Promise<boolean> {
  const calledOff = way === null ? {} : { state: 'cancelled' };
  const row = {
    ...calledOff,
    cancelled_at: at,
    cancelled_by_name: byName,
    cancel_reason: reason,
    version: version + 1,
  };
  return (await db.update('payments', { id, version }, row)) === 1;
}

/** What a provider said of a payment. Answers false when somebody changed it since it was read. */
export async function updateState(
  db: Writes,
  { id, version }: Pick<Payment, 'id' | 'version'>,
  { state, paidAt, receipt }: Pick<Payment, 'state' | 'paidAt' | 'receipt'>,
): Promise<boolean> {
  const stands = state === 'paid' ? { cancelled_at: null, cancelled_by_name: null, cancel_reason: null } : {};
  const row = { state, paid_at: paidAt, receipt, ...stands, version: version + 1 };
  return (await db.update('payments', { id, version }, row)) === 1;
}

/** Answers false when somebody changed it since it was read. */
export async function updateRefunded(
  db: Writes,
  { id, version }: Pick<Payment, 'id' | 'version'>,
  refundedPence: number,
): Promise<boolean> {
  const row = { refunded_pence: refundedPence, version: version + 1 };
  return (await db.update('payments', { id, version }, row)) === 1;
}
