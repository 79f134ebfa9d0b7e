import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { askSurvey } from './commands/ask-survey.js';
import { sendSurvey } from './commands/send-survey.js';
import { getSurvey } from './queries.js';

const tag = 'Satisfaction';
const params = z.strictObject({ id: uuidField });

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/interactions/:id/survey',
    permission: 'satisfaction.ask',
    params,
    api: {
      summary: 'Whether a finished contact was drawn for the survey, and how it stands; never the answer',
      tag,
      output: z.object({
        state: z.enum(['not-drawn', 'to-ask', 'asked', 'answered']),
        authorityId: z.number(),
        isOwn: z.boolean(),
      }),
    },
    handle: async (context) => json(await context.read(getSurvey, { interactionId: context.params.id })),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/interactions/:id/survey',
    permission: 'satisfaction.ask',
    params,
    body: askSurvey.input.omit({ interactionId: true }),
    api: {
      summary: 'Ask the customer of a drawn contact: their answer, or a token for the link /s/<token>',
      tag,
      status: 201,
      output: z.object({ id: z.string(), token: z.string().nullable(), expiresAt: z.number().nullable() }),
    },
    handle: async (context) => {
      const asked = await context.run(askSurvey, { ...context.body, interactionId: context.params.id });
      return json(asked, { status: 201 });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/interactions/:id/survey/message',
    permission: 'satisfaction.ask',
    params,
    api: {
      summary:
        'Send the customer of a drawn contact the link, in the council’s words and by the way that they asked for',
      tag,
      status: 201,
      output: sendSurvey.output,
    },
    handle: async (context) =>
      json(await context.run(sendSurvey, { interactionId: context.params.id }), { status: 201 }),
  }),
];
