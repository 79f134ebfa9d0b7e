import type { Instant } from '../kernel/clock.js';
import type { Database, Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { deliveryColumns, toDelivery, type DeliveryRow } from './repository.js';
import type { Delivery } from './types.js';

type Claim = {
  instance: string;
  now: Instant;
  /** What was settled later than this is asked about again at `soonest`; what was settled before `endBefore` no more. */
  youngAfter: Instant;
  soonest: Instant;
  endBefore: Instant;
  limit: number;
};

// Relies on deliveries_instance_outcome_due_at_idx. Whoever claims one puts its next time on, so that a worker that died,
// or a far end that knows nothing yet, leaves it to be asked about later, and for the last time at its end.
const claimText = (skipLocked: string): string => `
  update deliveries set outcome_due_at = case
    when settled_at < :endBefore then null
    when settled_at > :youngAfter then :soonest
    else :now + (:now - settled_at) / 2 end
  where id in (
    select d.id from @deliveries d where d.instance = :instance and d.outcome_due_at <= :now
    order by d.outcome_due_at limit :limit ${skipLocked})
  returning ${deliveryColumns}`;
const claimOnSqlite = statement<Claim, DeliveryRow>(claimText(''));
const claimOnPostgres = statement<Claim, DeliveryRow>(claimText('for update skip locked'));

/** Deliveries of an instance whose outcome is to be asked now, each claimed for this worker. */
export async function claimOutcomes(db: Database, claim: Claim): Promise<Delivery[]> {
  const text = db.engine === 'postgres' ? claimOnPostgres : claimOnSqlite;
  return (await db.write(everyAuthority, (writes) => writes.all(text, claim))).map(toDelivery);
}

/** Nothing is asked about it any more: what became of it is known. */
export async function endOutcome(db: Writes, { id }: Pick<Delivery, 'id'>): Promise<void> {
  await db.update('deliveries', { id }, { outcome_due_at: null });
}

// Relies on deliveries_instance_reference_idx.
const byReference = statement<{ instance: string; reference: string }, DeliveryRow>(
  `select ${deliveryColumns} from @deliveries
   where instance = :instance and reference = :reference and state = 'delivered' order by settled_at desc limit 1`,
);

/** What an instance delivered, by what its far end calls it. */
export async function findDelivered(
  db: Reads,
  wanted: { readonly instance: string; readonly reference: string },
): Promise<Delivery | undefined> {
  const row = await db.first(byReference, wanted);
  return row && toDelivery(row);
}
