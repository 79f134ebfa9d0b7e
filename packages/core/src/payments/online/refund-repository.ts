import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { Refund, RefundState } from './online-types.js';

interface Row {
  id: string;
  authority_id: number;
  payment_id: string;
  amount_pence: number;
  reason: string;
  state: string;
  their_reference: string | null;
  asked_at: Instant;
  asked_by: string | null;
  asked_by_name: string;
  settled_at: Instant | null;
  ask_at: Instant | null;
  asks: number;
  why: string | null;
  version: number;
}

const columns = `id, authority_id, payment_id, amount_pence, reason, state, their_reference, asked_at, asked_by,
  asked_by_name, settled_at, ask_at, asks, why, version`;

const toRefund = (row: Row): Refund => ({
  id: row.id,
  authorityId: row.authority_id,
  paymentId: row.payment_id,
  amountPence: row.amount_pence,
  reason: row.reason,
  state: row.state as RefundState,
  theirReference: row.their_reference,
  askedAt: row.asked_at,
  askedById: row.asked_by,
  askedByName: row.asked_by_name,
  settledAt: row.settled_at,
  askAt: row.ask_at,
  asks: row.asks,
  why: row.why,
  version: row.version,
});

const byId = statement<{ id: string }, Row>(`select ${columns} from @payment_refunds where id = :id`);
// Relies on payment_refunds_payment_id_asked_at_idx.
const ofPayment = statement<{ payment: string }, Row>(
  `select ${columns} from @payment_refunds where payment_id = :payment order by asked_at desc, id desc`,
);
// Relies on payment_refunds_ask_at_idx.
const due = statement<{ now: Instant; limit: number }, { id: string }>(
  `select id from @payment_refunds where ask_at <= :now order by ask_at limit :limit`,
);

export async function findRefund(db: Reads, id: string): Promise<Refund | undefined> {
  const row = await db.first(byId, { id });
  return row && toRefund(row);
}

/** What was given back of a payment, or asked to be, the newest first; there are never many. */
export async function listRefunds(db: Reads, payment: string): Promise<Refund[]> {
  return (await db.all(ofPayment, { payment })).map(toRefund);
}

export async function listDueRefunds(db: Reads, now: Instant, limit: number): Promise<string[]> {
  return (await db.all(due, { now, limit })).map(({ id }) => id);
}

export type NewRefund = Omit<Refund, 'state' | 'theirReference' | 'settledAt' | 'asks' | 'why' | 'version'>;

export async function insertRefund(db: Writes, refund: NewRefund): Promise<void> {
  await db.insert('payment_refunds', {
    id: refund.id,
    authority_id: refund.authorityId,
    payment_id: refund.paymentId,
    amount_pence: refund.amountPence,
    reason: refund.reason,
    state: 'asked',
    asked_at: refund.askedAt,
    asked_by: refund.askedById,
    asked_by_name: refund.askedByName,
    ask_at: refund.askAt,
  });
}

/** Answers false when it was changed since it was read. */
export async function updateRefund(
  db: Writes,
  { id, version }: Pick<Refund, 'id' | 'version'>,
  changed: Pick<Refund, 'state' | 'theirReference' | 'settledAt' | 'askAt' | 'asks' | 'why'>,
): Promise<boolean> {
  const { state, theirReference, settledAt, askAt, asks, why } = changed;
  const row = { state, their_reference: theirReference, settled_at: settledAt, ask_at: askAt, asks, why };
  return (await db.update('payment_refunds', { id, version }, { ...row, version: version + 1 })) === 1;
}

/** Has the provider asked by the next round of the job about the refunds of a payment that have not ended. */
export async function askRefundsSoon(db: Writes, payment: string, now: Instant): Promise<void> {
  for (const { id, settledAt } of await listRefunds(db, payment))
    if (settledAt === null) await db.update('payment_refunds', { id }, { ask_at: now });
}
