import type { RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { alertNote, type AlertNoteView } from './views.js';
import { listAlertsOn } from './queries.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor' | 'read' | 'now'>;

/**
 * The alerts that a page shows about a customer and a property, as notes. That they are seen is written down before the
 * page is sent, and not up to a second later as for other reads.
 */
export async function readAlerts(
  context: Context,
  { customerId = null, placeId = null }: { readonly customerId?: string | null; readonly placeId?: string | null },
): Promise<AlertNoteView[]> {
  const isNamed = customerId !== null || placeId !== null;
  if (!isNamed || !may(context.visitor.actor, 'alerts.read')) return [];
  const alerts = await context.read(listAlertsOn, { customerId, placeId });
  if (alerts.length > 0) await context.kernel.readAudit.flush();
  return alerts.map((alert) => alertNote(alert, context.now));
}
