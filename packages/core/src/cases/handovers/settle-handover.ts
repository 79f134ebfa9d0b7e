import type { CommandContext } from '../../kernel/command.js';
import { actorOf, doneBy, recordEvent } from '../record-event.js';
import { handoverErrors } from './handover-errors.js';
import { stateAfter, type HandoverEvent } from './handover-rules.js';
import type { Handover } from './handover-types.js';
import { endHandover } from './handovers-repository.js';

interface Ending {
  readonly event: HandoverEvent;
  /** Who hears of it. */
  readonly tell: 'giver' | 'nobody';
  readonly reason?: string;
}

/**
 * Ends an offer, with all that is written down of it, and answers its new version.
 * @throws handover_ended when it ended before, or somebody was faster
 */
export async function settleHandover(
  context: CommandContext,
  handover: Handover,
  { event, tell, reason }: Ending,
): Promise<number> {
  const { id, authorityId, caseId, enquiryId, fromPersonId, to, version } = handover;
  const state = stateAfter(handover.state, event);
  if (state === undefined || state === 'offered') throw handoverErrors.ended();
  const { actorId: byId, actorName } = actorOf(context);
  const end = { state, at: context.now, byId, byName: byId === null ? null : actorName, reason };
  if (!(await endHandover(context.db, handover, end))) throw handoverErrors.ended();
  if (caseId !== null) {
    const data = { handoverId: id, handover: state, name: to.name };
    await recordEvent(context, { id: caseId, authorityId }, { kind: 'handover', body: reason, data });
  }
  const details = { caseId, enquiryId, state };
  const personal = reason === undefined ? {} : { reason };
  await context.audit({ authorityId, subject: { kind: 'handover', id }, details, personal });
  const told = tell === 'giver' && fromPersonId !== null ? [fromPersonId] : [];
  const payload = { enquiryId, ...(caseId === null ? {} : { caseId }), tell: told, by: doneBy(context) };
  await context.emit({ authorityId, topic: `handover.${state}`, subjectId: id, payload });
  return version + 1;
}
