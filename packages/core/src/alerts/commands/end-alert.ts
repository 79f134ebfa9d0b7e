import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import { alertToChange } from '../alert-to-change.js';
import { updateAlert } from '../repository.js';

/** Ends an alert before its expiry: it shows nowhere from the next page on. */
export const endAlert = defineCommand({
  name: 'alerts.end-alert',
  permission: 'alerts.decide',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    reason: longText(1000, 'why it is no longer needed'),
  }),
  run: async (context, { id, expectedVersion, reason }) => {
    const alert = await alertToChange(context, { id, expectedVersion }, 'live');
    const change = { state: 'ended', endedAt: context.now, closingReason: reason } as const;
    const version = await updateAlert(context.db, alert, change);
    const { authorityId } = alert;
    await context.audit({ authorityId, subject: { kind: 'alert', id }, personal: { reason } });
    await context.emit({ authorityId, topic: 'alert.ended', subjectId: id, payload: { id } });
    return { id, version };
  },
});
