import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../kernel/route.js';
import { decideAlert } from './commands/decide-alert.js';
import { endAlert } from './commands/end-alert.js';
import { NewAlert, proposeAlert } from './commands/propose-alert.js';
import { reviewAlert } from './commands/review-alert.js';
import { alertLists, getAlert, listAlerts, listAlertsOn } from './queries.js';
import { alertKinds, alertStates, type Alert } from './types.js';

const tag = 'Alerts';
const byId = z.strictObject({ id: uuidField });
const Changed = z.object({ id: z.string(), version: z.number() });
const id = z.string().nullable();

const ApiAlert = z.object({
  id: z.string(),
  authorityId: z.number(),
  customerId: id,
  placeId: id,
  kind: z.enum(alertKinds),
  advice: z.string(),
  reason: z.string().nullable(),
  state: z.enum(alertStates),
  proposedAt: z.number(),
  proposedById: id,
  proposedByName: z.string().nullable(),
  decidedAt: z.number().nullable(),
  decidedById: z.string().nullable(),
  decidedByName: z.string().nullable(),
  reviewOn: z.string(),
  expiresAt: z.number(),
  endedAt: z.number().nullable(),
  closingReason: z.string().nullable(),
  version: z.number(),
});

const list = apiRoute({
  method: 'get',
  path: '/api/v1/alerts',
  permission: 'alerts.read',
  query: z.strictObject({
    /** Those that show on a customer or a place now; else the list named by `show`. */
    customerId: uuidField.optional(),
    placeId: uuidField.optional(),
    show: z.enum(alertLists).optional(),
  }),
  api: {
    summary: 'Alerts that show on a customer or property now; or those to decide, due for review, or live',
    tag,
    output: z.object({ items: z.array(ApiAlert), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const { customerId = null, placeId = null, show = 'proposed' } = context.query;
    const isOne = customerId !== null || placeId !== null;
    const items: Alert[] = isOne
      ? await context.read(listAlertsOn, { customerId, placeId })
      : await context.read(listAlerts, { show });
    if (items.length > 0) await context.kernel.readAudit.flush();
    return json({ items, nextCursor: null });
  },
});

const read = apiRoute({
  method: 'get',
  path: '/api/v1/alerts/:id',
  permission: 'alerts.read',
  params: byId,
  api: { summary: 'An alert', tag, output: ApiAlert },
  handle: async (context) => {
    const alert = await context.read(getAlert, context.params);
    await context.kernel.readAudit.flush();
    return json(alert, { version: alert.version });
  },
});

const propose = apiRoute({
  method: 'post',
  path: '/api/v1/alerts',
  permission: 'alerts.propose',
  body: NewAlert,
  api: { summary: 'Propose an alert; it shows once somebody else approves it', tag, output: Changed, status: 201 },
  handle: async (context) => {
    const made = await context.run(proposeAlert, context.body);
    return json(made, { status: 201, version: made.version, headers: { Location: `/api/v1/alerts/${made.id}` } });
  },
});

const given = { id: true, expectedVersion: true } as const;

const decide = apiRoute({
  method: 'post',
  path: '/api/v1/alerts/:id/decision',
  permission: 'alerts.decide',
  params: byId,
  body: decideAlert.input.omit(given),
  api: { summary: 'Approve or refuse an alert that somebody else proposed', tag, output: Changed },
  handle: async (context) => {
    const done = await context.run(decideAlert, { ...context.body, ...seen(context) });
    return json(done, { version: done.version });
  },
});

const review = apiRoute({
  method: 'post',
  path: '/api/v1/alerts/:id/review',
  permission: 'alerts.decide',
  params: byId,
  body: z.strictObject({ reviewOn: z.string(), until: z.string() }),
  api: { summary: 'Keep an alert, with new dates', tag, output: Changed },
  handle: async (context) => {
    const done = await context.run(reviewAlert, { ...context.body, ...seen(context) });
    return json(done, { version: done.version });
  },
});

const end = apiRoute({
  method: 'post',
  path: '/api/v1/alerts/:id/end',
  permission: 'alerts.decide',
  params: byId,
  body: endAlert.input.omit(given),
  api: { summary: 'End an alert before it expires', tag, output: Changed },
  handle: async (context) => {
    const done = await context.run(endAlert, { ...context.body, ...seen(context) });
    return json(done, { version: done.version });
  },
});

/** @throws malformed_request without If-Match */
function seen(context: Pick<RouteContext<{ id: string }, unknown, unknown>, 'params' | 'ifMatch'>) {
  if (context.ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the alert that you read.');
  return { id: context.params.id, expectedVersion: context.ifMatch };
}

export const apiRoutes: readonly Route[] = [list, read, propose, decide, review, end];
