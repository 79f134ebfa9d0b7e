import { z } from 'zod';
import { adapterErrors as codes, adapterKinds, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { checkInstance } from './attempt.js';
import { pauseAdapter } from './commands/pause-adapter.js';
import { recordCheck } from './commands/record-check.js';
import { replayDeliveries } from './commands/replay-deliveries.js';
import { settleDelivery } from './commands/settle-delivery.js';
import { getAdapter, listAdapterCalls, listAdapterDeliveries, listAdapters } from './queries.js';
import { deliveryStates } from './types.js';
import { instanceToManage } from './visible.js';

const tag = 'Connections';
const params = z.strictObject({ instance: z.string().max(40) });
const code = z.enum(Object.keys(codes) as [AdapterErrorCode, ...AdapterErrorCode[]]).nullable();
const at = z.number().nullable();
const words = z.string().nullable();
const everything = z.literal('all');

const ApiAdapter = z.object({
  name: z.string(),
  use: z.string(),
  kind: z.enum(adapterKinds).nullable(),
  title: words,
  authorityIds: z.union([everything, z.array(z.number())]),
  services: z.union([everything, z.array(z.string())]),
  fault: words,
  health: z.object({
    ...{ instance: z.string(), pausedAt: at, pausedByName: words, failures: z.number(), restsUntil: z.number() },
    ...{ lastSuccessAt: at, lastFailureAt: at, lastCode: code, lastFailure: words },
    ...{ checkedAt: at, checkCode: code, checkDetail: words },
  }),
  waiting: z.number(),
  oldestWaitingAt: at,
  dead: z.number(),
  inbound: z.object({ address: z.string(), lastAt: at, waiting: z.number(), givenUp: z.number() }).nullable(),
  mayManage: z.boolean(),
});

const ApiDelivery = z.object({
  ...{ id: z.string(), authorityId: z.number(), operation: z.string(), service: words, variant: z.string() },
  ...{ instance: words, state: z.enum(deliveryStates), attempts: z.number(), queuedAt: z.number() },
  ...{ nextTryAt: z.number(), settledAt: at, settledByName: words, reference: words, code, note: words },
  version: z.number(),
});

const list = apiRoute({
  method: 'get',
  path: '/api/v1/adapters',
  permission: 'adapters.read',
  api: {
    summary: 'Connections to other systems: whom they serve, how they are, what waits for them',
    tag,
    output: z.object({ items: z.array(ApiAdapter), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(listAdapters, {}), nextCursor: null }),
});

const one = apiRoute({
  method: 'get',
  path: '/api/v1/adapters/:instance',
  permission: 'adapters.read',
  params,
  api: { summary: 'One connection', tag, output: ApiAdapter },
  handle: async (context) => json(await context.read(getAdapter, { name: context.params.instance })),
});

const change = apiRoute({
  method: 'patch',
  path: '/api/v1/adapters/:instance',
  permission: 'adapters.manage',
  params,
  body: pauseAdapter.input.omit({ name: true }),
  api: {
    summary: 'Pause a connection, or let it go on',
    tag,
    output: z.object({ name: z.string(), paused: z.boolean() }),
  },
  handle: async (context) => json(await context.run(pauseAdapter, { ...context.body, name: context.params.instance })),
});

const Checked = z.object({ ok: z.boolean(), code, detail: words });

const check = apiRoute({
  method: 'post',
  path: '/api/v1/adapters/:instance/checks',
  permission: 'adapters.manage',
  params,
  api: {
    summary: 'Check settings, connection and credentials; nothing is written at the far end',
    tag,
    output: Checked,
  },
  handle: async ({ kernel, visitor, params: { instance: name }, run }) => {
    const fault = await checkInstance(kernel, await instanceToManage(kernel, visitor.actor, name));
    const { ok } = await run(recordCheck, { name, fault });
    return json({ ok, code: fault?.code ?? null, detail: fault?.detail ?? null });
  },
});

const deliveries = apiRoute({
  method: 'get',
  path: '/api/v1/adapters/:instance/deliveries',
  permission: 'adapters.read',
  params,
  query: listAdapterDeliveries.input.omit({ name: true }),
  api: {
    summary: 'What a connection delivers, by how far it is, the oldest first',
    tag,
    output: z.object({ items: z.array(ApiDelivery), nextCursor: words }),
  },
  handle: async ({ params: { instance: name }, query, read }) =>
    json(await read(listAdapterDeliveries, { ...query, name })),
});

const settle = apiRoute({
  method: 'patch',
  path: '/api/v1/adapters/:instance/deliveries/:deliveryId',
  permission: 'adapters.manage',
  params: params.extend({ deliveryId: uuidField }),
  body: settleDelivery.input.omit({ name: true, id: true, expectedVersion: true }),
  api: {
    summary: 'Try a delivery again, keep that it was done by hand, or cancel it; If-Match names its version',
    tag,
    output: z.object({ id: z.string(), state: z.enum(deliveryStates), version: z.number() }),
  },
  handle: async ({ params: { instance: name, deliveryId: id }, body, ifMatch, run }) => {
    if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the version of the delivery that you read.');
    const settled = await run(settleDelivery, { ...body, name, id, expectedVersion: ifMatch });
    return json(settled, { version: settled.version });
  },
});

const replay = apiRoute({
  method: 'post',
  path: '/api/v1/adapters/:instance/replays',
  permission: 'adapters.manage',
  params,
  body: z.strictObject({ from: z.string(), to: z.string() }),
  api: {
    summary: 'Try everything again that was given up between two days',
    tag,
    output: z.object({ count: z.number() }),
  },
  handle: async (context) =>
    json(await context.run(replayDeliveries, { ...context.body, name: context.params.instance })),
});

const calls = apiRoute({
  method: 'get',
  path: '/api/v1/adapters/:instance/calls',
  permission: 'adapters.read',
  params,
  query: listAdapterCalls.input.omit({ name: true }),
  api: {
    summary: 'The latest calls of a connection, without queries, headers and bodies',
    tag,
    output: z.object({
      items: z.array(
        z.object({
          ...{ id: z.string(), instance: z.string(), deliveryId: words, at: z.number(), method: z.string() },
          ...{ address: z.string(), status: z.number().nullable(), reason: words },
          ...{ sentBytes: z.number(), answerBytes: z.number() },
        }),
      ),
      nextCursor: z.null(),
    }),
  },
  handle: async ({ params: { instance: name }, query, read }) =>
    json({ items: await read(listAdapterCalls, { ...query, name }), nextCursor: null }),
});

export const apiRoutes: readonly Route[] = [list, one, change, check, deliveries, settle, replay, calls];
