import { z } from 'zod';
import { getAuthority } from '../authorities/index.js';
import { notFound } from '../kernel/errors.js';
import { uuidField, versionField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import {
  cancelMessage,
  confirmMessage,
  dealWithMessage,
  printMessage,
  retryMessage,
} from './commands/settle-message.js';
import { letterPage, messageHref, messagePage, messagesPage, tabStates } from './message-views.js';
import { getLetter, getMessage, listMessages, type ShownMessage } from './queries.js';

/** Where a message about a case is, and where one about a contact is. */
const places = {
  case: {
    path: '/desk/cases/:reference/messages/:messageId',
    params: z.strictObject({ reference: z.string().min(1).max(100), messageId: uuidField }),
  },
  contact: { path: '/desk/messages/:messageId', params: z.strictObject({ messageId: uuidField }) },
} as const;
type Place = (typeof places)[keyof typeof places];
type Context<B = unknown> = RouteContext<{ readonly messageId: string; readonly reference?: string }, unknown, B>;

const list = deskRoute({
  method: 'get',
  path: '/desk/messages',
  permission: 'correspondence.read',
  query: z.strictObject({
    state: z.enum(tabStates).default('waiting'),
    cursor: z.string().max(80).optional(),
  }),
  handle: async (context) => {
    const { state } = context.query;
    const found = await context.read(listMessages, context.query);
    const model = messagesPage(found, { state, now: context.now });
    return page('/correspondence/views/messages', model, { title: 'Messages', nav: 'messages' });
  },
});

const showAt = ({ path, params }: Place): Route =>
  deskRoute({ method: 'get', path, permission: 'correspondence.read', params, handle: show });

async function show(context: Context): Promise<Reply> {
  const message = await messageAt(context);
  const { visitor, now } = context;
  const holds = (permission: string): boolean => may(visitor.actor, permission, message.authorityId);
  const model = messagePage(message, {
    now,
    csrfToken: visitor.session?.csrfToken ?? '',
    may: { send: holds('correspondence.send'), confirm: holds('correspondence.confirm') },
  });
  const title = `${model.heading}: ${message.reference ?? message.recipientName}`;
  return page('/correspondence/views/message', model, { title, nav: navOf(message) });
}

const letterAt = ({ path, params }: Place): Route =>
  deskRoute({
    method: 'get',
    path: `${path}/letter`,
    permission: 'correspondence.send',
    params,
    handle: async (context: Context) => {
      const message = await messageAt(context, getLetter);
      const { name } = await getAuthority(context.kernel, message.authorityId);
      const model = letterPage(message, { authorityName: name, csrfToken: context.visitor.session?.csrfToken ?? '' });
      const title = `Letter to print: ${message.reference ?? message.recipientName}`;
      return page('/correspondence/views/letter', model, { title, nav: navOf(message) });
    },
  });

const steps = {
  confirm: { command: confirmMessage, say: 'Confirmed: the message waits to be sent' },
  cancel: { command: cancelMessage, say: 'Cancelled' },
  print: { command: printMessage, say: 'Kept as printed' },
  retry: { command: retryMessage, say: 'It will be tried again' },
  deal: { command: dealWithMessage, say: 'Kept as dealt with' },
} as const;
const Step = z.strictObject({ version: versionField, does: z.enum(['confirm', 'cancel', 'print', 'retry', 'deal']) });

const settleAt = ({ path, params }: Place): Route =>
  deskRoute({
    method: 'post',
    path,
    permission: 'correspondence.read',
    params,
    body: Step,
    handle: async (context: Context<z.output<typeof Step>>) => {
      const message = await messageAt(context);
      const { version: expectedVersion, does } = context.body;
      const { command, say } = steps[does];
      await context.run(command, { id: message.id, expectedVersion });
      return redirect(messageHref(message), { say });
    },
  });

export const messageRoutes: readonly Route[] = [
  list,
  ...[places.case, places.contact].flatMap((place) => [showAt(place), letterAt(place), settleAt(place)]),
];

/** The message that the address names, on the case that it names, or on a contact where it names none. */
async function messageAt(
  context: Context,
  query: typeof getMessage | typeof getLetter = getMessage,
): Promise<ShownMessage> {
  const { reference = null, messageId: id } = context.params;
  const message = await context.read(query, { id });
  if (message.reference !== reference) throw notFound();
  return message;
}

/** Messages about cases belong to the queue's work. */
function navOf({ reference }: ShownMessage): 'queue' | 'messages' {
  return reference === null ? 'messages' : 'queue';
}
