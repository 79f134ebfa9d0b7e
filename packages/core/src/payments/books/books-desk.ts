import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { formPage, questionsOf } from '../../customers/index.js';
import { csvFile } from '../../kernel/csv-file.js';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import { getDifference, getPaymentDay, listPaymentDays } from './books-queries.js';
import {
  dayHref,
  dayPage,
  daysHref,
  daysPage,
  differenceLines,
  differenceWords,
  paymentWords,
  sidesOf,
} from './books-views.js';
import { closeDifference } from './close-difference.js';
import { compareAgain, notConnected } from './compare-again.js';

const params = z.strictObject({ id: uuidField });
const permission = 'payments.reconcile';
const nav = 'payment-days';
const closePath = '/desk/payment-differences/:id/close';
const title = 'Payments by day';
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

/** What providers took beside what Moothall has, day by day, and explaining what differs. */
export const booksRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: daysHref,
    permission,
    query: listPaymentDays.input.pick({ which: true, cursor: true }),
    handle: async (context) => {
      const { which } = context.query;
      const model = daysPage(await context.read(listPaymentDays, context.query), {
        which,
        nameOf: await namesOf(context),
      });
      return page('/payments/views/payment-days', model, { title, nav });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${daysHref}/:id`,
    permission,
    params,
    handle: async (context) => {
      const whole = await context.read(getPaymentDay, context.params);
      const { now, visitor } = context;
      const { authorityId } = whole.day;
      const model = dayPage(whole, {
        ...{ council: (await namesOf(context))(authorityId), csrfToken: visitor.session?.csrfToken ?? '', now },
        mayRead: may(visitor.actor, 'payments.read', authorityId),
      });
      return page('/payments/views/payment-day', model, { title: model.heading, nav });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${daysHref}/:id/csv`,
    permission,
    params,
    handle: async (context) => {
      const whole = await context.read(getPaymentDay, context.params);
      return csvFile(`payment-differences-${whole.day.dayOn}.csv`, differenceLines(whole));
    },
  }),
  deskRoute({
    method: 'post',
    path: `${daysHref}/:id/compare`,
    permission,
    params,
    handle: async (context) => {
      const { day } = await context.read(getPaymentDay, context.params);
      try {
        await compareAgain(context.kernel, day);
        return redirect(dayHref(day), { say: 'Asked again: below is how the two stand now' });
      } catch (error) {
        if (!isError(error, notConnected.code)) throw error;
        return redirect(dayHref(day), { say: 'The connection doesn’t run for this council now: nothing was compared' });
      }
    },
  }),
  deskRoute({ method: 'get', path: closePath, permission, params, handle: (context) => askReason(context) }),
  deskRoute({
    method: 'post',
    path: closePath,
    permission,
    params,
    body: z.strictObject({ version: z.string().max(20).default(''), reason: z.string().max(2000).default('') }),
    handle: async (context) => {
      const { id } = context.params;
      const { version: expectedVersion, reason } = context.body;
      try {
        const done = await context.attempt(closeDifference, { id, expectedVersion, reason });
        if (!done.ok) return await askReason(context, { reason, faults: done.faults });
        const { dayId } = await context.read(getDifference, { id });
        return redirect(dayHref({ id: dayId }), { say: 'Explained: it is no longer open' });
      } catch (error) {
        if (!isError(error, staleVersion.code)) throw error;
        const message = 'Somebody explained it meanwhile. Look at it again; what you typed is kept here.';
        return await askReason(context, { reason, faults: [{ field: '', message }], status: 409 });
      }
    },
  }),
];

interface Refused {
  readonly reason: string;
  readonly faults: readonly FieldFault[];
  readonly status?: number;
}

async function askReason(context: Context, refused?: Refused): Promise<Reply> {
  const difference = await context.read(getDifference, context.params);
  const { day } = await context.read(getPaymentDay, { id: difference.dayId });
  const { what, ours, theirs } = sidesOf(difference);
  const { id, version, theirReference, reason } = difference;
  const faults = refused?.faults ?? [];
  const named = [paymentWords(difference), theirReference].filter(Boolean).join(', ');
  return formPage(context, {
    heading: 'Explain a difference',
    above: [
      { text: title, href: daysHref },
      { text: formatFullDate(day.dayOn), href: dayHref(day) },
    ],
    lead: `${what} ${named}: ${differenceWords[difference.difference].toLowerCase()}. In Moothall: ${ours}. At ${day.providerName}: ${theirs}.`,
    action: `/desk/payment-differences/${id}/close`,
    hidden: { version: String(version) },
    questions: [questionsOf({ reason: refused?.reason ?? reason ?? '' }, faults).text('reason', 'How is it explained')],
    faults,
    buttonText: 'Close it',
    nav,
    ...(refused?.status === undefined ? {} : { status: refused.status }),
  });
}

async function namesOf({ kernel }: Pick<Context, 'kernel'>): Promise<(id: AuthorityId) => string> {
  const names = new Map((await listAuthorities(kernel)).map((one) => [one.id, one.shortName]));
  return (id) => names.get(id) ?? 'Another council';
}
