import { z } from 'zod';
import { readAlerts } from '../../alerts/index.js';
import { getAuthority, listAuthorities } from '../../authorities/index.js';
import { listCasesOf } from '../../cases/index.js';
import {
  customerLinks,
  customerSummary,
  listLinks,
  openOrAsk,
  type CustomerLinks,
  type CustomerRecord,
} from '../../customers/index.js';
import { optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { localDateAt } from '../../kernel/london-time.js';
import { may } from '../../kernel/scope.js';
import { fieldsNotShared, notSharedText } from '../../partnerships/index.js';
import type { TimelineSource } from '../../kernel/timeline.js';
import type { TimelineCardView } from '../../web/components.js';
import { joinedRecords } from '../timeline/joined-records.js';
import { readableSources, readTimeline } from '../timeline/read-timeline.js';
import { timelineCard } from '../timeline/timeline-views.js';
import { unMergeRoutes } from './un-merge-desk.js';
import { customerPage } from './views.js';

/** One record: who they are, what is open for them, and all that happened. A restricted one asks for the reason first. */
export function customerRoutes(sources: readonly TimelineSource[]): readonly Route[] {
  const customerRoute = deskRoute({
    method: 'get',
    path: '/desk/customers/:id',
    permission: 'customers.read',
    params: z.strictObject({ id: uuidField }),
    query: z.strictObject({
      /** The only kind of the timeline that is shown. */
      show: optional(z.enum(sources.map(({ kind }) => kind))),
      cursor: optional(z.string().max(200)),
    }),
    handle: async (context) =>
      await openOrAsk(context, context.params.id, async (record) => {
        if (record.id !== context.params.id)
          return redirect(`/desk/customers/${record.id}`, { say: 'That record was merged into this one' });
        const { show: kind, cursor } = context.query;
        const known = await context.read(listLinks, { customerId: record.id });
        const records = joinedRecords(known);
        const part = await readTimeline(context, sources, { records, kind, cursor, limit: shownAtOnce });
        const timeline = timelineCard(part, {
          ...{ baseHref: `/desk/customers/${record.id}`, sources: readableSources(context, sources), kind },
          ...{ records, councils: await listAuthorities(context.kernel), now: context.now },
        });
        return await showCustomer(context, record, timeline, known);
      }),
  });
  return [customerRoute, ...unMergeRoutes];
}

const shownAtOnce = 20;

async function showCustomer(
  context: RouteContext<unknown, unknown, unknown>,
  record: CustomerRecord,
  timeline: TimelineCardView,
  known: CustomerLinks,
): Promise<Reply> {
  const { actor, session } = context.visitor;
  const customerId = record.id;
  const cases = may(actor, 'cases.read') ? await context.read(listCasesOf, { customerId, limit: 20 }) : [];
  const alerts = await readAlerts(context, { customerId, placeId: record.placeId });
  const mayEdit = may(actor, 'customers.edit', record.authorityId);
  const mayMerge = may(actor, 'customers.merge', record.authorityId);
  const today = localDateAt(context.now);
  const notShared = fieldsNotShared(actor, 'customers.read', record.authorityId);
  const csrfToken = session?.csrfToken ?? '';
  const former = record.formerly && (await getAuthority(context.kernel, record.formerly.authorityId));
  const formerCouncil = former?.name;
  const summary = customerSummary(record, { formerCouncil, mayEdit, mayMerge, csrfToken, today, notShared });
  const mayHandle = may(actor, 'interactions.handle', record.authorityId);
  const mayPropose = may(actor, 'alerts.propose', record.authorityId);
  const authority = await getAuthority(context.kernel, record.authorityId);
  const keptText = notSharedText(notShared, authority);
  const links = await customerLinks(context, record, known.links);
  const shown = { summary, links, cases, timeline, alerts, notShared: keptText };
  const model = customerPage({ ...shown, mayHandle, mayPropose, now: context.now });
  return page('/desk/customer/views/customer', model, { title: record.displayName, nav: 'customers' });
}
