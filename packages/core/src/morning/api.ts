import { z } from 'zod';
import { callOutStates } from '../call-outs/index.js';
import { callBackStates } from '../cases/index.js';
import { channels } from '../interactions/index.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { PRIORITIES } from '../services/index.js';
import { acknowledgeWork } from './commands/acknowledge-work.js';
import { listMorning } from './queries.js';

const tag = 'Agreements';
const instant = z.number().nullable();
const Enquiry = z.object({
  words: z.string().nullable(),
  outcome: z.string().nullable(),
  passedTo: z.string().nullable(),
});
const Logged = z.object({
  ...{ reference: z.string(), title: z.string(), priority: z.enum(PRIORITIES), isClosed: z.boolean(), dueAt: instant },
});
const done = {
  ...{ id: z.string(), authorityId: z.number(), agreementId: z.string(), agreementTitle: z.string() },
  ...{ providerId: z.number(), subjectId: z.string(), at: z.number(), personName: z.string() },
  ...{ acknowledgedAt: instant, acknowledgedBy: z.string().nullable() },
};
const Work = z.discriminatedUnion('kind', [
  z.object({
    ...{ ...done, kind: z.literal('interaction'), channel: z.enum(channels), isOpen: z.boolean() },
    enquiries: z.array(Enquiry),
  }),
  z.object({
    ...{ ...done, kind: z.literal('call-back'), fromAt: z.number(), untilAt: z.number() },
    ...{ caller: z.string(), state: z.enum(callBackStates), missedAt: instant },
  }),
  z.object({ ...done, kind: z.literal('call-out'), state: z.enum(callOutStates), endedByName: z.string().nullable() }),
  z.object({ ...done, kind: z.literal('case'), logged: Logged.nullable() }),
]);

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/agreement-work',
    permission: 'morning.read',
    query: listMorning.input,
    api: {
      summary: 'What other councils answered and logged for yours by agreement, the most urgent first',
      tag,
      output: z.object({ left: z.number(), items: z.array(Work), nextCursor: z.null() }),
    },
    handle: async (context) => json({ ...(await context.read(listMorning, context.query)), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/agreement-work/acknowledgements',
    permission: 'morning.acknowledge',
    body: acknowledgeWork.input,
    api: { summary: 'Acknowledge some of it', tag, output: acknowledgeWork.output },
    handle: async (context) => json(await context.run(acknowledgeWork, context.body)),
  }),
];
