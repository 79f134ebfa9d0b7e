import type { CommandContext } from '../kernel/command.js';
import type { AuthorityId } from '../kernel/scope.js';
import { insertEvents } from './events-repository.js';
import type { CaseEventData, CaseEventKind, Visibility } from './types.js';

/** Writes down what the actor of a command did to a case. */
export async function recordEvent(
  context: CommandContext,
  { id: caseId, authorityId }: { id: string; authorityId: AuthorityId },
  event: { kind: CaseEventKind; visibility?: Visibility; body?: string | undefined; data?: CaseEventData },
): Promise<string> {
  const id = context.newId();
  const { kind, visibility = 'internal', body, data = {} } = event;
  const who = actorOf(context);
  await insertEvents(context.db, [{ id, authorityId, caseId, at: context.now, kind, ...who, visibility, body, data }]);
  return id;
}

/** Who a command's events name: staff by name, the system as "Automatic". */
export function actorOf({ actor }: Pick<CommandContext, 'actor'>): { actorId: string | null; actorName: string } {
  return actor.kind === 'staff'
    ? { actorId: actor.staffId, actorName: actor.name }
    : { actorId: null, actorName: 'Automatic' };
}

/** Who did it, for those who are told of it. Null: Moothall itself. */
export function doneBy({ actor }: Pick<CommandContext, 'actor'>): { id: string; name: string } | null {
  return actor.kind === 'staff' ? { id: actor.staffId, name: actor.name } : null;
}
