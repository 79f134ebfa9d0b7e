import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { may } from '../../kernel/scope.js';
import { refuseCardNumber } from '../log/cards.js';
import { doneBy } from '../record-event.js';
import { isOfferedToActor } from './answer-handover.js';
import { handoverErrors } from './handover-errors.js';
import { findHandover, keepResult } from './handovers-repository.js';
import { settleHandover } from './settle-handover.js';

const output = z.object({ id: z.string(), version: z.number() });

/**
 * Takes an offer back: whoever made it, or, of a case, anybody who may pass it on.
 * @throws not_found; stale_version; handover_given_by_another; handover_ended
 */
export const withdrawHandover = defineCommand({
  name: 'cases.withdraw-handover',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  output,
  run: async (context, { id, expectedVersion }) => {
    const handover = await findHandover(context.db, id);
    if (!handover) throw notFound();
    const { authorityId, caseId, fromPersonId, version, state } = handover;
    const isGiver = context.actor.kind === 'staff' && context.actor.staffId === fromPersonId;
    if (!isGiver && !(caseId !== null && may(context.actor, 'cases.assign', authorityId)))
      throw handoverErrors.notGiven();
    if (state !== 'offered') throw handoverErrors.ended();
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    return { id, version: await settleHandover(context, handover, { event: 'withdraw', tell: 'nobody' }) };
  },
});

/** Gives an offer back to whoever made it, once its time is over, or its case went elsewhere. @throws handover_ended */
export const returnHandover = defineCommand({
  name: 'cases.return-handover',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const handover = await findHandover(context.db, id);
    if (!handover) throw notFound();
    return { id, version: await settleHandover(context, handover, { event: 'return', tell: 'giver' }) };
  },
});

/**
 * Says what became of an enquiry that the actor, or somebody of their team, accepted; whoever passed it on is told.
 * @throws not_found; stale_version; handover_of_another; handover_not_to_finish; bad_input on `result`
 */
export const finishHandover = defineCommand({
  name: 'cases.finish-handover',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, result: line(500, 'what became of it') }),
  output,
  run: async (context, { id, expectedVersion, result }) => {
    refuseCardNumber('result', result);
    const handover = await findHandover(context.db, id);
    if (!handover) throw notFound();
    const { authorityId, enquiryId, finishedAt, fromPersonId, state, version } = handover;
    if (!(await isOfferedToActor(context, handover))) throw handoverErrors.notYours();
    if (state !== 'accepted' || enquiryId === null || finishedAt !== null) throw handoverErrors.notFinished();
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    if (!(await keepResult(context.db, handover, result, context.now))) throw staleVersion();
    const subject = { kind: 'handover', id };
    await context.audit({ authorityId, subject, details: { enquiryId }, personal: { result } });
    const payload = { enquiryId, tell: fromPersonId === null ? [] : [fromPersonId], by: doneBy(context) };
    await context.emit({ authorityId, topic: 'handover.finished', subjectId: id, payload });
    return { id, version: version + 1 };
  },
});
