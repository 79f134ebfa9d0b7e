import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { ServiceDefinition } from '../../services/index.js';
import { ifMatch } from '../if-match.js';
import type { DescribedSummary } from '../types.js';
import { askForHelp, AskForHelpInput } from './ask-for-help.js';
import { LogCaseNamingUploads } from '../log/log-input.js';
import { getHelpUploads } from './help-uploads.js';
import { getOwnRequest, listHelp, listOwnRequests, type HelpCatalogue } from './help-queries.js';
import { cancelOwnRequest, reopenOwnRequest, writeToOwnRequest } from './own-request-steps.js';

const tag = 'Help for staff';
const permission = 'cases.ask';
const href = '/api/v1/help/requests';
const params = z.strictObject({ id: uuidField });
const [text, at] = [z.string(), z.number().nullable()];

const HelpItem = z.object({
  ...{ id: text, authorityId: z.number(), providerName: text, key: text, name: text },
  ...ServiceDefinition.pick({ group: true, summary: true, form: true, location: true }).shape,
});
/** A request as whoever asked may see it: nothing of what the desk keeps to itself. */
const RequestShape = z.object({
  ...{ id: text, authorityId: z.number(), reference: text, serviceId: text, serviceName: text, title: text },
  ...{ statusKind: z.enum(['open', 'waiting', 'closed']), publicLabel: text },
  ...{ openedAt: z.number(), dueAt: at, closedAt: at, version: z.number() },
});
const WholeRequest = RequestShape.extend({
  answers: z.record(z.string(), z.unknown()),
  events: z.array(z.object({ id: text, at: z.number(), kind: text, actorName: text, body: z.string().nullable() })),
  files: z.array(z.object({ id: text, name: text })),
  ...{ mayCancel: z.boolean(), mayReopen: z.boolean() },
});
const Stepped = z.object({ id: text, reference: text, version: z.number() });

function helpJson({ definition, ...service }: HelpCatalogue['items'][number]): z.output<typeof HelpItem> {
  const { group, summary, form, location } = definition;
  return HelpItem.parse({ ...service, group, summary, form, location });
}

const requestJson = (one: DescribedSummary): z.output<typeof RequestShape> => RequestShape.parse(one);

export const helpApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/help/services',
    permission,
    api: {
      summary: 'What you may ask service desks for, with the forms, by the council that you work for',
      tag,
      output: z.object({ items: z.array(HelpItem), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { items } = await context.read(listHelp, {});
      return json({ items: items.map(helpJson), nextCursor: null });
    },
  }),
  apiRoute({
    method: 'get',
    path: href,
    permission,
    query: listOwnRequests.input,
    api: {
      summary: 'Your own requests to service desks, the newest first',
      tag,
      output: z.object({ items: z.array(RequestShape), nextCursor: z.string().nullable() }),
    },
    handle: async (context) => {
      const { items, nextCursor } = await context.read(listOwnRequests, context.query);
      return json({ items: items.map(requestJson), nextCursor });
    },
  }),
  apiRoute({
    method: 'post',
    path: href,
    permission,
    body: AskForHelpInput.extend({ files: LogCaseNamingUploads.shape.files }),
    api: {
      summary: 'Ask a service desk for help; send Idempotency-Key, so that a repeated request asks once',
      tag,
      status: 201,
      output: z.object({ id: text, reference: text, title: text, dueAt: at }),
    },
    handle: async (context) => {
      const { files, ...form } = context.body;
      const uploads = await context.read(getHelpUploads, { ids: files.map(({ uploadId }) => uploadId) });
      const answered = uploads.map((upload, index) => ({ ...upload, question: files[index]?.question ?? '' }));
      const logged = await context.run(askForHelp, { ...form, files: answered });
      return json(logged, { status: 201, version: 1, headers: { Location: `${href}/${logged.id}` } });
    },
  }),
  apiRoute({
    method: 'get',
    path: `${href}/:id`,
    permission,
    params,
    api: { summary: 'A request of your own, with what you may read of its history', tag, output: WholeRequest },
    handle: async (context) => {
      const { request, events, files, steps } = await context.read(getOwnRequest, context.params);
      const may = { mayCancel: steps.cancel !== undefined, mayReopen: steps.reopen !== undefined };
      const whole = WholeRequest.parse({ ...request, events, files, ...may });
      return json(whole, { version: request.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${href}/:id/messages`,
    permission,
    params,
    body: writeToOwnRequest.input.omit({ id: true }),
    api: { summary: 'Write to the service desk in an open request of your own', tag, status: 201, output: Stepped },
    handle: async (context) => {
      const done = await context.run(writeToOwnRequest, { ...context.body, ...context.params });
      return json(done, { status: 201, version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${href}/:id/cancel`,
    permission,
    params,
    body: z.strictObject({}),
    api: { summary: 'Cancel a request of your own, where its service lets you', tag, output: Stepped },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) => context.run(cancelOwnRequest, { id, expectedVersion }));
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${href}/:id/reopen`,
    permission,
    params,
    body: reopenOwnRequest.input.pick({ text: true }),
    api: { summary: 'Open a closed request of your own again: it is not solved', tag, output: Stepped },
    handle: async (context) => {
      const about = { ...context.body, ...context.params };
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(reopenOwnRequest, { ...about, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
];
