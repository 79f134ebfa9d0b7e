import { z } from 'zod';
import { ifMatch } from '../cases/index.js';
import { ringingRoles } from '../directory/index.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { answerCallOut, recordRing } from './commands/answer-call-out.js';
import { ringAgain, standDown } from './commands/stand-down.js';
import { startCallOut } from './commands/start-call-out.js';
import { getCallOut, listCallOuts } from './queries.js';
import { ringChannels, ringMessageStates } from './ring-message.js';
import { callOutStates, ringOutcomes } from './rules.js';

const tag = 'Call-outs';
const root = '/api/v1/call-outs';
const params = z.strictObject({ id: uuidField });
const read = 'call-outs.read';
const start = 'call-outs.start';
const text = z.string().nullable();
const instant = z.number().nullable();
const CallOutShape = z.object({
  ...{ id: z.string(), authorityId: z.number(), caseId: text, reference: text, rotaId: text, teamId: text },
  ...{ reason: text, place: text, startedByName: z.string(), startedAt: z.number(), isGap: z.boolean() },
  ...{ state: z.enum(callOutStates), ringing: z.number(), dueAt: instant, exhaustedAt: instant },
  ...{ endedAt: instant, endedByName: text, result: text, version: z.number() },
});
const RingShape = z.object({
  ...{ place: z.number(), personId: z.string(), personName: z.string(), role: z.enum(ringingRoles) },
  ...{ telephone: z.string(), minutes: z.number(), rungAt: instant, outcome: z.enum(ringOutcomes).nullable() },
  ...{ outcomeAt: instant, saidByName: text, note: text },
  /** Whether the text message or mail to them went out; null: it isn't their turn yet. */
  message: z
    .object({
      ...{ channel: z.enum(ringChannels).nullable(), state: z.enum(ringMessageStates) },
      ...{ at: z.number(), detail: text },
    })
    .nullable(),
});
const WholeShape = CallOutShape.extend({ rings: z.array(RingShape) });
const Changed = z.object({ id: z.string(), version: z.number() });

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: root,
    permission: read,
    query: listCallOuts.input,
    api: {
      summary:
        'Emergency call-outs: open, those in which the caller is rung, or ended within 30 days; of one rota all that ended',
      tag,
      output: z.object({ items: z.array(CallOutShape), nextCursor: text }),
    },
    handle: async (context) => {
      const { items, nextCursor } = await context.read(listCallOuts, context.query);
      return json({ items: items.map((one) => CallOutShape.parse(one)), nextCursor });
    },
  }),
  apiRoute({
    method: 'get',
    path: `${root}/:id`,
    permission: read,
    params,
    api: { summary: 'A call-out, and everybody who is rung in it', tag, output: WholeShape },
    handle: async (context) => {
      const found = await context.read(getCallOut, context.params);
      return json(WholeShape.parse(found), { version: found.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: root,
    permission: start,
    body: startCallOut.input,
    api: { summary: 'Call out whoever is on duty, for a case or a council', tag, status: 201, output: Changed },
    handle: async (context) => {
      const done = await context.run(startCallOut, context.body);
      return json(done, { status: 201, version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/answers`,
    permission: read,
    params,
    body: answerCallOut.input.omit({ id: true }),
    api: {
      summary: 'Accept or decline a call-out in which one is rung: the first to accept has it',
      tag,
      output: Changed,
    },
    handle: async (context) => {
      const done = await context.run(answerCallOut, { ...context.body, ...context.params });
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/rings`,
    permission: start,
    params,
    body: recordRing.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'Say what came of ringing somebody on the list', tag, output: Changed },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(recordRing, { ...context.body, id, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/stand-down`,
    permission: start,
    params,
    body: standDown.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'End a call-out, because nobody has to go', tag, output: Changed },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(standDown, { ...context.body, id, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/ring-again`,
    permission: start,
    params,
    body: z.strictObject({}),
    api: { summary: 'Ring the list once more', tag, output: Changed },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) => context.run(ringAgain, { id, expectedVersion }));
      return json(done, { version: done.version });
    },
  }),
];
