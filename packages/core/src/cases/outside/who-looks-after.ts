import { listMembers } from '../../directory/index.js';
import type { Reads } from '../../kernel/db/database.js';
import { everyAuthority } from '../../kernel/scope.js';
import type { CommandContext } from '../../kernel/command.js';
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

/** Has them told that something between a case and the system that has it waits for them. */
export async function tellStaff(context: CommandContext, found: Case): Promise<void> {
  const { id, authorityId, reference } = found;
  const tell = await whoLooksAfter(context.db, found);
  await context.emit({ authorityId, topic: 'outside.stuck', subjectId: id, payload: { reference, tell } });
}
