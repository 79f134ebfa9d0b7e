import { z } from 'zod';
import { channels } from '../interactions/index.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { outcomeKeys } from '../reporting/index.js';
import { reportQueues } from './commands/report-queues.js';
import { getWallboard, WallboardInput } from './queries.js';

const tag = 'Wallboard';
const Share = z.object({ count: z.number(), of: z.number() });
const number = z.number();

const Report = z.object({
  ...{ lineId: z.string(), authorityId: number, at: number, waiting: number, longestWaitSeconds: number },
  ...{ answered: number, abandoned: number, agentsReady: number, agentsTalking: number },
});
const WallboardShape = z.object({
  at: number,
  authorityIds: z.array(number),
  lines: z.array(
    z.object({
      ...{ lineId: z.string(), authorityId: number, name: z.string() },
      report: Report.optional(),
      mostWaiting: number.optional(),
    }),
  ),
  open: z.array(
    z.object({
      ...{ authorityId: number, lineId: z.string().nullable(), open: number, since: number },
      channel: z.enum(channels),
    }),
  ),
  contactsToday: number,
  outcomesToday: z.object(Object.fromEntries(outcomeKeys.map((key) => [key, Share]))),
  cases: z.object({ dueToday: number, late: number }),
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'post',
    path: '/api/v1/queue-reports',
    permission: 'wallboard.report',
    body: reportQueues.input,
    api: {
      summary: 'Say how many calls wait on lines: reports of a telephone system, up to 200 at a time',
      tag,
      status: 201,
      output: z.object({ stored: number, known: number }),
    },
    handle: async (context) => json(await context.run(reportQueues, context.body), { status: 201 }),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/wallboard',
    permission: 'wallboard.read',
    query: WallboardInput,
    api: {
      summary: 'Contacts under way, calls that wait, and what was done today; counts alone',
      tag,
      output: WallboardShape,
    },
    handle: async (context) => json(await context.read(getWallboard, context.query)),
  }),
];
