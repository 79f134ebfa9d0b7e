import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { PaymentMethod, PaymentWay } from '../types.js';
import type { BookLine } from './books-types.js';

interface Row {
  id: string;
  case_id: string | null;
  visible_case_id: string | null;
  reference: string | null;
  method: string;
  way: string | null;
  instance: string | null;
  their_reference: string | null;
  fund_code: string | null;
  amount_pence: number;
  at: Instant;
}
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- the parameters of a statement
type Asked = { authority: number; from: Instant; until: Instant; limit: number };

const about = `p.id, p.case_id, c.id as visible_case_id, c.reference, p.method, p.way, v.instance, p.fund_code`;
const joined = `left join @provider_payments v on v.payment_id = p.id left join @cases c on c.id = p.case_id`;
// Relies on payments_authority_id_paid_at_idx.
const taken = statement<Asked, Row>(
  `select ${about}, v.their_reference, p.amount_pence, p.paid_at as at from @payments p ${joined}
   where p.authority_id = :authority and p.paid_at >= :from and p.paid_at < :until and p.state = 'paid'
   and p.cancelled_at is null order by p.paid_at, p.id limit :limit`,
);
// Relies on payment_refunds_authority_id_settled_at_idx.
const givenBack = statement<Asked, Row>(
  `select ${about}, r.their_reference, r.amount_pence, r.settled_at as at
   from @payment_refunds r join @payments p on p.id = r.payment_id ${joined}
   where r.authority_id = :authority and r.settled_at >= :from and r.settled_at < :until and r.state = 'refunded'
   order by r.settled_at, r.id limit :limit`,
);
// Relies on provider_payments_instance_their_reference_idx.
const known = statement<{ instance: string; references: readonly string[] }, { their_reference: string; authority_id: number }>(
  `select their_reference, authority_id from @provider_payments
   where instance = :instance and their_reference in (:references*)`,
);

/** What a council took and gave back from an instant until before another, in order; no more than the limit of each. */
export async function listLines(db: Reads, asked: Asked): Promise<BookLine[]> {
  const payments = (await db.all(taken, asked)).map((row) => toLine('payment', row));
  const refunds = (await db.all(givenBack, asked)).map((row) => toLine('refund', row));
  return [...payments, ...refunds].sort((a, b) => a.at - b.at);
}

/** Whose the payments are that a provider knows by these references; those that Moothall doesn't know are left out. */
export async function listOwners(
  db: Reads,
  instance: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (references.length === 0) return new Map();
  const rows = await db.all(known, { instance, references });
  return new Map(rows.map((row) => [row.their_reference, row.authority_id]));
}

/** Money of a case that the reader may not see counts, and says nothing of the case. */
function toLine(kind: BookLine['kind'], row: Row): BookLine {
  const isHidden = row.case_id !== null && row.visible_case_id === null;
  return {
    ...{ kind, paymentId: isHidden ? null : row.id, reference: row.reference },
    ...{ method: row.method as PaymentMethod, way: row.way as PaymentWay | null },
    ...{ instance: row.instance, theirReference: row.their_reference, fundCode: row.fund_code },
    ...{ amountPence: row.amount_pence, at: row.at },
  };
}
