import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { parseLocalDate } from '../kernel/parse-local-date.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { calendarsHref, calendarsPage, type TypedCalendar } from './calendars-views.js';
import {
  followSharedHours,
  keepOwnHours,
  removeCalendarDay,
  setCalendar,
  setCalendarDay,
} from './commands/set-calendar.js';
import { managedCouncil } from './managed-council.js';
import { getCalendars } from './queries.js';
import { readDayHours, readWeeklyHours } from './hours-text.js';
import { calendarKeys } from './types.js';

const permission = 'authorities.manage';
const text = (max: number) => z.string().trim().max(max).default('');
const at = { authorityId: z.coerce.number().int(), key: z.enum(calendarKeys), expectedVersion: text(10) };
type Context = RouteContext<unknown, unknown, unknown>;

/** When a council is open, for its administrators. */
export const calendarsRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: calendarsHref,
    permission,
    query: z.strictObject({ authority: z.coerce.number().int().optional() }),
    handle: (context) => show(context, context.query.authority),
  }),
  deskRoute({
    method: 'post',
    path: calendarsHref,
    permission,
    body: z.strictObject({
      ...at,
      name: text(100),
      weekly: text(1000),
      keepsBankHolidays: z.literal('yes').optional(),
      followsDays: z.literal('yes').optional(),
      does: z.enum(['follow', 'keep']).optional(),
    }),
    handle: (context) => {
      const { name, weekly, keepsBankHolidays, followsDays, does, ...calendar } = context.body;
      const read = readWeeklyHours(weekly);
      const { expectedVersion } = calendar;
      const ticked = { ...(keepsBankHolidays && { keepsBankHolidays }), ...(followsDays && { followsDays }) };
      const values = { name, weekly, expectedVersion, ...ticked };
      const typed = { form: 'week', key: calendar.key, values } as const;
      if (does)
        return save(context, calendar.authorityId, undefined, () =>
          context.attempt(does === 'follow' ? followSharedHours : keepOwnHours, calendar),
        );
      if (!read) return show(context, calendar.authorityId, typed, [{ field: 'weekly', message: unreadableWeek }]);
      return save(context, calendar.authorityId, typed, () =>
        context.attempt(setCalendar, {
          ...calendar,
          name,
          weekly: read,
          keepsBankHolidays: keepsBankHolidays === 'yes',
          followsDays: followsDays === 'yes',
        }),
      );
    },
  }),
  deskRoute({
    method: 'post',
    path: `${calendarsHref}/days`,
    permission,
    body: z.strictObject({ ...at, on: text(40), hours: text(200), reason: text(400) }),
    handle: (context) => {
      const { on, hours, reason, ...calendar } = context.body;
      const day = parseLocalDate(on, { label: 'day' });
      const open = readDayHours(hours);
      const typed = {
        form: 'day',
        key: calendar.key,
        values: { on, hours, reason, expectedVersion: calendar.expectedVersion },
      } as const;
      const faults = [
        ...(day.ok ? [] : [{ field: 'on', message: day.message }]),
        ...(open ? [] : [{ field: 'hours', message: unreadableDay }]),
        ...(reason === '' ? [{ field: 'reason', message: 'Enter why the day differs' }] : []),
      ];
      if (!day.ok || !open || faults.length > 0) return show(context, calendar.authorityId, typed, faults);
      return save(context, calendar.authorityId, typed, () =>
        context.attempt(setCalendarDay, { ...calendar, on: day.value, hours: open, reason }),
      );
    },
  }),
  deskRoute({
    method: 'post',
    path: `${calendarsHref}/days/remove`,
    permission,
    body: z.strictObject({ ...at, on: text(10) }),
    handle: (context) =>
      save(context, context.body.authorityId, undefined, () => context.attempt(removeCalendarDay, context.body)),
  }),
];

const unreadableWeek = 'Write each time on a line of its own, such as mon-fri 08:30-17:00';
const unreadableDay = 'Write the times such as 09:00-12:30, 13:00-16:00, or leave them out for a day that is shut';

async function save(
  context: Context,
  authorityId: number,
  typed: TypedCalendar | undefined,
  work: () => Promise<{ readonly ok: boolean; readonly faults?: readonly FieldFault[] }>,
): Promise<Reply> {
  try {
    const done = await work();
    if (!done.ok) return await show(context, authorityId, typed, done.faults ?? []);
    return redirect(`${calendarsHref}?authority=${authorityId}`, { say: 'Saved: due times follow within a minute' });
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
    return await show(context, authorityId, typed, [], 'A colleague changed these hours meanwhile.');
  }
}

async function show(
  context: Context,
  asked: number | undefined,
  typed?: TypedCalendar,
  faults: readonly FieldFault[] = [],
  conflict?: string,
): Promise<Reply> {
  const { authority, authorities } = await managedCouncil(context, permission, asked);
  const { items: calendars } = await context.read(getCalendars, { authorityId: authority.id });
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = calendarsPage({ csrfToken, authority, authorities, calendars, typed, faults, conflict });
  const status = conflict !== undefined ? 409 : faults.length > 0 ? 422 : 200;
  return page('/authorities/views/calendars', model, { title: 'Opening hours', nav: 'settings', status });
}
