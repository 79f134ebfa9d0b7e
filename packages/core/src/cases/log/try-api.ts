import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { MessageRule, PRIORITIES, STOP_OUTCOMES } from '../../services/index.js';
import { tryService } from './try-query.js';

const Tried = z.object({
  at: z.number(),
  title: z.string(),
  answers: z.array(z.object({ label: z.string(), value: z.string(), items: z.array(z.string()).optional() })),
  stops: z.array(
    z.object({ question: z.string(), say: z.string(), outcome: z.enum(STOP_OUTCOMES), endsForm: z.boolean() }),
  ),
  priority: z.enum(PRIORITIES),
  teamKey: z.string(),
  teamName: z.string().optional(),
  dueAt: z.number().nullable(),
  feePence: z.number(),
  tasks: z.array(
    z.object({
      title: z.string(),
      at: z.string().optional(),
      team: z.string().optional(),
      dueOn: z.string().nullable(),
    }),
  ),
  messages: z.array(MessageRule),
});

/** Nothing is written, so that a script may try a service as often as it likes before it is published. */
export const tryApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'post',
    path: '/api/v1/service-designs/:id/try',
    permission: 'services.design',
    params: z.strictObject({ id: uuidField }),
    body: tryService.input.omit({ id: true }),
    api: {
      summary: 'What would become of a case by a service’s draft, with these answers, there and then; nothing is kept',
      tag: 'Services',
      output: Tried,
    },
    handle: async (context) => json(await context.read(tryService, { ...context.body, ...context.params })),
  }),
];
