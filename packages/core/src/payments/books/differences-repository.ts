import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { differenceKey } from './books-rules.js';
import type { DifferenceKind, FoundDifference, KeptDifference } from './books-types.js';

interface Row {
  id: string;
  authority_id: AuthorityId;
  day_id: string;
  entry_kind: string;
  difference: string;
  payment_id: string | null;
  their_reference: string | null;
  their_name: string | null;
  fund_code: string | null;
  our_pence: number | null;
  their_pence: number | null;
  their_state: string | null;
  at: Instant;
  found_at: Instant;
  gone_at: Instant | null;
  closed_at: Instant | null;
  closed_by_name: string | null;
  reason: string | null;
  version: number;
  reference: string | null;
  is_shown: number;
}

// A payment towards a case that is kept from the reader is money, and says nothing of the case. Relies on the keys of all.
const columns = `d.id, d.authority_id, d.day_id, d.entry_kind, d.difference, d.payment_id, d.their_reference, d.their_name,
  d.fund_code, d.our_pence, d.their_pence, d.their_state, d.at, d.found_at, d.gone_at, d.closed_at, d.reason, d.version,
  w.display_name as closed_by_name, c.reference,
  case when p.id is not null and (p.case_id is null or c.id is not null) then 1 else 0 end as is_shown`;
const joined = `from @payment_differences d left join @payments p on p.id = d.payment_id
  left join @cases c on c.id = p.case_id left join people w on w.id = d.closed_by`;

const toDifference = (row: Row): KeptDifference => {
  const isShown = Number(row.is_shown) === 1;
  return {
    ...{ id: row.id, authorityId: row.authority_id, dayId: row.day_id },
    entryKind: row.entry_kind as FoundDifference['entryKind'],
    difference: row.difference as DifferenceKind,
    ...{ paymentId: isShown ? row.payment_id : null, reference: row.reference, isShown },
    ...{ theirReference: row.their_reference, theirName: row.their_name, fundCode: row.fund_code },
    ...{ ourPence: row.our_pence, theirPence: row.their_pence },
    theirState: row.their_state as FoundDifference['theirState'],
    state: row.closed_at !== null ? 'closed' : row.gone_at !== null ? 'gone' : 'open',
    ...{ at: row.at, foundAt: row.found_at, goneAt: row.gone_at, closedAt: row.closed_at },
    ...{ closedByName: row.closed_by_name, reason: row.reason, version: row.version },
  };
};

const byId = statement<{ id: string }, Row>(`select ${columns} ${joined} where d.id = :id`);
// Relies on payment_differences_day_id_found_key_key. Those that are open first.
const ofDay = statement<{ day: string; limit: number }, Row>(
  `select ${columns} ${joined} where d.day_id = :day
   order by case when d.closed_at is null and d.gone_at is null then 0 else 1 end, d.at, d.id limit :limit`,
);
const keysOfDay = statement<{ day: string }, { id: string; found_key: string; gone_at: Instant | null }>(
  'select id, found_key, gone_at from @payment_differences where day_id = :day',
);

export async function findDifference(db: Reads, id: string): Promise<KeptDifference | undefined> {
  const row = await db.first(byId, { id });
  return row && toDifference(row);
}

/** What differed on a day, what is open first. */
export async function listDifferences(db: Reads, day: string, limit: number): Promise<KeptDifference[]> {
  return (await db.all(ofDay, { day, limit })).map(toDifference);
}

interface OfDay {
  readonly dayId: string;
  readonly authorityId: AuthorityId;
  readonly now: Instant;
  readonly newId: () => string;
}

/** Keeps what differs now: what is new, what is there again, and that the rest is gone. What was explained stays so. */
export async function keepDifferences(
  db: Writes,
  found: readonly FoundDifference[],
  { dayId, authorityId, now, newId }: OfDay,
): Promise<void> {
  const kept = new Map((await db.all(keysOfDay, { day: dayId })).map((row) => [row.found_key, row]));
  const keys = new Map(found.map((one) => [differenceKey(one), one]));
  const fresh = [...keys].filter(([key]) => !kept.has(key));
  const about = { authority_id: authorityId, day_id: dayId, found_at: now };
  if (fresh.length > 0)
    await db.insert(
      'payment_differences',
      fresh.map(([key, one]) => ({ id: newId(), ...about, found_key: key, ...rowOf(one) })),
    );
  for (const [key, { id, gone_at: goneAt }] of kept)
    if (keys.has(key) !== (goneAt === null))
      await db.update('payment_differences', { id }, { gone_at: keys.has(key) ? null : now });
}

const rowOf = (one: FoundDifference) => ({
  ...{ entry_kind: one.entryKind, difference: one.difference, payment_id: one.paymentId },
  ...{ their_reference: one.theirReference, their_name: one.theirName, fund_code: one.fundCode },
  ...{ our_pence: one.ourPence, their_pence: one.theirPence, their_state: one.theirState, at: one.at },
});

/** Answers false when somebody changed it since it was read. */
export async function closeDifferenceRow(
  db: Writes,
  { id, version }: Pick<KeptDifference, 'id' | 'version'>,
  { at, byId: by, reason }: { readonly at: Instant; readonly byId: string | null; readonly reason: string },
): Promise<boolean> {
  const row = { closed_at: at, closed_by: by, reason, version: version + 1 };
  return (await db.update('payment_differences', { id, version }, row)) === 1;
}
