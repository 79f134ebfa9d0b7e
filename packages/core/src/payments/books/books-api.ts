import { z } from 'zod';
import { ifMatch } from '../../cases/index.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { getPaymentDay, listPaymentDays } from './books-queries.js';
import { differenceKinds } from './books-types.js';
import { closeDifference } from './close-difference.js';
import { compareAgain } from './compare-again.js';
import { FundTotalShape } from './keep-comparison.js';

const tag = 'Payments';
const byId = z.strictObject({ id: uuidField });
const [text, number] = [z.string().nullable(), z.number().nullable()];
const DayShape = z.object({
  ...{ id: z.string(), authorityId: z.number(), dayOn: z.string(), instance: z.string(), providerName: z.string() },
  ...{ comparedAt: number, fault: text, totals: z.array(FundTotalShape), agreeing: z.number(), unknown: z.number() },
  ...{ open: z.number(), closed: z.number(), version: z.number() },
});
const DifferenceShape = z.object({
  ...{ id: z.string(), entryKind: z.enum(['payment', 'refund']), difference: z.enum(differenceKinds) },
  ...{ state: z.enum(['open', 'closed', 'gone']), paymentId: text, reference: text, theirReference: text },
  ...{ theirName: text, fundCode: text, ourPence: number, theirPence: number, theirState: text, at: z.number() },
  ...{ foundAt: z.number(), goneAt: number, closedAt: number, closedByName: text, reason: text, version: z.number() },
});
const WholeDayShape = DayShape.extend({ differences: z.array(DifferenceShape), isCut: z.boolean() });

const days = apiRoute({
  method: 'get',
  path: '/api/v1/payment-days',
  permission: 'payments.reconcile',
  query: listPaymentDays.input,
  api: {
    summary: 'Days on which payments were compared with what providers took, the latest first; amounts in whole pence',
    tag,
    output: z.object({ items: z.array(DayShape), nextCursor: text }),
  },
  handle: async (context) => json(await context.read(listPaymentDays, context.query)),
});

const day = apiRoute({
  method: 'get',
  path: '/api/v1/payment-days/:id',
  permission: 'payments.reconcile',
  params: byId,
  api: { summary: 'A compared day with what differs, what nobody has explained first', tag, output: WholeDayShape },
  handle: async (context) => {
    const whole = await context.read(getPaymentDay, context.params);
    return json(WholeDayShape.parse({ ...whole.day, ...whole }), { version: whole.day.version });
  },
});

const again = apiRoute({
  method: 'post',
  path: '/api/v1/payment-days/:id/compare',
  permission: 'payments.reconcile',
  params: byId,
  api: { summary: 'Compare a day once more with what the provider has now', tag, output: WholeDayShape },
  handle: async (context) => {
    await compareAgain(context.kernel, (await context.read(getPaymentDay, context.params)).day);
    const whole = await context.read(getPaymentDay, context.params);
    return json(WholeDayShape.parse({ ...whole.day, ...whole }), { version: whole.day.version });
  },
});

const close = apiRoute({
  method: 'post',
  path: '/api/v1/payment-differences/:id/close',
  permission: 'payments.reconcile',
  params: byId,
  body: closeDifference.input.omit({ id: true, expectedVersion: true }),
  api: { summary: 'Explain what differs, which closes it', tag, output: closeDifference.output },
  handle: async (context) => {
    const { id } = context.params;
    const done = await ifMatch(context, (expectedVersion) =>
      context.run(closeDifference, { ...context.body, id, expectedVersion }),
    );
    return json(done, { version: done.version });
  },
});

export const booksApiRoutes: readonly Route[] = [days, day, again, close];
