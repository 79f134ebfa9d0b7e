import { z } from 'zod';
import { ifMatch } from '../cases/index.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { sendMessage } from './commands/send-message.js';
import {
  cancelMessage,
  confirmMessage,
  dealWithMessage,
  printMessage,
  retryMessage,
} from './commands/settle-message.js';
import { listContactMessages } from './contact-queries.js';
import { getMessage, listCaseMessages, listMessages, type ShownMessage } from './queries.js';
import { cautions, languages, messageChannels, messageStates, occasions } from './types.js';

const tag = 'Correspondence';
const byId = z.strictObject({ id: uuidField });
const byMessage = z.strictObject({ messageId: uuidField });

const MessageShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  caseId: z.string().nullable(),
  reference: z.string().nullable(),
  interactionId: z.string().nullable(),
  customerId: z.string().nullable(),
  templateId: z.string().nullable(),
  occasion: z.enum(occasions),
  channel: z.enum(messageChannels),
  language: z.enum(languages),
  recipientName: z.string(),
  address: z.string().nullable(),
  subject: z.string(),
  body: z.string(),
  state: z.enum(messageStates),
  caution: z.enum(cautions).nullable(),
  restricted: z.enum(['customer', 'case']).nullable(),
  stateNote: z.string().nullable(),
  queuedAt: z.number(),
  queuedByName: z.string(),
  settledAt: z.number().nullable(),
  attempts: z.number(),
  version: z.number(),
});
const Settled = z.object({ id: z.string(), state: z.enum(messageStates), version: z.number() });

const listRoute = apiRoute({
  method: 'get',
  path: '/api/v1/messages',
  permission: 'correspondence.read',
  query: listMessages.input,
  api: {
    summary: 'Messages to customers by how far they are, the oldest first',
    tag,
    output: z.object({
      items: z.array(MessageShape),
      nextCursor: z.string().nullable(),
      counts: z.partialRecord(z.enum(messageStates), z.number()),
    }),
  },
  handle: async (context) => json(await context.read(listMessages, context.query)),
});

const caseRoute = apiRoute({
  method: 'get',
  path: '/api/v1/cases/:id/messages',
  permission: 'correspondence.read',
  params: byId,
  api: {
    summary: 'What customers were written about a case, the newest first',
    tag,
    output: z.object({ items: z.array(MessageShape), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const items = await context.read(listCaseMessages, { caseId: context.params.id });
    return json({ items, nextCursor: null });
  },
});

const contactRoute = apiRoute({
  method: 'get',
  path: '/api/v1/interactions/:id/messages',
  permission: 'correspondence.read',
  params: byId,
  api: {
    summary: 'What the customer of a contact was written about it, the newest first',
    tag,
    output: z.object({ items: z.array(MessageShape), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const items = await context.read(listContactMessages, { interactionId: context.params.id });
    return json({ items, nextCursor: null });
  },
});

const sendRoute = apiRoute({
  method: 'post',
  path: '/api/v1/cases/:id/messages',
  permission: 'correspondence.send',
  params: byId,
  body: sendMessage.input.omit({ caseId: true }),
  api: {
    summary: 'Write to whom a case is for; merge fields in braces are filled in',
    tag,
    status: 201,
    output: z.object({ id: z.string(), state: z.enum(messageStates) }),
  },
  handle: async (context) => {
    const sent = await context.run(sendMessage, { ...context.body, caseId: context.params.id });
    return json(sent, { status: 201, version: 1 });
  },
});

const getRoute = apiRoute({
  method: 'get',
  path: '/api/v1/messages/:messageId',
  permission: 'correspondence.read',
  params: byMessage,
  api: { summary: 'A message', tag, output: MessageShape },
  handle: async (context) => {
    const message: ShownMessage = await context.read(getMessage, { id: context.params.messageId });
    return json(message, { version: message.version });
  },
});

const commands = {
  confirm: confirmMessage,
  cancel: cancelMessage,
  print: printMessage,
  retry: retryMessage,
  deal: dealWithMessage,
} as const;

const settleRoute = apiRoute({
  method: 'patch',
  path: '/api/v1/messages/:messageId',
  permission: 'correspondence.read',
  params: byMessage,
  body: z.strictObject({ does: z.enum(['confirm', 'cancel', 'print', 'retry', 'deal']) }),
  api: {
    summary:
      'Confirm, cancel or retry a message, or keep that it was printed or dealt with; If-Match names its version',
    tag,
    output: Settled,
  },
  handle: async (context) => {
    const { messageId: id } = context.params;
    const command = commands[context.body.does];
    const settled = await ifMatch(context, (expectedVersion) => context.run(command, { id, expectedVersion }));
    return json(settled, { version: settled.version });
  },
});

export const apiRoutes: readonly Route[] = [listRoute, caseRoute, contactRoute, sendRoute, getRoute, settleRoute];
