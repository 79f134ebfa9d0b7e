import type { Writes } from '../../../kernel/db/database.js';

/** Says in somebody's post what they deal with, a line each, and who manages them. */
export async function describePost(
  db: Writes,
  personId: string | undefined,
  work: { readonly responsibilities: readonly string[]; readonly managerId: string | undefined },
): Promise<void> {
  const terms = { responsibilities: work.responsibilities.join('\n'), manager_id: work.managerId };
  await db.update('employments', { person_id: personId }, terms);
}
