import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { BookLine, Known } from './books-types.js';

interface LineRow {
  payment_id: string;
  their_reference: string | null;
  fund_code: string | null;
  amount_pence: number;
  at: Instant;
}
type Asked = { authority: number; instance: string; from: Instant; until: Instant; limit: number };

// Relies on payments_authority_id_paid_at_idx.
const taken = statement<Asked, LineRow>(
  `select p.id as payment_id, v.their_reference, p.fund_code, p.amount_pence, p.paid_at as at
   from @payments p join @provider_payments v on v.payment_id = p.id
   where p.authority_id = :authority and p.paid_at >= :from and p.paid_at < :until and p.state = 'paid'
   and v.instance = :instance order by p.paid_at, p.id limit :limit`,
);
// Relies on payment_refunds_authority_id_settled_at_idx.
const givenBack = statement<Asked, LineRow>(
  `select r.payment_id, r.their_reference, p.fund_code, r.amount_pence, r.settled_at as at
   from @payment_refunds r join @payments p on p.id = r.payment_id join @provider_payments v on v.payment_id = p.id
   where r.authority_id = :authority and r.settled_at >= :from and r.settled_at < :until and r.state = 'refunded'
   and v.instance = :instance order by r.settled_at, r.id limit :limit`,
);

/** What a council took and gave back by a connection from an instant until before another; at most `limit` of each. */
export async function listBookLines(db: Reads, asked: Asked): Promise<BookLine[]> {
  const payments = (await db.all(taken, asked)).map((row) => toLine('payment', row));
  const refunds = (await db.all(givenBack, asked)).map((row) => toLine('refund', row));
  return [...payments, ...refunds];
}

function toLine(kind: BookLine['kind'], row: LineRow): BookLine {
  const { payment_id: paymentId, their_reference: theirReference, fund_code: fundCode, at } = row;
  return { kind, paymentId, theirReference, fundCode, amountPence: row.amount_pence, at };
}

interface KnownRow {
  their_reference: string;
  authority_id: number;
  payment_id: string;
  fund_code: string | null;
  state: string;
}
type Named = { instance: string; references: readonly string[] };

// Relies on provider_payments_instance_their_reference_idx.
const paymentsNamed = statement<Named, KnownRow>(
  `select v.their_reference, v.authority_id, v.payment_id, p.fund_code, p.state
   from @provider_payments v join @payments p on p.id = v.payment_id
   where v.instance = :instance and v.their_reference in (:references*)`,
);
// Relies on payment_refunds_their_reference_idx.
const refundsNamed = statement<Named, KnownRow>(
  `select r.their_reference, r.authority_id, r.payment_id, p.fund_code, r.state
   from @payment_refunds r join @payments p on p.id = r.payment_id join @provider_payments v on v.payment_id = p.id
   where v.instance = :instance and r.their_reference in (:references*)`,
);

/** What Moothall has under a provider's references, of every council that the reader reads. */
export async function listKnown(db: Reads, kind: BookLine['kind'], named: Named): Promise<Known[]> {
  if (named.references.length === 0) return [];
  const rows = await db.all(kind === 'payment' ? paymentsNamed : refundsNamed, named);
  return rows.map((row) => ({
    ...{ theirReference: row.their_reference, authorityId: row.authority_id, paymentId: row.payment_id },
    ...{ fundCode: row.fund_code, isTaken: takenStates.has(`${kind} ${row.state}`) },
  }));
}

const takenStates: ReadonlySet<string> = new Set(['payment paid', 'refund submitted', 'refund refunded']);
