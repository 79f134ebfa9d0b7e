import { z } from 'zod';
import { getAuthority } from '../authorities/index.js';
import { notFound } from '../kernel/errors.js';
import { uuidField, versionField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { cancelMessage, confirmMessage, printMessage, retryMessage } from './commands/settle-message.js';
import { letterPage, messagePage, messagesPage } from './message-views.js';
import { getMessage, listMessages, type ShownMessage } from './queries.js';

const path = '/desk/cases/:reference/messages/:messageId';
const params = z.strictObject({ reference: z.string().min(1).max(100), messageId: uuidField });

const list = deskRoute({
  method: 'get',
  path: '/desk/messages',
  permission: 'correspondence.read',
  query: z.strictObject({
    state: z.enum(['held', 'waiting', 'failed', 'sent', 'printed']).default('waiting'),
    cursor: z.string().max(80).optional(),
  }),
  handle: async (context) => {
    const { state } = context.query;
    const found = await context.read(listMessages, context.query);
    const model = messagesPage(found, { state, now: context.now });
    return page('/correspondence/views/messages', model, { title: 'Messages', nav: 'messages' });
  },
});

const show = deskRoute({
  method: 'get',
  path,
  permission: 'correspondence.read',
  params,
  handle: async (context) => {
    const message = await messageAt(context);
    const { visitor, now } = context;
    const holds = (permission: string): boolean => may(visitor.actor, permission, message.authorityId);
    const model = messagePage(message, {
      now,
      csrfToken: visitor.session?.csrfToken ?? '',
      may: { send: holds('correspondence.send'), confirm: holds('correspondence.confirm') },
    });
    return page('/correspondence/views/message', model, {
      title: `${model.heading}: ${message.reference}`,
      nav: 'queue',
    });
  },
});

const letter = deskRoute({
  method: 'get',
  path: `${path}/letter`,
  permission: 'correspondence.send',
  params,
  handle: async (context) => {
    const message = await messageAt(context);
    const { name } = await getAuthority(context.kernel, message.authorityId);
    const model = letterPage(message, { authorityName: name, csrfToken: context.visitor.session?.csrfToken ?? '' });
    return page('/correspondence/views/letter', model, {
      title: `Letter to print: ${message.reference}`,
      nav: 'queue',
    });
  },
});

const steps = {
  confirm: { command: confirmMessage, say: 'Confirmed: the message waits to be sent' },
  cancel: { command: cancelMessage, say: 'Cancelled' },
  print: { command: printMessage, say: 'Kept as printed' },
  retry: { command: retryMessage, say: 'It will be tried again' },
} as const;

const settle = deskRoute({
  method: 'post',
  path,
  permission: 'correspondence.read',
  params,
  body: z.strictObject({ version: versionField, does: z.enum(['confirm', 'cancel', 'print', 'retry']) }),
  handle: async (context) => {
    const message = await messageAt(context);
    const { version: expectedVersion, does } = context.body;
    const { command, say } = steps[does];
    await context.run(command, { id: message.id, expectedVersion });
    return redirect(messageHref(message), { say });
  },
});

export const messageRoutes: readonly Route[] = [list, show, letter, settle];

function messageHref({ reference, id }: Pick<ShownMessage, 'reference' | 'id'>): string {
  return `/desk/cases/${reference}/messages/${id}`;
}

/** The message that the address names, on the case that it names. */
async function messageAt(context: RouteContext<z.output<typeof params>, unknown, unknown>): Promise<ShownMessage> {
  const { reference, messageId: id } = context.params;
  const message = await context.read(getMessage, { id });
  if (message.reference !== reference) throw notFound();
  return message;
}
