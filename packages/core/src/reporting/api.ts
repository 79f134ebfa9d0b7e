import { z } from 'zod';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { STOP_OUTCOMES } from '../services/index.js';
import { FiguresInput, getFigures } from './queries.js';
import { dailyKeys, figureKeys, isGrouped } from './types.js';

const ShareShape = z.object({
  /** Null: so few answered that it is told to nobody. */
  count: z.number().nullable(),
  of: z.number(),
});
const StopShape = z.object({ stop: z.enum(STOP_OUTCOMES), enquiries: z.number() });
const ofEnquiries = Object.fromEntries(figureKeys.filter(isGrouped).map((key) => [key, ShareShape]));

const WaitShape = z.object({
  ...{ calls: z.number(), known: z.number(), inTime: z.number() },
  ...{ medianSeconds: z.number().nullable(), ninetiethSeconds: z.number().nullable() },
});
const ReasonShape = z.object({ reason: z.string(), contacts: z.number() });
const ofDays = Object.fromEntries(dailyKeys.map((key) => [key, z.object({ count: z.number(), of: z.number() })]));

const FiguresShape = z.object({
  from: z.string(),
  to: z.string(),
  countedAt: z.number(),
  repeatContactDays: z.number(),
  figures: z.array(
    ShareShape.extend({
      key: z.enum(figureKeys),
      label: z.string(),
      definition: z.string(),
      query: z.string(),
      countColumn: z.string(),
      ofColumn: z.string(),
    }),
  ),
  reasons: z.array(ReasonShape),
  days: z.array(z.object({ on: z.string(), shares: z.object(ofDays), reasons: z.array(ReasonShape) })),
  stops: z.array(StopShape),
  /** Of answered calls and chats: how many seconds customers waited; a line or a day each beside the whole. */
  waits: WaitShape.extend({
    targetSeconds: z.number(),
    lines: z.array(WaitShape.extend({ lineId: z.string().nullable() })),
    days: z.array(WaitShape.extend({ on: z.string() })),
  }),
  groups: z.array(z.object({ id: z.string().nullable(), shares: z.object(ofEnquiries), stops: z.array(StopShape) })),
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/figures',
    permission: 'reporting.read',
    query: FiguresInput,
    api: {
      summary: 'Figures of first contact in a period, each with its definition and the query that counts it',
      tag: 'Figures',
      output: FiguresShape,
    },
    handle: async (context) => {
      const { waitSteps: _ofThePage, ...figures } = await context.read(getFigures, context.query);
      return json(figures);
    },
  }),
];
