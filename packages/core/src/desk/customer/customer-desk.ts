import { z } from 'zod';
import { readAlerts } from '../../alerts/index.js';
import { listCasesOf } from '../../cases/index.js';
import { customerSummary, openOrAsk, type CustomerRecord } from '../../customers/index.js';
import { listInteractionsOf } from '../../interactions/index.js';
import { optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type RouteContext } from '../../kernel/route.js';
import { localDateAt } from '../../kernel/london-time.js';
import { may } from '../../kernel/scope.js';
import { unMergeRoutes } from './un-merge-desk.js';
import { customerPage } from './views.js';

interface Asked {
  readonly cursor?: string | undefined;
}

/** One record: who they are, what is open for them, and every contact. A restricted one asks for the reason first. */
const customerRoute = deskRoute({
  method: 'get',
  path: '/desk/customers/:id',
  permission: 'customers.read',
  params: z.strictObject({ id: uuidField }),
  query: z.strictObject({ cursor: optional(z.string().max(100)) }),
  handle: async (context) =>
    await openOrAsk(context, context.params.id, (record) =>
      record.id === context.params.id
        ? showCustomer(context, record, context.query)
        : redirect(`/desk/customers/${record.id}`, { say: 'That record was merged into this one' }),
    ),
});

async function showCustomer(
  context: RouteContext<unknown, unknown, unknown>,
  record: CustomerRecord,
  { cursor }: Asked,
): Promise<Reply> {
  const { actor, session } = context.visitor;
  const customerId = record.id;
  const cases = may(actor, 'cases.read') ? await context.read(listCasesOf, { customerId, limit: 20 }) : [];
  const contacts = may(actor, 'interactions.read')
    ? await context.read(listInteractionsOf, { customerId, ...(cursor ? { cursor } : {}) })
    : { items: [], nextCursor: null };
  const alerts = await readAlerts(context, { customerId, placeId: record.placeId });
  const mayEdit = may(actor, 'customers.edit', record.authorityId);
  const mayMerge = may(actor, 'customers.merge', record.authorityId);
  const today = localDateAt(context.now);
  const summary = customerSummary(record, { mayEdit, mayMerge, csrfToken: session?.csrfToken ?? '', today });
  const mayHandle = may(actor, 'interactions.handle', record.authorityId);
  const mayPropose = may(actor, 'alerts.propose', record.authorityId);
  const model = customerPage({ summary, cases, contacts, alerts, mayHandle, mayPropose, now: context.now });
  return page('/desk/customer/views/customer', model, { title: record.displayName, nav: 'customers' });
}

export const customerRoutes = [customerRoute, ...unMergeRoutes];
