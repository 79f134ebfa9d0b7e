import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { notAllowed } from '../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { acknowledgeWork } from './commands/acknowledge-work.js';
import { listMorning } from './queries.js';
import { morningHref, morningPage, type Show } from './views.js';

const Address = z.strictObject({
  authority: z.coerce.number().int().optional(),
  show: z.enum(['to-acknowledge', 'acknowledged']).default('to-acknowledge'),
});
type Context = RouteContext<unknown, { readonly authority?: number | undefined }, unknown>;

/** What other councils answered and logged for one's own, and acknowledging it. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: morningHref,
    permission: 'morning.read',
    query: Address,
    handle: (context) => showList(context, context.query.show),
  }),
  deskRoute({
    method: 'post',
    path: `${morningHref}/acknowledge`,
    permission: 'morning.acknowledge',
    query: Address.pick({ authority: true }),
    body: z.strictObject({ ids: z.array(z.string()).max(500).default([]) }),
    handle: async (context) => {
      const done = await context.attempt(acknowledgeWork, context.body);
      if (!done.ok) return await showList(context, 'to-acknowledge', done.faults[0]?.message);
      const { acknowledged, before } = done.value;
      const earlier = before === 0 ? '' : `. ${before} a colleague had acknowledged before`;
      const { authority } = context.query;
      const back = authority === undefined ? morningHref : `${morningHref}?authority=${authority}`;
      return redirect(back, { say: `${acknowledged} acknowledged${earlier}` });
    },
  }),
];

async function showList(context: Context, show: Show, fault?: string): Promise<Reply> {
  const { kernel, now, visitor, query } = context;
  const authorities = await listAuthorities(kernel);
  const councils = authorities.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, 'morning.read', id));
  const authorityId = query.authority ?? councils[0]?.id;
  if (authorityId === undefined) throw notAllowed();
  const list = await context.read(listMorning, { authorityId, show });
  const model = morningPage(list, {
    ...{ authorityId, show, councils, now, fault, csrfToken: visitor.session?.csrfToken ?? '' },
    nameOf: (id) => authorities.find((one) => one.id === id)?.shortName ?? '',
    mayAcknowledge: may(visitor.actor, 'morning.acknowledge', authorityId),
  });
  const status = fault === undefined ? {} : { status: 422 };
  return page('/morning/views/morning', model, { title: 'Answered for us', nav: 'morning', ...status });
}
