import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../kernel/route.js';
import { Participant } from './types.js';
import { closeEnquiry } from './commands/close-enquiry.js';
import { finishInteraction } from './commands/finish-interaction.js';
import { identifyCustomer } from './commands/identify-customer.js';
import { openEnquiry } from './commands/open-enquiry.js';
import { recordIdentityCheck } from './commands/record-identity-check.js';
import { startInteraction } from './commands/start-interaction.js';
import { STOP_OUTCOMES } from '../services/index.js';
import { getInteraction, listInteractionsOf } from './queries.js';

const Enquiry = z.object({
  id: z.string(),
  interactionId: z.string(),
  authorityId: z.number(),
  interactionAuthorityId: z.number(),
  words: z.string().nullable(),
  serviceId: z.string().nullable(),
  articleId: z.string().nullable(),
  outcome: z.string().nullable(),
  caseId: z.string().nullable(),
  stop: z.enum(STOP_OUTCOMES).nullable(),
  passedToTeamId: z.string().nullable(),
  note: z.string().nullable(),
  openedAt: z.number(),
  closedAt: z.number().nullable(),
  version: z.number(),
  isKeptBack: z.boolean(),
});
const IdentityCheck = z.object({
  id: z.string(),
  level: z.string(),
  questions: z.array(z.string()),
  passed: z.boolean(),
  checkedAt: z.number(),
  checkedBy: z.string(),
});
const Interaction = z.object({
  id: z.string(),
  authorityId: z.number(),
  channel: z.string(),
  lineId: z.string().nullable(),
  caller: z.string().nullable(),
  callId: z.string().nullable(),
  adviserId: z.string().nullable(),
  adviserName: z.string().nullable(),
  state: z.enum(['open', 'finished']),
  startedAt: z.number(),
  waitedSeconds: z.number().nullable(),
  endedAt: z.number().nullable(),
  customerId: z.string().nullable(),
  participant: Participant,
  placeId: z.string().nullable(),
  aboutCaseId: z.string().nullable(),
  identityLevel: z.string(),
  avoidable: z.string().nullable(),
  notes: z.string().nullable(),
  isCaptured: z.boolean(),
  version: z.number(),
  representing: z
    .object({
      representationId: z.string(),
      who: z.string(),
      covers: z.string(),
      mayAct: z.boolean(),
      refusal: z.string().nullable(),
    })
    .nullable(),
  enquiries: z.array(Enquiry),
  identityChecks: z.array(IdentityCheck),
});
const ListedInteraction = Interaction.omit({ representing: true, identityChecks: true });
const Changed = z.object({ id: z.string(), version: z.number() });

const byId = z.strictObject({ id: uuidField });
const tag = 'Interactions';

/** The version that an edit goes from. @throws malformed_request without If-Match */
function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the interaction that you read.');
  return ifMatch;
}

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'post',
    path: '/api/v1/interactions',
    permission: 'interactions.handle',
    body: startInteraction.input,
    api: {
      summary: 'Start an interaction for the token’s person; the same call sent twice is one interaction',
      tag,
      status: [201, 200],
      output: Changed.extend({ authorityId: z.number(), isNew: z.boolean() }),
    },
    handle: async (context) => {
      const started = await context.run(startInteraction, context.body);
      const headers = { Location: `/api/v1/interactions/${started.id}` };
      return json(started, { status: started.isNew ? 201 : 200, version: started.version, headers });
    },
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/interactions',
    permission: 'interactions.read',
    query: listInteractionsOf.input,
    api: {
      summary: 'A customer’s interactions with their enquiries, latest first',
      tag,
      output: z.object({ items: z.array(ListedInteraction), nextCursor: z.string().nullable() }),
    },
    handle: async (context) => json(await context.read(listInteractionsOf, context.query)),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/interactions/:id',
    permission: 'interactions.read',
    params: byId,
    api: { summary: 'An interaction with its enquiries and identity checks', tag, output: Interaction },
    handle: async (context) => {
      const interaction = await context.read(getInteraction, context.params);
      return json(interaction, { version: interaction.version });
    },
  }),
  apiRoute({
    method: 'put',
    path: '/api/v1/interactions/:id/customer',
    permission: 'interactions.handle',
    params: byId,
    body: identifyCustomer.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'Say who is in touch', tag, output: Changed },
    handle: async (context) => {
      const input = { ...context.body, ...context.params, expectedVersion: versionOf(context) };
      const changed = await context.run(identifyCustomer, input);
      return json(changed, { version: changed.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/interactions/:id/identity-checks',
    permission: 'interactions.handle',
    params: byId,
    body: recordIdentityCheck.input.omit({ id: true, expectedVersion: true }),
    api: {
      summary: 'Record which questions were asked to check identity; never the answers',
      tag,
      status: 201,
      output: Changed.extend({ identityLevel: z.string() }),
    },
    handle: async (context) => {
      const input = { ...context.body, ...context.params, expectedVersion: versionOf(context) };
      const checked = await context.run(recordIdentityCheck, input);
      return json(checked, { status: 201, version: checked.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/interactions/:id/enquiries',
    permission: 'interactions.handle',
    params: byId,
    body: openEnquiry.input.omit({ interactionId: true }),
    api: {
      summary: 'Open an enquiry',
      tag,
      status: 201,
      output: Changed.extend({ interactionId: z.string(), authorityId: z.number() }),
    },
    handle: async (context) =>
      json(await context.run(openEnquiry, { ...context.body, interactionId: context.params.id }), { status: 201 }),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/enquiries/:id/close',
    permission: 'interactions.handle',
    params: byId,
    body: closeEnquiry.input.omit({ enquiryId: true }),
    api: { summary: 'Give an enquiry its outcome', tag, output: Changed.extend({ interactionId: z.string() }) },
    handle: async (context) => json(await context.run(closeEnquiry, { ...context.body, enquiryId: context.params.id })),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/interactions/:id/finish',
    permission: 'interactions.handle',
    params: byId,
    body: finishInteraction.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'Finish an interaction', tag, output: Changed },
    handle: async (context) => {
      const input = { ...context.body, ...context.params, expectedVersion: versionOf(context) };
      const finished = await context.run(finishInteraction, input);
      return json(finished, { version: finished.version });
    },
  }),
];
