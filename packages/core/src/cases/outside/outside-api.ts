import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { byId, tag } from '../api.js';
import { ifMatch } from '../if-match.js';
import { getOutside } from './outside-query.js';
import { outKinds, outsideStates, wordStates } from './outside-types.js';
import { sendOutside } from './send-outside.js';
import { settleWord } from './settle-news.js';
import { tellOutside } from './tell-outside.js';

const text = z.string().nullable();
const instant = z.number().nullable();
const WordShape = z.object({
  ...{ id: z.string(), direction: z.enum(['out', 'in']), kind: z.enum([...outKinds, 'news']), saidAt: z.number() },
  ...{ keptAt: z.number(), byName: text, body: text, status: text, outcome: text, statusWords: text },
  ...{ state: z.enum(wordStates), fault: text, settledAt: instant, settledByName: text, version: z.number() },
});
const OutsideShape = z.object({
  ...{ id: z.string(), connection: z.string(), systemName: z.string(), state: z.enum(outsideStates) },
  ...{ theirReference: text, queuedAt: z.number(), sentAt: instant, heardAt: instant, theirStatus: text },
  ...{ isWithdrawn: z.boolean(), fault: text, words: z.array(WordShape) },
});
const Made = z.object({ id: z.string() });

export const outsideApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/cases/:id/outside',
    permission: 'cases.read',
    params: byId,
    api: {
      summary: 'With which other system a case is, under which reference, and what was said both ways; 404: with none',
      tag,
      output: OutsideShape,
    },
    handle: async (context) => {
      const outside = await context.read(getOutside, context.params);
      if (outside === undefined) throw notFound({}, 'The case went to no other system.');
      return json(OutsideShape.parse({ ...outside, connection: outside.instance }));
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/cases/:id/outside',
    permission: 'cases.work',
    params: byId,
    body: z.strictObject({}),
    api: {
      summary: 'Send a case to the system in which its work is done, or once more where that failed',
      tag,
      status: 201,
      output: Made,
    },
    handle: async (context) => json(await context.run(sendOutside, { caseId: context.params.id }), { status: 201 }),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/cases/:id/outside/words',
    permission: 'cases.note',
    params: byId,
    body: z.strictObject({ text: tellOutside.input.shape.text }),
    api: { summary: 'Write to the system that has a case', tag, status: 201, output: Made },
    handle: async (context) => {
      const { text: words } = context.body;
      return json(await context.run(tellOutside, { caseId: context.params.id, text: words }), { status: 201 });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/cases/:id/outside/words/:wordId/settle',
    permission: 'cases.work',
    params: byId.extend({ wordId: uuidField }),
    body: z.strictObject({}),
    api: {
      summary: 'Say that what the case could not follow, or what could not be told, is dealt with',
      tag,
      output: z.object({ id: z.string(), version: z.number() }),
    },
    handle: async (context) => {
      const { id: caseId, wordId: id } = context.params;
      const done = await ifMatch(context, (expectedVersion) =>
        context.run(settleWord, { caseId, id, expectedVersion }),
      );
      return json(done, { version: done.version });
    },
  }),
];
