import { z } from 'zod';
import { isTeamMember, listAway } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notAllowed, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { QueryContext } from '../../kernel/query.js';
import { everyAuthority, may } from '../../kernel/scope.js';
import { caseToChange, saveCase } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { actorOf, recordEvent } from '../record-event.js';
import { settleHandover } from './settle-handover.js';
import { handoverErrors } from './handover-errors.js';
import type { Handover } from './handover-types.js';
import { findHandover } from './handovers-repository.js';
import { neededFor, ownTeamAt } from './receivers.js';

const output = z.object({ id: z.string(), version: z.number() });
const seen = { id: uuidField, expectedVersion: versionField };

/**
 * Takes over what was passed to the actor, a team of theirs or their council. A case is theirs, and their team's, from
 * now on.
 * @throws not_found; stale_version; handover_of_another; handover_ended; handover_overtaken; not_allowed
 */
export const acceptHandover = defineCommand({
  name: 'cases.accept-handover',
  permission: 'cases.read',
  input: z.strictObject(seen),
  output,
  run: async (context, { id, expectedVersion }) => {
    const handover = await handoverToAnswer(context, id, expectedVersion);
    const version = await settleHandover(context, handover, { event: 'accept', tell: 'giver' });
    if (handover.caseId !== null) await takeCase(context, handover, handover.caseId);
    return { id, version };
  },
});

/**
 * Leaves it with whoever passed it on, who is told why.
 * @throws not_found; stale_version; handover_of_another; handover_ended; not_allowed; bad_input on `reason`
 */
export const declineHandover = defineCommand({
  name: 'cases.decline-handover',
  permission: 'cases.read',
  input: z.strictObject({ ...seen, reason: line(500, 'why you decline it') }),
  output,
  run: async (context, { id, expectedVersion, reason }) => {
    refuseCardNumber('reason', reason);
    const handover = await handoverToAnswer(context, id, expectedVersion);
    return { id, version: await settleHandover(context, handover, { event: 'decline', tell: 'giver', reason }) };
  },
});

async function handoverToAnswer(context: CommandContext, id: string, expectedVersion: number): Promise<Handover> {
  const handover = await findHandover(context.db, id);
  if (!handover) throw notFound();
  const { authorityId, version } = handover;
  const needed = neededFor[handover.caseId === null ? 'enquiry' : 'case'];
  if (!may(context.actor, needed, authorityId)) throw notAllowed({ facts: { permission: needed } });
  if (!(await isOfferedToActor(context, handover))) throw handoverErrors.notYours();
  if (handover.state !== 'offered') throw handoverErrors.ended();
  if (version !== expectedVersion) throw staleVersion({ facts: { version } });
  return handover;
}

/** Also to whoever stands in today for the person. */
export async function isOfferedToActor(
  { db, actor, now }: Pick<QueryContext, 'db' | 'actor' | 'now'>,
  { to }: Pick<Handover, 'to'>,
): Promise<boolean> {
  if (actor.kind !== 'staff') return false;
  const all = db.within(everyAuthority);
  if (to.personId === actor.staffId) return true;
  if (to.personId !== null)
    return (await listAway(all, [to.personId], localDateAt(now))).get(to.personId)?.deputyId === actor.staffId;
  if (to.teamId !== null) return await isTeamMember(all, to.teamId, actor.staffId);
  return (await ownTeamAt({ db: all, actor }, to.authorityId)) !== undefined;
}

async function takeCase(context: CommandContext, { fromTeamId, to }: Handover, caseId: string): Promise<void> {
  const current = await caseToChange(context, caseId);
  if (current.statusKind === 'closed' || current.teamId !== fromTeamId) throw handoverErrors.overtaken();
  const teamId = to.teamId ?? (await ownTeamAt(context, to.authorityId))?.id;
  if (teamId === undefined) throw handoverErrors.notYours();
  const { actorId: assigneeId, actorName: assigneeName } = actorOf(context);
  await saveCase(context, current, { teamId, assigneeId });
  await recordEvent(context, current, { kind: 'assigned', data: { assigneeId, assigneeName } });
  const { authorityId, reference } = current;
  const payload = { reference, fromTeamId, toTeamId: teamId };
  await context.emit({ authorityId, topic: 'case.handed-over', subjectId: caseId, payload });
}
