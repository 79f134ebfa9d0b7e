import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { ifMatch } from '../if-match.js';
import { recordAttempt, takeCallBack, withdrawCallBack } from './answer-call-back.js';
import { callBackLists, getCallBack, listCallBacks } from './call-back-queries.js';
import { attemptOutcomes, callBackStates } from './call-back-rules.js';
import { changeCallBack } from './change-call-back.js';
import { promiseCallBack } from './promise-call-back.js';

const tag = 'Call-backs';
const params = z.strictObject({ id: uuidField });
const permission = 'cases.call-back';
const text = z.string().nullable();
const instant = z.number().nullable();
const CallBackShape = z.object({
  ...{ id: z.string(), authorityId: z.number(), caseId: text, reference: text, interactionId: text },
  ...{ name: text, telephone: text, note: text, isKeptBack: z.boolean() },
  caller: z.object({ teamId: text, teamName: text, personId: text, personName: text }),
  ...{ fromAt: z.number(), untilAt: z.number(), promisedByName: z.string(), promisedAt: z.number() },
  ...{ state: z.enum(callBackStates), missedAt: instant, endedAt: instant, endedByName: text, result: text },
  ...{ takenAt: instant, changedAt: instant, changedByName: text, changeReason: text },
  version: z.number(),
});
const AttemptShape = z.object({
  ...{ id: z.string(), at: z.number(), byName: z.string(), outcome: z.enum(attemptOutcomes), note: text },
  next: z.object({ fromAt: z.number(), untilAt: z.number() }).nullable(),
});
const Changed = z.object({ id: z.string(), version: z.number() });

export const callBackApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/call-backs',
    permission,
    query: listCallBacks.input,
    api: {
      summary: `Promised call-backs, what is due first: ${callBackLists.join(', ')}`,
      tag,
      output: z.object({ items: z.array(CallBackShape), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const items = await context.read(listCallBacks, context.query);
      return json({ items: items.map((one) => CallBackShape.parse(one)), nextCursor: null });
    },
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/call-backs/:id',
    permission,
    params,
    api: {
      summary: 'A promised call-back, and who rang',
      tag,
      output: CallBackShape.extend({ attempts: z.array(AttemptShape) }),
    },
    handle: async (context) => {
      const found = await context.read(getCallBack, context.params);
      const shape = CallBackShape.extend({ attempts: z.array(AttemptShape) });
      return json(shape.parse(found), { version: found.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/call-backs',
    permission: 'cases.promise-call-backs',
    body: promiseCallBack.input,
    api: {
      summary: 'Promise a customer of a case or contact that they are called',
      tag,
      status: 201,
      output: z.object({ id: z.string() }),
    },
    handle: async (context) => json(await context.run(promiseCallBack, context.body), { status: 201, version: 1 }),
  }),
  apiRoute({
    method: 'patch',
    path: '/api/v1/call-backs/:id',
    permission,
    params,
    body: changeCallBack.input.omit({ id: true, expectedVersion: true }),
    api: {
      summary:
        'Change what was promised before anybody rang: when, which number, whom to ask for or who calls, saying why',
      tag,
      output: Changed,
    },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(changeCallBack, { ...context.body, id, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/call-backs/:id/take',
    permission,
    params,
    body: z.strictObject({}),
    api: { summary: 'Take a call-back of a team upon oneself', tag, output: Changed },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) => context.run(takeCallBack, { id, expectedVersion }));
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/call-backs/:id/attempts',
    permission,
    params,
    body: recordAttempt.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'Say that one rang: spoken to, or no answer and when it is tried again', tag, output: Changed },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(recordAttempt, { ...context.body, id, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/call-backs/:id/withdraw',
    permission,
    params,
    body: withdrawCallBack.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'Take the promise back, saying why', tag, output: Changed },
    handle: async (context) => {
      const { id } = context.params;
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(withdrawCallBack, { ...context.body, id, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
];
