import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { addWebhook } from './commands/add-webhook.js';
import { changeWebhook } from './commands/change-webhook.js';
import { endWebhook } from './commands/end-webhook.js';
import { pauseWebhook } from './commands/pause-webhook.js';
import { recordTest } from './commands/record-test.js';
import { replayWebhookDeliveries } from './commands/replay-webhook-deliveries.js';
import { rotateSecret } from './commands/rotate-secret.js';
import { settleWebhookDelivery } from './commands/settle-webhook-delivery.js';
import { webhookErrors } from './errors.js';
import { getWebhook, listWebhookCalls, listWebhookDeliveries, listWebhooks, type WebhookToSee } from './queries.js';
import { shownSecret } from './shown-secret.js';
import { testWebhook } from './test-webhook.js';
import { newWebhookPage, shownStates, webhookPage, webhooksHref, webhooksPage, type TypedWebhook } from './views.js';

const permission = 'events.manage';
const nav = 'webhooks';
const onePath = `${webhooksHref}/:webhookId`;
const params = z.strictObject({ webhookId: uuidField });
const text = z.string().max(1000).default('');
const chosen = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()).default([]));
const Form = z.strictObject({ address: text, which: z.enum(['all', 'some']).default('all'), kinds: chosen });
type Form = z.output<typeof Form>;
type Context = RouteContext<unknown, unknown, unknown>;
type OneContext = RouteContext<{ readonly webhookId: string }, unknown, unknown>;

async function namesOf({ kernel, visitor }: Context): Promise<Map<number, string>> {
  const own = (await listAuthorities(kernel)).filter(({ id }) => may(visitor.actor, permission, id));
  return new Map(own.map(({ id, name }) => [id, name]));
}

const csrfOf = ({ visitor }: Context): string => visitor.session?.csrfToken ?? '';
const wishOf = ({ address, which, kinds }: Form) => ({ address, kinds: which === 'all' ? null : kinds });
const typedOf = ({ authorityId, address, kinds }: WebhookToSee): TypedWebhook => ({
  ...{ authorityId: String(authorityId), address, which: kinds === null ? 'all' : 'some', kinds: kinds ?? [] },
});

const list = deskRoute({
  method: 'get',
  path: webhooksHref,
  permission,
  handle: async (context) => {
    const model = webhooksPage(await context.read(listWebhooks, {}), {
      ...{ names: await namesOf(context), now: context.now },
    });
    return page('/events/webhooks/views/webhooks', model, { title: 'Webhooks', nav });
  },
});

async function showNew(context: Context, typed: TypedWebhook, faults: readonly FieldFault[] = []): Promise<Reply> {
  const names = await namesOf(context);
  const councils = [...names].map(([id, name]) => ({ value: String(id), text: name }));
  const authorityId = typed.authorityId === '' ? (councils[0]?.value ?? '') : typed.authorityId;
  const form = { csrfToken: csrfOf(context), typed: { ...typed, authorityId }, faults };
  const status = faults.length > 0 ? 422 : 200;
  return page('/events/webhooks/views/new-webhook', newWebhookPage(councils, form), {
    ...{ title: 'Add a webhook', nav, status },
  });
}

const showForm = deskRoute({
  method: 'get',
  path: `${webhooksHref}/new`,
  permission,
  handle: (context) => showNew(context, { authorityId: '', address: '', which: 'all', kinds: [] }),
});

const add = deskRoute({
  method: 'post',
  path: webhooksHref,
  permission,
  body: Form.extend({ authorityId: text }),
  handle: async (context) => {
    const { authorityId, ...form } = context.body;
    try {
      const made = await context.attempt(addWebhook, { authorityId, ...wishOf(form) });
      if (!made.ok) return await showNew(context, context.body, made.faults.map(toForm));
      return await showSecret(context, made.value.id);
    } catch (error) {
      if (!isError(error, webhookErrors.tooMany.code)) throw error;
      return await showNew(context, context.body, [{ field: '', message: error.message }]);
    }
  },
});

/** Kinds are faulted one by one; the form has one question for them. */
const toForm = ({ field, message }: FieldFault): FieldFault => ({ field: field.replace(/\..*$/, ''), message });

async function showSecret(context: Context, id: string, formerUntilAt?: number): Promise<Reply> {
  const { address } = await context.read(getWebhook, { id });
  const secret = await shownSecret(context.kernel, id);
  const formerUntil = formerUntilAt === undefined ? undefined : formatDateTime(formerUntilAt, { now: context.now });
  const model = { address, href: `${webhooksHref}/${id}`, secret, formerUntil };
  return page('/events/webhooks/views/secret', model, { title: 'The secret of the webhook', nav });
}

const one = deskRoute({
  method: 'get',
  path: onePath,
  permission,
  params,
  query: z.strictObject({ state: optional(z.enum(shownStates)), cursor: z.string().max(200).optional() }),
  handle: (context) => showOne(context, context.query),
});

interface Shown {
  readonly state?: (typeof shownStates)[number] | undefined;
  readonly cursor?: string | undefined;
  readonly form?: Form;
  readonly days?: { readonly from: string; readonly to: string };
  readonly faults?: readonly FieldFault[];
  readonly status?: number;
}

async function showOne(context: OneContext, { state = 'dead', cursor, form, days, faults = [], status }: Shown) {
  const { webhookId: id } = context.params;
  const found = await context.read(getWebhook, { id });
  const typed = form ? { ...form, authorityId: String(found.authorityId) } : typedOf(found);
  const model = webhookPage(found, {
    ...{ names: await namesOf(context), now: context.now, csrfToken: csrfOf(context), state, typed, faults },
    ...(days ? { days } : {}),
    deliveries: await context.read(listWebhookDeliveries, { id, state, ...(cursor === undefined ? {} : { cursor }) }),
    calls: await context.read(listWebhookCalls, { id }),
  });
  return page('/events/webhooks/views/webhook', model, {
    ...{ title: 'Webhook', nav, status: status ?? (faults.length > 0 ? 422 : 200) },
  });
}

/** Shows what stands now beside what was typed, when somebody was faster. */
async function orNow(context: OneContext, form: Form | undefined, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isError(error, staleVersion.code) && !isError(error, webhookErrors.settled.code)) throw error;
    const message = 'It changed meanwhile. Here is how it stands now; what you typed is kept.';
    return await showOne(context, { ...(form ? { form } : {}), faults: [{ field: '', message }], status: 409 });
  }
}

const change = deskRoute({
  method: 'post',
  path: onePath,
  permission,
  params,
  body: Form.extend({ version: versionField }),
  handle: (context) => {
    const { version: expectedVersion, ...form } = context.body;
    const { webhookId: id } = context.params;
    return orNow(context, form, async () => {
      const done = await context.attempt(changeWebhook, { id, expectedVersion, ...wishOf(form) });
      if (!done.ok) return await showOne(context, { form, faults: done.faults.map(toForm) });
      return redirect(`${webhooksHref}/${id}`, { say: 'Saved' });
    });
  },
});

const pause = deskRoute({
  method: 'post',
  path: `${onePath}/pause`,
  permission,
  params,
  body: z.strictObject({ does: z.enum(['pause', 'resume']) }),
  handle: async (context) => {
    const { webhookId: id } = context.params;
    const { paused } = await context.run(pauseWebhook, { id, ...context.body });
    return redirect(`${webhooksHref}/${id}`, { say: paused ? 'Paused: nothing is sent' : 'It goes on' });
  },
});

const test = deskRoute({
  method: 'post',
  path: `${onePath}/test`,
  permission,
  params,
  body: z.strictObject({}),
  handle: async (context) => {
    const { webhookId: id } = context.params;
    await context.read(getWebhook, { id });
    const { ok } = await context.run(recordTest, { id, fault: await testWebhook(context.kernel, id) });
    const say = ok ? 'The test arrived' : 'The test did not arrive, as it says below';
    return redirect(`${webhooksHref}/${id}`, { say });
  },
});

const rotate = deskRoute({
  method: 'post',
  path: `${onePath}/secret`,
  permission,
  params,
  body: z.strictObject({ version: versionField }),
  handle: (context) =>
    orNow(context, undefined, async () => {
      const { webhookId: id } = context.params;
      const made = await context.run(rotateSecret, { id, expectedVersion: context.body.version });
      return await showSecret(context, id, made.formerUntilAt);
    }),
});

const remove = deskRoute({
  method: 'post',
  path: `${onePath}/remove`,
  permission,
  params,
  body: z.strictObject({}),
  handle: async (context) => {
    await context.run(endWebhook, { id: context.params.webhookId });
    return redirect(webhooksHref, { say: 'Removed: nothing is sent there any more' });
  },
});

const settle = deskRoute({
  method: 'post',
  path: `${onePath}/deliveries/:webhookDeliveryId`,
  permission,
  params: params.extend({ webhookDeliveryId: uuidField }),
  body: z.strictObject({ version: versionField, does: z.enum(['retry', 'cancel']) }),
  handle: (context) => {
    const { webhookId, webhookDeliveryId: id } = context.params;
    const { version: expectedVersion, does } = context.body;
    return orNow(context, undefined, async () => {
      await context.run(settleWebhookDelivery, { webhookId, id, expectedVersion, does });
      const say = does === 'retry' ? 'It is sent again now' : 'Cancelled';
      return redirect(`${webhooksHref}/${webhookId}`, { say });
    });
  },
});

const replay = deskRoute({
  method: 'post',
  path: `${onePath}/replay`,
  permission,
  params,
  body: z.strictObject({ from: z.string().max(100).default(''), to: z.string().max(100).default('') }),
  handle: async (context) => {
    const { webhookId: id } = context.params;
    const done = await context.attempt(replayWebhookDeliveries, { id, ...context.body });
    if (!done.ok) return await showOne(context, { days: context.body, faults: done.faults });
    const { count } = done.value;
    return redirect(`${webhooksHref}/${id}`, {
      say: count === 1 ? 'One is sent again now' : `${count} are sent again now`,
    });
  },
});

export const webhookDeskRoutes: readonly Route[] = [
  ...[list, showForm, add, one, change, pause],
  ...[test, rotate, settle, replay, remove],
];
