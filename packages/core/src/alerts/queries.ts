import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { addDays } from '../kernel/local-date.js';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { may } from '../kernel/scope.js';
import { findAlert, listLive, listProposed, listShowing } from './repository.js';
import { longestMonths } from './rules.js';
import type { Alert } from './types.js';

/** What shows now on a customer and on a property. Each showing is in the audit before the page is sent. */
export const listAlertsOn = defineQuery({
  name: 'alerts.list-alerts-on',
  permission: 'alerts.read',
  input: z.strictObject({ customerId: uuidField.nullable(), placeId: uuidField.nullable() }),
  run: async (context, of): Promise<Alert[]> => show(context, await listShowing(context.db, of, context.now)),
});

/** @throws not_found */
export const getAlert = defineQuery({
  name: 'alerts.get-alert',
  permission: 'alerts.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<Alert> => {
    const alert = await findAlert(context.db, id);
    const [shown] = alert ? show(context, [alert]) : [];
    if (!shown) throw notFound();
    return shown;
  },
});

export const alertLists = ['proposed', 'review', 'live'] as const;
export type AlertList = (typeof alertLists)[number];

/** How long before its review date an alert is due for review. */
const reviewAheadDays = 14;

/** Alerts to be decided, those due for review within a fortnight, or all that show; the most urgent first. */
export const listAlerts = defineQuery({
  name: 'alerts.list-alerts',
  permission: 'alerts.read',
  input: z.strictObject({ show: z.enum(alertLists).default('proposed') }),
  run: async (context, { show: which }): Promise<Alert[]> => {
    if (which === 'proposed') return show(context, await listProposed(context.db));
    const days = which === 'review' ? reviewAheadDays : longestMonths * 31;
    return show(context, await listLive(context.db, context.now, addDays(localDateAt(context.now), days)));
  },
});

/** Notes who sees which, and leaves the reasons out for those who may not know them. */
function show({ shown, actor }: QueryContext, alerts: readonly Alert[]): Alert[] {
  return alerts.map((alert) => {
    shown(alert.authorityId, 'alert', [alert.id]);
    return may(actor, 'alerts.read-reason', alert.authorityId)
      ? alert
      : { ...alert, reason: null, closingReason: null };
  });
}
