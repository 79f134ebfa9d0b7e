import { z } from 'zod';
import { faultLinks, listCustomers } from '../customers/index.js';
import type { Command } from '../kernel/command.js';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { optional, uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may, scopeFor } from '../kernel/scope.js';
import { findPlace } from '../places/index.js';
import { alertErrors } from './alert-errors.js';
import { decideAlert } from './commands/decide-alert.js';
import { endAlert } from './commands/end-alert.js';
import { reviewAlert } from './commands/review-alert.js';
import { proposeRoutes } from './propose-desk.js';
import { alertLists, getAlert, listAlerts } from './queries.js';
import type { Alert } from './types.js';
import { alertPage, alertsPage } from './views.js';

type Context = RouteContext<unknown, unknown, unknown>;
const byId = z.strictObject({ id: uuidField });
const text = z.string().max(5000).default('');

const list = deskRoute({
  method: 'get',
  path: '/desk/alerts',
  permission: 'alerts.read',
  query: z.strictObject({ show: optional(z.enum(alertLists)) }),
  handle: async (context) => {
    const { show = 'proposed' } = context.query;
    const found = await context.read(listAlerts, { show });
    const model = alertsPage(show, found, { names: await namesOf(context, found), now: context.now });
    return page('/alerts/views/alerts', model, { title: 'Alerts', nav: 'alerts' });
  },
});

const one = deskRoute({
  method: 'get',
  path: '/desk/alerts/:id',
  permission: 'alerts.read',
  params: byId,
  handle: (context) => showAlert(context, context.params.id),
});

type Typed = Readonly<Record<'reason' | 'reviewOn' | 'until', string>>;

/** A form of an alert's page: what the command takes, and what is said when it is done. */
function changeRoute<I extends z.ZodType>(
  path: string,
  command: Command<I, unknown>,
  inputOf: (typed: Typed & { decision: string }) => object,
  said: (typed: { decision: string }) => string,
): Route {
  return deskRoute({
    method: 'post',
    path: `/desk/alerts/:id/${path}`,
    permission: command.permission,
    params: byId,
    body: z.strictObject({ version: text, decision: text, reason: text, reviewOn: text, until: text }),
    handle: async (context) => {
      const { id } = context.params;
      const { version: expectedVersion, ...typed } = context.body;
      try {
        const done = await context.attempt(command, { id, expectedVersion, ...inputOf(typed) });
        return done.ok
          ? redirect(`/desk/alerts/${id}`, { say: said(typed) })
          : await showAlert(context, id, { faults: done.faults, typed });
      } catch (error) {
        if (!isError(error, staleVersion.code) && !isError(error, alertErrors.wrongState.code)) throw error;
        const message = 'Somebody changed this alert meanwhile. Here it is as it is now; what you typed is kept.';
        return await showAlert(context, id, { faults: [{ field: '', message }], typed, status: 409 });
      }
    },
  });
}

const decide = changeRoute(
  'decision',
  decideAlert,
  ({ decision, reason }) => ({ decision, reason }),
  ({ decision }) => (decision === 'approve' ? 'Approved: it shows from now on' : 'Refused'),
);
const review = changeRoute(
  'review',
  reviewAlert,
  ({ reviewOn, until }) => ({ reviewOn, until }),
  () => 'Kept',
);
const end = changeRoute(
  'end',
  endAlert,
  ({ reason }) => ({ reason }),
  () => 'Ended: it shows nowhere any more',
);

interface Refused {
  readonly faults: readonly FieldFault[];
  readonly typed: Typed;
  readonly status?: number;
}

async function showAlert(context: Context, id: string, refused?: Refused): Promise<Reply> {
  const alert = await context.read(getAlert, { id });
  const { actor, session } = context.visitor;
  const names = await namesOf(context, [alert]);
  const model = alertPage(alert, {
    aboutName: names.get(alert.customerId ?? alert.placeId ?? '') ?? 'A restricted record',
    mayDecide: may(actor, 'alerts.decide', alert.authorityId),
    isOwn: actor.kind === 'staff' && actor.staffId === alert.proposedById,
    csrfToken: session?.csrfToken ?? '',
    now: context.now,
    ...(refused ? { faults: faultLinks(refused.faults), typed: refused.typed } : {}),
  });
  const status = refused ? (refused.status ?? 422) : 200;
  return page('/alerts/views/alert', model, { title: model.heading, nav: 'alerts', status });
}

/** Names of the customers and lines of the properties that alerts are about, as far as the reader may know them. */
async function namesOf(context: Context, alerts: readonly Alert[]): Promise<Map<string, string>> {
  const { kernel, visitor } = context;
  const names = new Map<string, string>();
  const ids = [...new Set(alerts.flatMap(({ customerId }) => customerId ?? []))].slice(0, 200);
  if (ids.length > 0 && may(visitor.actor, 'customers.read'))
    for (const { id, displayName } of await context.read(listCustomers, { ids }))
      if (displayName !== null) names.set(id, displayName);
  if (!may(visitor.actor, 'places.read')) return names;
  const db = kernel.db.read(scopeFor(visitor.actor, 'places.read'));
  for (const placeId of new Set(alerts.flatMap((alert) => alert.placeId ?? []))) {
    const place = await findPlace(db, placeId);
    if (place) names.set(placeId, place.line);
  }
  return names;
}

export const deskRoutes: readonly Route[] = [list, ...proposeRoutes, one, decide, review, end];
