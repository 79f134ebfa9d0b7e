import { statement } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';
import type { TestWorld } from '../../testing/harness.js';

const about = statement<{ id: string }, { action: string; details: string; actor_id: string | null }>(
  'select action, details, actor_id from @audit_entries where subject_id = :id order by at, id',
);

/** What the audit says of one record, reads included. */
export async function auditRows({ kernel }: TestWorld, id: string): Promise<{ action: string; details: string }[]> {
  await kernel.readAudit.flush();
  return await kernel.db.read(everyAuthority).all(about, { id });
}
