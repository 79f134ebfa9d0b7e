import { z } from 'zod';
import { HOUR_MS } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, defineError, notAllowed } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { phaseOf } from '../agreement-rules.js';
import { keepChange, openForChange } from '../change-agreement.js';
import { endActivations, insertActivation } from '../terms-repository.js';

export const notDormant = defineError(
  'agreement_not_dormant',
  409,
  'This agreement is not one that waits to be opened. Reload the page to see how it stands.',
);

/** Opens a continuity or overflow agreement, for hours, as one of the people whom its terms name. */
export const openAgreement = defineCommand({
  name: 'partnerships.open-agreement',
  permission: 'partnerships.activate',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    hours: z.coerce.number('Enter a number of hours').int('Enter whole hours').min(1, 'Enter at least 1 hour'),
    reason: longText(500, 'why'),
    /** How long customers wait now; for overflow. */
    waitMinutes: z.coerce.number('Enter a number of minutes').int('Enter whole minutes').min(0).max(1440).optional(),
  }),
  run: async (context, { hours, reason, waitMinutes, ...which }) => {
    const { db, now, actor } = context;
    const { agreement, mySides } = await openForChange(context, which);
    const terms = agreement.agreed?.terms;
    if (!terms || phaseOf(agreement, now) !== 'dormant') throw notDormant();
    if (actor.kind !== 'staff' || !terms.officerIds.includes(actor.staffId))
      throw notAllowed({}, 'Only the people whom the agreement names may open it.');
    const { openForHours = 0, overflowMinutes = 0 } = terms;
    const fault = (field: string, message: string) => badInput({ faults: [{ field, message }] });
    if (hours > openForHours) throw fault('hours', `Enter ${openForHours} hours or fewer: so it was agreed`);
    if (agreement.kind === 'overflow' && (waitMinutes ?? 0) < overflowMinutes)
      throw fault('waitMinutes', `Open it once customers wait ${overflowMinutes} minutes or longer: so it was agreed`);
    const about = { id: context.newId(), receiverId: agreement.receiverId, agreementId: agreement.id };
    const activation = { fromAt: now, toAt: now + hours * HOUR_MS, reason, waitMinutes: waitMinutes ?? null };
    await insertActivation(db, { ...about, personId: actor.staffId }, activation);
    return await keepChange(context, agreement, {
      event: { kind: 'opened', side: mySides[0], note: reason },
      details: { toAt: activation.toAt },
    });
  },
});

/** Closes what was opened before its time is over. Anybody who may open agreements does so, at either side. */
export const closeAgreement = defineCommand({
  name: 'partnerships.close-agreement',
  permission: 'partnerships.activate',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, which) => {
    const { agreement, mySides } = await openForChange(context, which);
    if (!(await endActivations(context.db, agreement.id, context.now))) throw notDormant({}, 'Nobody opened it.');
    return await keepChange(context, agreement, { event: { kind: 'closed', side: mySides[0] } });
  },
});
