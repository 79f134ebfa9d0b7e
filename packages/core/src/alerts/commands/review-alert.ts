import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { alertToChange } from '../alert-to-change.js';
import { dateField } from '../../kernel/date-field.js';
import { updateAlert } from '../repository.js';
import { dateFaults, expiryAfter } from '../rules.js';

/** Keeps an alert after looking at it again: new dates for the next review and the end. */
export const reviewAlert = defineCommand({
  name: 'alerts.review-alert',
  permission: 'alerts.decide',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    reviewOn: dateField('review date'),
    until: dateField('last day'),
  }),
  run: async (context, { id, expectedVersion, reviewOn, until }) => {
    const alert = await alertToChange(context, { id, expectedVersion }, 'live');
    const faults = dateFaults(reviewOn, until, context.now);
    if (faults.length > 0) throw badInput({ faults });
    const expiresAt = expiryAfter(until);
    const version = await updateAlert(context.db, alert, { state: 'live', reviewOn, expiresAt });
    const { authorityId } = alert;
    await context.audit({ authorityId, subject: { kind: 'alert', id }, details: { reviewOn, expiresAt } });
    return { id, version };
  },
});
