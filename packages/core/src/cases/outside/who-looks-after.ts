import { listMembers } from '../../directory/index.js';
import type { Reads } from '../../kernel/db/database.js';
import { everyAuthority } from '../../kernel/scope.js';
import type { Case } from '../types.js';

/** Who is told that a case needs somebody: whoever has it, else who leads its team. */
export async function whoLooksAfter(
  db: Reads,
  { assigneeId, teamId }: Pick<Case, 'assigneeId' | 'teamId'>,
): Promise<string[]> {
  if (assigneeId !== null) return [assigneeId];
  const members = await listMembers(db.within(everyAuthority), teamId);
  return members.filter(({ leads }) => leads).map(({ personId }) => personId);
}
