import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { optional, uuidField, versionField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { adapterErrors } from './adapter-errors.js';
import { checkInstance } from './attempt.js';
import { pauseAdapter } from './commands/pause-adapter.js';
import { recordCheck } from './commands/record-check.js';
import { replayDeliveries } from './commands/replay-deliveries.js';
import { settleDelivery, settlements } from './commands/settle-delivery.js';
import { countWaitingForNone, getAdapter, listAdapterCalls, listAdapterDeliveries, listAdapters } from './queries.js';
import { referenceOf } from './settings-reference.js';
import { stanzaOf } from './stanza.js';
import { adapterPage, adaptersPage, shownStates, type AdapterTyped } from './views.js';
import { instanceToManage, visibleInstance } from './visible.js';

const manage = 'adapters.manage';
const nav = 'adapters';
const listPath = '/desk/admin/adapters';
const onePath = `${listPath}/:instance`;
const params = z.strictObject({ instance: z.string().max(40) });
const hrefOf = (instance: string): string => `${listPath}/${instance}`;
type OneContext = RouteContext<{ readonly instance: string }, unknown, unknown>;

async function namesOf({ kernel, visitor }: RouteContext<unknown, unknown, unknown>): Promise<Map<number, string>> {
  const seen = (await listAuthorities(kernel)).filter(({ id }) => may(visitor.actor, 'adapters.read', id));
  return new Map(seen.map(({ id, name }) => [id, name]));
}

const list = deskRoute({
  method: 'get',
  path: listPath,
  permission: 'adapters.read',
  handle: async (context) => {
    const model = adaptersPage(await context.read(listAdapters, {}), {
      ...{ names: await namesOf(context), now: context.now },
      unserved: await context.read(countWaitingForNone, {}),
    });
    return page('/adapters/views/adapters', model, { title: 'Connections', nav });
  },
});

const one = deskRoute({
  method: 'get',
  path: onePath,
  permission: 'adapters.read',
  params,
  query: z.strictObject({ state: optional(z.enum(shownStates)), cursor: z.string().max(200).optional() }),
  handle: (context) => showOne(context, context.query),
});

interface Shown {
  readonly state?: (typeof shownStates)[number] | undefined;
  readonly cursor?: string | undefined;
  readonly typed?: AdapterTyped;
  readonly faults?: readonly FieldFault[];
  readonly status?: number;
}

async function showOne(
  context: OneContext,
  { state = 'dead', cursor, typed, faults = [], status }: Shown,
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { instance: name } = context.params;
  const found = await context.read(getAdapter, { name });
  const own = found.mayManage ? visibleInstance(kernel, visitor.actor, name) : undefined;
  const model = adapterPage(found, {
    ...{ names: await namesOf(context), now, csrfToken: visitor.session?.csrfToken ?? '', state, faults },
    deliveries: await context.read(listAdapterDeliveries, { name, state, ...(cursor === undefined ? {} : { cursor }) }),
    calls: await context.read(listAdapterCalls, { name }),
    stanza: own && stanzaOf(own, kernel.config),
    reference: own?.part.state === 'running' ? referenceOf(own.part.adapter) : undefined,
    maySettle: (authorityId) => may(visitor.actor, manage, authorityId),
    ...(typed ? { typed } : {}),
  });
  return page('/adapters/views/adapter', model, {
    title: `Connection: ${name}`,
    nav,
    status: status ?? (faults.length > 0 ? 422 : 200),
  });
}

const check = deskRoute({
  method: 'post',
  path: `${onePath}/check`,
  permission: manage,
  params,
  body: z.strictObject({}),
  handle: async (context) => {
    const { instance: name } = context.params;
    const found = await instanceToManage(context.kernel, context.visitor.actor, name);
    const fault = await checkInstance(context.kernel, found);
    const { ok } = await context.run(recordCheck, { name, fault });
    return redirect(hrefOf(name), {
      say: ok ? 'Checked: all is well' : 'Checked: something is wrong, as it says below',
    });
  },
});

const pause = deskRoute({
  method: 'post',
  path: `${onePath}/pause`,
  permission: manage,
  params,
  body: z.strictObject({ does: z.enum(['pause', 'resume']) }),
  handle: async (context) => {
    const { instance: name } = context.params;
    const { paused } = await context.run(pauseAdapter, { name, ...context.body });
    return redirect(hrefOf(name), { say: paused ? 'Paused: what is to be delivered waits' : 'It goes on' });
  },
});

const said = { retry: 'It is tried again now', 'by-hand': 'Kept as done by hand', cancel: 'Cancelled' } as const;

const settle = deskRoute({
  method: 'post',
  path: `${onePath}/deliveries/:deliveryId`,
  permission: manage,
  params: params.extend({ deliveryId: uuidField }),
  body: z.strictObject({
    version: versionField,
    does: z.enum(settlements),
    reference: z.string().max(1000).default(''),
  }),
  handle: async (context) => {
    const { instance: name, deliveryId: id } = context.params;
    const { version: expectedVersion, does, reference } = context.body;
    const typed = { deliveryId: id, reference, from: '', to: '' };
    try {
      const done = await context.attempt(settleDelivery, { name, id, expectedVersion, does, reference });
      if (done.ok) return redirect(hrefOf(name), { say: said[does] });
      return await showOne(context, { typed, faults: done.faults });
    } catch (error) {
      if (!isError(error, staleVersion.code) && !isError(error, adapterErrors.settled.code)) throw error;
      const message = 'It changed meanwhile. Here is how it stands now; what you typed is kept.';
      return await showOne(context, { typed, faults: [{ field: '', message }], status: 409 });
    }
  },
});

const replay = deskRoute({
  method: 'post',
  path: `${onePath}/replay`,
  permission: manage,
  params,
  body: z.strictObject({ from: z.string().max(100).default(''), to: z.string().max(100).default('') }),
  handle: async (context) => {
    const { instance: name } = context.params;
    const done = await context.attempt(replayDeliveries, { name, ...context.body });
    if (!done.ok)
      return await showOne(context, { typed: { ...context.body, deliveryId: '', reference: '' }, faults: done.faults });
    const { count } = done.value;
    return redirect(hrefOf(name), { say: count === 1 ? 'One is tried again now' : `${count} are tried again now` });
  },
});

export const deskRoutes: readonly Route[] = [list, one, check, pause, settle, replay];
