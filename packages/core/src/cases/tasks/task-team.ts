import { findTeam, listMembers } from '../../directory/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { doneBy } from '../record-event.js';
import type { Case, CaseTask } from '../types.js';

/**
 * The team that does a task: null for the case's own, so that a task goes along when its case is handed over.
 * @throws bad_input on `teamId` for a team of another council, and for another team on a restricted case
 */
export async function doingTeam(
  { db }: CommandContext,
  { authorityId, teamId: caseTeamId, restricted }: Pick<Case, 'authorityId' | 'teamId' | 'restricted'>,
  named: string | null,
): Promise<string | null> {
  if (named === null || named === caseTeamId) return null;
  if (restricted) throw fault('teamId', 'Choose the case’s team: nobody else sees a restricted case');
  const team = await findTeam(db, named);
  if (team?.authorityId !== authorityId) throw fault('teamId', 'Choose a team of the case’s council');
  return named;
}

/** Nobody outside the team that does a task can be given it. @throws bad_input on `ownerId` */
export async function refuseStranger({ db }: CommandContext, teamId: string, ownerId: string | null): Promise<void> {
  if (ownerId === null || (await listMembers(db, teamId)).some(({ personId }) => personId === ownerId)) return;
  throw fault('ownerId', 'Choose somebody in the team that does it, or nobody');
}

/** Tells the owner of a task; while nobody has it and it is for another team than the case's, that team's leaders. */
export async function tellWhoDoesIt(
  context: CommandContext,
  { id: subjectId, authorityId, reference }: Pick<Case, 'id' | 'authorityId' | 'reference'>,
  { id: taskId, teamId, ownerId }: Pick<CaseTask, 'id' | 'teamId' | 'ownerId'>,
): Promise<void> {
  const about = { reference, taskId, by: doneBy(context) };
  const tell = async (topic: string, people: readonly string[]): Promise<void> => {
    if (people.length > 0) await context.emit({ authorityId, topic, subjectId, payload: { ...about, tell: people } });
  };
  if (ownerId !== null) await tell('case.task-given', [ownerId]);
  else if (teamId !== null) await tell('case.task-for-team', await leadersOf(context, teamId));
}

export async function leadersOf({ db }: Pick<CommandContext, 'db'>, teamId: string): Promise<string[]> {
  return (await listMembers(db, teamId)).filter(({ leads }) => leads).map(({ personId }) => personId);
}

function fault(field: string, message: string) {
  return badInput({ faults: [{ field, message }] });
}
