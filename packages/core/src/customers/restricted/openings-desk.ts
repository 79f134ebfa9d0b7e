import { z } from 'zod';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { optional, uuidField } from '../../kernel/input.js';
import { apiRoute, deskRoute, json, page, redirect, type Route } from '../../kernel/route.js';
import type { PaginationView, TabsView } from '../../web/components.js';
import { acknowledgeOpening } from '../commands/acknowledge-opening.js';
import { listOpenings, openingLists, type OpeningList } from './openings-queries.js';
import type { RestrictedOpening } from './openings-repository.js';
import { restrictions } from '../types.js';
import { restrictionWords } from '../words.js';

const cursor = optional(z.string().max(100));

/** Who opened restricted records, for the data protection officer. */
export interface OpeningsPage {
  readonly tabs: TabsView;
  readonly csrfToken: string;
  readonly lines: readonly {
    readonly who: string;
    readonly what: string;
    readonly href: string;
    readonly reason: string;
    readonly when: string;
    readonly acknowledged: string;
    /** Absent: it is acknowledged, or the reader's own. */
    readonly action: string | undefined;
  }[];
  readonly emptyText: string;
  readonly pages: PaginationView | undefined;
}

interface Reader {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly personId: string | null;
}

export function openingsPage(show: 'new' | 'all', { items, nextCursor }: OpeningList, reader: Reader): OpeningsPage {
  const tab = (key: 'new' | 'all', text: string) => {
    return { text, href: `/desk/restricted-openings?show=${key}`, current: key === show };
  };
  const next = new URLSearchParams({ show, cursor: nextCursor ?? '' }).toString();
  return {
    tabs: { label: 'Openings', items: [tab('new', 'To look at'), tab('all', 'All')] },
    csrfToken: reader.csrfToken,
    lines: items.map((opening) => openingLine(opening, reader)),
    emptyText:
      show === 'new'
        ? 'Every opening of a restricted record has been looked at.'
        : 'No restricted record was opened yet.',
    pages:
      nextCursor === null
        ? undefined
        : { next: { href: `/desk/restricted-openings?${next}`, text: 'Earlier openings' } },
  };
}

function openingLine(opening: RestrictedOpening, { now, personId }: Reader): OpeningsPage['lines'][number] {
  const { id, customerId, restriction, personName, reason, openedAt, acknowledgedAt, acknowledgedByName } = opening;
  const isOpen = acknowledgedAt === null && opening.personId !== personId;
  return {
    who: personName,
    what: restriction === null ? 'A record that is no longer restricted' : restrictionWords[restriction],
    href: `/desk/customers/${customerId}`,
    reason,
    when: formatDateTime(openedAt, { now }),
    acknowledged:
      acknowledgedAt === null
        ? ''
        : `Looked at by ${acknowledgedByName ?? 'Moothall'} ${formatDateTime(acknowledgedAt, { now })}`,
    action: isOpen ? `/desk/restricted-openings/${id}/acknowledge` : undefined,
  };
}

const list = deskRoute({
  method: 'get',
  path: '/desk/restricted-openings',
  permission: 'customers.review-openings',
  query: z.strictObject({ show: optional(z.enum(openingLists)), cursor }),
  handle: async (context) => {
    const { show = 'new', cursor: from } = context.query;
    const found = await context.read(listOpenings, { show, ...(from ? { cursor: from } : {}) });
    const { actor, session } = context.visitor;
    const personId = actor.kind === 'staff' ? actor.staffId : null;
    const model = openingsPage(show, found, { now: context.now, csrfToken: session?.csrfToken ?? '', personId });
    return page('/customers/views/openings', model, { title: 'Restricted records opened', nav: 'openings' });
  },
});

const byId = z.strictObject({ id: uuidField });

const acknowledge = deskRoute({
  method: 'post',
  path: '/desk/restricted-openings/:id/acknowledge',
  permission: 'customers.review-openings',
  params: byId,
  handle: async (context) => {
    await context.run(acknowledgeOpening, context.params);
    return redirect('/desk/restricted-openings', { say: 'Noted that you looked at it' });
  },
});

const ApiOpening = z.object({
  id: z.string(),
  authorityId: z.number(),
  customerId: z.string(),
  restriction: z.enum(restrictions).nullable(),
  personId: z.string(),
  personName: z.string(),
  reason: z.string(),
  openedAt: z.number(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedByName: z.string().nullable(),
});

const tag = 'Customers';

const apiList = apiRoute({
  method: 'get',
  path: '/api/v1/restricted-openings',
  permission: 'customers.review-openings',
  query: z.strictObject({ show: z.enum(openingLists).optional(), limit: z.string().optional(), cursor }),
  api: {
    summary: 'Who opened restricted records, when and why; the newest first',
    tag,
    output: z.object({ items: z.array(ApiOpening), nextCursor: z.string().nullable() }),
  },
  handle: async (context) => {
    const { show, limit, cursor: from } = context.query;
    const asked = { ...(show ? { show } : {}), ...(limit ? { limit } : {}), ...(from ? { cursor: from } : {}) };
    return json(await context.read(listOpenings, asked));
  },
});

const apiAcknowledge = apiRoute({
  method: 'post',
  path: '/api/v1/restricted-openings/:id/acknowledge',
  permission: 'customers.review-openings',
  params: byId,
  api: { summary: 'Note that you looked at why a record was opened', tag, output: z.object({ id: z.string() }) },
  handle: async (context) => json(await context.run(acknowledgeOpening, context.params)),
});

export const openingRoutes: readonly Route[] = [list, acknowledge, apiList, apiAcknowledge];
