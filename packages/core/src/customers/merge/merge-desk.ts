import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { mergeCustomers } from '../commands/merge-customers.js';
import { textOf, typedIn, type Typed } from '../record/form-page.js';
import { mergeFields } from './merge-fields.js';
import { compareCustomers, listMerges } from './merge-queries.js';
import { choiceIn, mergePage, mergesPage } from './merge-views.js';
import { searchCustomers } from '../queries.js';
import { openOrAsk } from '../restricted/restricted-desk.js';
import type { CustomerHit, CustomerRecord } from '../types.js';
import { hitView, type HitsView } from '../views.js';

type Context = RouteContext<unknown, unknown, unknown>;
const params = z.strictObject({ id: uuidField });
const at = { path: '/desk/customers/:id/merge', permission: 'customers.merge', params };

/** Looks for the other record, and compares it with this one when it is chosen. */
const ask = deskRoute({
  ...at,
  method: 'get',
  query: z.strictObject({ with: optional(uuidField), q: optional(line(200)) }),
  handle: (context) => {
    const { with: otherId, q } = context.query;
    return openOrAsk(context, context.params.id, (record) =>
      otherId === undefined
        ? findOther(context, record, q ?? record.displayName)
        : openOrAsk(context, otherId, () => compare(context, { id: record.id, otherId, typed: {} })),
    );
  },
});

const merge = deskRoute({
  ...at,
  method: 'post',
  query: z.strictObject({ with: optional(uuidField) }),
  handle: async (context) => {
    const { id } = context.params;
    const typed = typedIn(context.body);
    const otherId = textOf(typed, 'otherId');
    try {
      const done = await context.attempt(mergeCustomers, inputOf(id, typed));
      if (!done.ok) return await compare(context, { id, otherId, typed, faults: done.faults });
      return redirect(`/desk/customers/${done.value.survivorId}`, { say: 'Merged into this record' });
    } catch (error) {
      if (!isError(error, staleVersion.code)) throw error;
      return await compare(context, { id, otherId, typed, isStale: true });
    }
  },
});

function inputOf(id: string, typed: Typed): unknown {
  const one = { id, version: textOf(typed, 'version') };
  const other = { id: textOf(typed, 'otherId'), version: textOf(typed, 'otherVersion') };
  const [survivor, merged] = textOf(typed, 'keep') === 'b' ? [other, one] : [one, other];
  const preferred = (kind: string) => choiceIn(typed, `preferred_${kind}`);
  return {
    survivorId: survivor.id,
    survivorVersion: survivor.version,
    mergedId: merged.id,
    mergedVersion: merged.version,
    choices: Object.fromEntries(mergeFields.map((field) => [field, choiceIn(typed, `choice_${field}`)])),
    preferred: { telephone: preferred('telephone'), email: preferred('email'), postal: preferred('postal') },
    reason: textOf(typed, 'reason'),
  };
}

interface Compared {
  readonly id: string;
  readonly otherId: string;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly isStale?: boolean;
}

async function compare(context: Context, { id, otherId, typed, faults = [], isStale }: Compared): Promise<Reply> {
  const comparison = await context.read(compareCustomers, { id, otherId });
  const form = {
    typed,
    faults,
    isStale: isStale ?? false,
    csrfToken: context.visitor.session?.csrfToken ?? '',
    once: newId(context.kernel.clock, context.kernel.random),
  };
  const model = mergePage(comparison, form);
  const status = isStale ? 409 : faults.length > 0 ? 422 : 200;
  return page('/customers/views/merge', model, { title: model.heading, nav: 'customers', status });
}

/** A page on which the other record is looked for. */
export interface FindOtherPage extends HitsView {
  readonly heading: string;
  readonly backHref: string;
  readonly backText: string;
  readonly action: string;
  readonly text: string;
}

async function findOther(context: Context, record: CustomerRecord, text: string): Promise<Reply> {
  const { items } = await context.read(searchCustomers, { text, authorityId: record.authorityId, limit: 20 });
  const others = items.filter(({ id, kind, restricted }) => id !== record.id && kind === record.kind && !restricted);
  const model: FindOtherPage = {
    heading: `Which record is ${record.displayName} too?`,
    backHref: `/desk/customers/${record.id}`,
    backText: record.displayName,
    action: `/desk/customers/${record.id}/merge`,
    text,
    hits: others.map((hit) => linked(record.id, hit)),
  };
  return page('/customers/views/find-other', model, { title: model.heading, nav: 'customers' });
}

function linked(id: string, hit: CustomerHit) {
  return { ...hitView(hit), href: `/desk/customers/${id}/merge?${new URLSearchParams({ with: hit.id }).toString()}` };
}

const merges = deskRoute({
  method: 'get',
  path: '/desk/customers/:id/merges',
  permission: 'customers.merge',
  params,
  handle: (context) =>
    openOrAsk(context, context.params.id, async (record) => {
      const model = mergesPage(record, await context.read(listMerges, { customerId: record.id }), context.now);
      return page('/customers/views/merges', model, { title: model.heading, nav: 'customers' });
    }),
});

export const mergeRoutes: readonly Route[] = [ask, merge, merges];
