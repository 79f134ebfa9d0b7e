import { z } from 'zod';
import { adapterErrors as codes, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { deliveryStates } from '../../adapters/index.js';
import { malformed } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../../kernel/route.js';
import { eventKinds } from '../catalogue.js';
import { addWebhook } from './commands/add-webhook.js';
import { changeWebhook } from './commands/change-webhook.js';
import { endWebhook } from './commands/end-webhook.js';
import { pauseWebhook } from './commands/pause-webhook.js';
import { recordTest } from './commands/record-test.js';
import { replayWebhookDeliveries } from './commands/replay-webhook-deliveries.js';
import { rotateSecret } from './commands/rotate-secret.js';
import { settleWebhookDelivery } from './commands/settle-webhook-delivery.js';
import { getWebhook, listWebhookCalls, listWebhookDeliveries, listWebhooks } from './queries.js';
import { shownSecret } from './shown-secret.js';
import { testWebhook } from './test-webhook.js';

const tag = 'Webhooks';
const permission = 'events.manage';
const path = '/api/v1/webhooks';
const params = z.strictObject({ webhookId: uuidField });
const at = z.number().nullable();
const words = z.string().nullable();
const code = z.enum(Object.keys(codes) as [AdapterErrorCode, ...AdapterErrorCode[]]).nullable();

const ApiWebhook = z.object({
  ...{ id: z.string(), authorityId: z.number(), address: z.string(), kinds: z.array(z.enum(eventKinds)).nullable() },
  ...{ formerUntilAt: at, missedAt: at, createdAt: z.number(), createdByName: z.string(), version: z.number() },
  health: z.object({
    ...{ pausedAt: at, pausedByName: words, failures: z.number(), restsUntil: z.number(), lastSuccessAt: at },
    ...{ lastFailureAt: at, lastCode: code, lastFailure: words, checkedAt: at, checkCode: code, checkDetail: words },
  }),
  ...{ waiting: z.number(), oldestWaitingAt: at, dead: z.number() },
});

function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the version that you read.');
  return ifMatch;
}

const list = apiRoute({
  method: 'get',
  path,
  permission,
  api: {
    summary: 'The addresses to which events are sent, and how each is',
    tag,
    output: z.object({ items: z.array(ApiWebhook), nextCursor: z.null() }),
  },
  handle: async ({ read }) => json({ items: await read(listWebhooks, {}), nextCursor: null }),
});

const add = apiRoute({
  method: 'post',
  path,
  permission,
  body: addWebhook.input,
  api: {
    summary: 'Have events sent to an address from now on; the answer alone has the secret',
    tag,
    status: 201,
    output: z.object({ id: z.string(), version: z.number(), secret: z.string() }),
  },
  handle: async ({ kernel, body, run }) => {
    const made = await run(addWebhook, body);
    return json({ ...made, secret: await shownSecret(kernel, made.id) }, { status: 201, version: made.version });
  },
});

const one = apiRoute({
  method: 'get',
  path: `${path}/:webhookId`,
  permission,
  params,
  api: { summary: 'One webhook', tag, output: ApiWebhook },
  handle: async ({ params: { webhookId: id }, read }) => {
    const found = await read(getWebhook, { id });
    return json(found, { version: found.version });
  },
});

const change = apiRoute({
  method: 'put',
  path: `${path}/:webhookId`,
  permission,
  params,
  body: changeWebhook.input.omit({ id: true, expectedVersion: true }),
  api: {
    summary: 'Change its address or what is sent there; If-Match names the version',
    tag,
    output: z.object({ id: z.string(), version: z.number() }),
  },
  handle: async (context) => {
    const { body, params: where, run } = context;
    const changed = await run(changeWebhook, {
      ...body,
      id: where.webhookId,
      expectedVersion: versionOf(context),
    });
    return json(changed, { version: changed.version });
  },
});

const pause = apiRoute({
  method: 'patch',
  path: `${path}/:webhookId`,
  permission,
  params,
  body: pauseWebhook.input.omit({ id: true }),
  api: {
    summary: 'Pause a webhook, or let it go on',
    tag,
    output: z.object({ id: z.string(), paused: z.boolean() }),
  },
  handle: async ({ body, params: { webhookId: id }, run }) => json(await run(pauseWebhook, { ...body, id })),
});

const remove = apiRoute({
  method: 'delete',
  path: `${path}/:webhookId`,
  permission,
  params,
  api: { summary: 'Send nothing there any more', tag, output: z.object({ id: z.string() }) },
  handle: async ({ params: { webhookId: id }, run }) => json(await run(endWebhook, { id })),
});

const rotate = apiRoute({
  method: 'post',
  path: `${path}/:webhookId/secrets`,
  permission,
  params,
  api: {
    summary: 'A new secret, in the answer alone; for a day deliveries are signed with both. If-Match names the version',
    tag,
    status: 201,
    output: z.object({ id: z.string(), version: z.number(), formerUntilAt: z.number(), secret: z.string() }),
  },
  handle: async (context) => {
    const { kernel, params: where, run } = context;
    const made = await run(rotateSecret, { id: where.webhookId, expectedVersion: versionOf(context) });
    return json({ ...made, secret: await shownSecret(kernel, made.id) }, { status: 201, version: made.version });
  },
});

const test = apiRoute({
  method: 'post',
  path: `${path}/:webhookId/tests`,
  permission,
  params,
  api: {
    summary: 'Send one event of the kind webhook.test now',
    tag,
    output: z.object({ ok: z.boolean(), code, detail: words }),
  },
  handle: async ({ kernel, params: { webhookId: id }, read, run }) => {
    await read(getWebhook, { id });
    const fault = await testWebhook(kernel, id);
    const { ok } = await run(recordTest, { id, fault });
    return json({ ok, code: fault?.code ?? null, detail: fault?.detail ?? null });
  },
});

const ApiDelivery = z.object({
  ...{ id: z.string(), eventId: z.string(), kind: z.string(), state: z.enum(deliveryStates), attempts: z.number() },
  ...{ queuedAt: z.number(), nextTryAt: z.number(), settledAt: at, settledByName: words, code, note: words },
  version: z.number(),
});

const deliveries = apiRoute({
  method: 'get',
  path: `${path}/:webhookId/deliveries`,
  permission,
  params,
  query: listWebhookDeliveries.input.omit({ id: true }),
  api: {
    summary: 'What a webhook is sent, by how far it is, the oldest first',
    tag,
    output: z.object({ items: z.array(ApiDelivery), nextCursor: words }),
  },
  handle: async ({ params: { webhookId: id }, query, read }) =>
    json(await read(listWebhookDeliveries, { ...query, id })),
});

const settle = apiRoute({
  method: 'patch',
  path: `${path}/:webhookId/deliveries/:webhookDeliveryId`,
  permission,
  params: params.extend({ webhookDeliveryId: uuidField }),
  body: z.strictObject({ does: z.enum(['retry', 'cancel']) }),
  api: {
    summary: 'Send an event again that was given up, or let it be; If-Match names its version',
    tag,
    output: settleWebhookDelivery.output as z.ZodType,
  },
  handle: async (context) => {
    const { body, params: where, run } = context;
    const { webhookId, webhookDeliveryId: id } = where;
    const settled = await run(settleWebhookDelivery, { ...body, webhookId, id, expectedVersion: versionOf(context) });
    return json(settled, { version: settled.version });
  },
});

const replay = apiRoute({
  method: 'post',
  path: `${path}/:webhookId/replays`,
  permission,
  params,
  body: z.strictObject({ from: z.string(), to: z.string() }),
  api: {
    summary: 'Send every event again that was given up between two days',
    tag,
    output: z.object({ count: z.number() }),
  },
  handle: async ({ body, params: { webhookId: id }, run }) => json(await run(replayWebhookDeliveries, { ...body, id })),
});

const calls = apiRoute({
  method: 'get',
  path: `${path}/:webhookId/calls`,
  permission,
  params,
  query: listWebhookCalls.input.omit({ id: true }),
  api: {
    summary: 'The latest calls to a webhook’s address, without headers and bodies',
    tag,
    output: z.object({
      items: z.array(
        z.object({
          ...{ id: z.string(), deliveryId: words, at: z.number(), method: z.string(), address: z.string() },
          ...{ status: z.number().nullable(), reason: words, sentBytes: z.number(), answerBytes: z.number() },
        }),
      ),
      nextCursor: z.null(),
    }),
  },
  handle: async ({ params: { webhookId: id }, query, read }) =>
    json({ items: await read(listWebhookCalls, { ...query, id }), nextCursor: null }),
});

export const webhookApiRoutes: readonly Route[] = [
  ...[list, add, one, change, pause, rotate],
  ...[test, deliveries, settle, replay, calls, remove],
];
