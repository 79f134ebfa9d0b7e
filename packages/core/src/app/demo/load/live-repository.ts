import type { Instant } from '../../../kernel/clock.js';
import type { Writes } from '../../../kernel/db/database.js';
import type { AuthorityId } from '../../../kernel/scope.js';

/** Says when the contact began that is under way in a seat; nothing where the council has no such seat. */
export async function setBeginning(db: Writes, authorityId: AuthorityId, seat: string, at: Instant): Promise<void> {
  await db.update('interactions', { authority_id: authorityId, source_key: seat, state: 'open' }, { started_at: at });
}
