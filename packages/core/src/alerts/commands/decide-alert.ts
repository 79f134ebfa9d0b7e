import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { alertToChange } from '../alert-to-change.js';
import { updateAlert } from '../repository.js';

/**
 * Approves an alert that somebody else proposed, from when on it shows, or refuses it with a reason.
 * @throws own_proposal; alert_state; stale_version; bad_input; not_found
 */
export const decideAlert = defineCommand({
  name: 'alerts.decide-alert',
  permission: 'alerts.decide',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    decision: z.enum(['approve', 'refuse'], 'Choose whether to approve or refuse'),
    /** Why it is refused. */
    reason: optional(longText(1000)),
  }),
  run: async (context, { id, expectedVersion, decision, reason }) => {
    const alert = await alertToChange(context, { id, expectedVersion }, 'proposed');
    if (decision === 'refuse' && reason === undefined)
      throw badInput({ faults: [{ field: 'reason', message: 'Enter why you refuse it' }] });
    const decidedBy = context.actor.kind === 'staff' ? context.actor.staffId : null;
    const state = decision === 'approve' ? 'live' : 'refused';
    const why = reason === undefined ? {} : { closingReason: reason };
    const version = await updateAlert(context.db, alert, { state, decidedAt: context.now, decidedBy, ...why });
    const { authorityId } = alert;
    const personal = reason === undefined ? {} : { personal: { reason } };
    await context.audit({ authorityId, subject: { kind: 'alert', id }, details: { decision }, ...personal });
    await context.emit({ authorityId, topic: 'alert.decided', subjectId: id, payload: { id, state } });
    return { id, version };
  },
});
