import { z } from 'zod';
import { listHolders } from '../../access/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { permissionNamed } from '../../kernel/permissions.js';
import { everyAuthority } from '../../kernel/scope.js';
import { alertErrors } from '../alert-errors.js';
import { permissions } from '../permissions.js';
import { findAlert, markReviewTold } from '../repository.js';
import { isShowing } from '../rules.js';

const deciding = permissionNamed(permissions, 'alerts.decide');

/**
 * Tells whoever proposed and whoever approved an alert that its review date has come: once for each review date. Where
 * neither may decide at that council any more, all who may are told.
 * @throws not_found; alert_state; review_told
 */
export const tellReviewDue = defineCommand({
  name: 'alerts.tell-review-due',
  permission: 'alerts.decide',
  input: z.strictObject({ id: uuidField }),
  output: z.object({ id: z.string() }),
  run: async (context, { id }) => {
    const { db, now } = context;
    const today = localDateAt(now);
    const alert = await findAlert(db, id);
    if (!alert) throw notFound();
    if (!isShowing(alert, now) || alert.reviewOn > today)
      throw alertErrors.wrongState({ facts: { state: alert.state } });
    if (!(await markReviewTold(db, alert))) throw alertErrors.reviewTold();
    const { authorityId, reviewOn } = alert;
    const deciders = await listHolders(db.within(everyAuthority), deciding, authorityId, today);
    const owners = [alert.proposedById, alert.decidedById].filter((person) => person !== null);
    const tell = owners.some((person) => deciders.includes(person)) ? owners : [...owners, ...deciders];
    await context.audit({ authorityId, subject: { kind: 'alert', id }, details: { reviewOn } });
    await context.emit({ authorityId, topic: 'alert.review-due', subjectId: id, payload: { id, tell } });
    return { id };
  },
});
