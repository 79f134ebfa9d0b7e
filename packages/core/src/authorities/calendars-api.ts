import { z } from 'zod';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { asRead } from './api.js';
import {
  CalendarInput,
  DayInput,
  followSharedHours,
  keepOwnHours,
  removeCalendarDay,
  setCalendar,
  setCalendarDay,
} from './commands/set-calendar.js';
import { getCalendars } from './queries.js';
import { calendarKeys } from './types.js';

const permission = 'authorities.manage';
const tag = 'Authorities';
const path = '/api/v1/authorities/:id/calendars';
const id = z.coerce.number().int();
const ofAuthority = z.strictObject({ id });
const ofCalendar = z.strictObject({ id, key: z.enum(calendarKeys) });
const ofDay = ofCalendar.extend({ on: z.string().max(10) });
const Changed = z.object({ key: z.enum(calendarKeys), version: z.number() });
const Kept = CalendarInput.extend({
  ...{ key: z.enum(calendarKeys), version: z.number() },
  days: z.array(DayInput.extend({ on: z.string() })),
  hours: z.enum(['own', 'shared']),
  sharedDays: z.array(DayInput.extend({ on: z.string() })),
  sharedWeekly: CalendarInput.shape.weekly.nullable(),
  behind: z.boolean(),
});

/** What is done about hours of our own beside the partnership's. */
const besideShared = [
  {
    ...{ does: 'follow', command: followSharedHours },
    summary: 'Give an authority’s own hours up for the partnership’s; If-Match names the calendar’s version',
  },
  {
    ...{ does: 'keep', command: keepOwnHours },
    summary: 'Say that an authority’s own hours stay beside the partnership’s; If-Match names the calendar’s version',
  },
].map(({ does, command, summary }) =>
  apiRoute({
    ...{ method: 'post', path: `${path}/:key/${does}`, permission, params: ofCalendar },
    api: { summary, tag, output: Changed },
    handle: async (context) => {
      const { id: authorityId, key } = context.params;
      const changed = await context.run(command, { authorityId, key, expectedVersion: asRead(context.ifMatch) });
      return json(changed, { version: changed.version });
    },
  }),
);

/** When an authority is open. The version of a calendar is sent as If-Match; 0 makes one that isn't there yet. */
export const calendarsApiRoutes: readonly Route[] = [
  ...besideShared,
  apiRoute({
    ...{ method: 'get', path, permission, params: ofAuthority },
    api: {
      summary: 'An authority’s calendars, and the days on which they differ',
      tag,
      output: z.object({ items: z.array(Kept), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { items } = await context.read(getCalendars, { authorityId: context.params.id });
      return json({ items, nextCursor: null });
    },
  }),
  apiRoute({
    ...{ method: 'put', path: `${path}/:key`, permission, params: ofCalendar, body: CalendarInput },
    api: { summary: 'Set the hours of a calendar', tag, output: Changed },
    handle: async (context) => {
      const { id: authorityId, key } = context.params;
      const input = { ...context.body, authorityId, key, expectedVersion: asRead(context.ifMatch) };
      const changed = await context.run(setCalendar, input);
      return json(changed, { version: changed.version });
    },
  }),
  apiRoute({
    ...{ method: 'put', path: `${path}/:key/days/:on`, permission, params: ofDay, body: DayInput },
    api: { summary: 'Shut on a day, or open otherwise', tag, output: Changed },
    handle: async (context) => {
      const { id: authorityId, ...day } = context.params;
      const input = { ...context.body, ...day, authorityId, expectedVersion: asRead(context.ifMatch) };
      const changed = await context.run(setCalendarDay, input);
      return json(changed, { version: changed.version });
    },
  }),
  apiRoute({
    ...{ method: 'delete', path: `${path}/:key/days/:on`, permission, params: ofDay },
    api: { summary: 'Let a day be as its weekday again', tag, output: Changed },
    handle: async (context) => {
      const { id: authorityId, ...day } = context.params;
      const changed = await context.run(removeCalendarDay, {
        ...{ ...day, authorityId, expectedVersion: asRead(context.ifMatch) },
      });
      return json(changed, { version: changed.version });
    },
  }),
];
