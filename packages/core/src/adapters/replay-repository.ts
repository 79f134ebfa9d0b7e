import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';

// Relies on deliveries_authority_id_state_queued_at_id_idx.
const replay = statement<
  { authorityId: AuthorityId; instance: string; from: Instant; until: Instant; now: Instant },
  never
>(
  `update deliveries set state = 'waiting', attempts = 0, queued_at = :now, next_try_at = :now, settled_at = null, version = version + 1
   where authority_id = :authorityId and state = 'dead' and instance = :instance and queued_at >= :from and queued_at < :until`,
);

/** Has everything tried again that was queued in a time and given up. Answers how many. */
export function replayDead(
  db: Writes,
  range: {
    readonly authorityId: AuthorityId;
    readonly instance: string;
    readonly from: Instant;
    readonly until: Instant;
    readonly now: Instant;
  },
): Promise<number> {
  return db.run(replay, range);
}

// Relies on deliveries_idempotency_key_key.
const refuse = statement<{ key: string; note: string; now: Instant }, never>(
  `update deliveries set state = 'dead', code = 'refused', note = :note, settled_at = :now, version = version + 1
   where idempotency_key = :key and state = 'delivered'`,
);

/** Has what was delivered under a key wait for staff, because the far end refuses it afterwards. */
export async function refuseDelivered(
  db: Writes,
  refused: { readonly key: string; readonly note: string; readonly now: Instant },
): Promise<void> {
  await db.within(everyAuthority).run(refuse, refused);
}
