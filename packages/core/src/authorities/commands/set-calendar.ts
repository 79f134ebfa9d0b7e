import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { line } from '../../kernel/input.js';
import { INFORMATION_LAW } from '../information-law.js';
import { findCalendarVersion, saveCalendar } from '../repository.js';

const hours = z
  .array(
    z
      .strictObject({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(1).max(1440) })
      .refine((span) => span.fromMinute < span.toMinute, 'Opening comes before closing'),
  )
  .max(4)
  .default([]);

/** Sets the hours of one of an authority's calendars. Every open case's due time is computed anew from it. */
export const setCalendar = defineCommand({
  name: 'authorities.set-calendar',
  permission: 'authorities.manage',
  input: z.strictObject({
    authorityId: z.number().int(),
    key: z.enum(['office', 'crews']),
    name: line(60),
    weekly: z.strictObject(
      Object.fromEntries(WEEKDAYS.map((day) => [day, hours])) as Record<(typeof WEEKDAYS)[number], typeof hours>,
    ),
    keepsBankHolidays: z.boolean(),
  }),
  run: async (context, { authorityId, key, name, weekly, keepsBankHolidays }) => {
    const known = await findCalendarVersion(context.db, authorityId, key);
    const calendar = { id: known?.id ?? context.newId(), authorityId, key, name, weekly, keepsBankHolidays };
    await saveCalendar(context.db, calendar, known?.version);
    await context.audit({
      authorityId,
      subject: { kind: 'calendar', id: key },
      details: { weekly, keepsBankHolidays },
    });
    const touched = key === 'office' ? [key, INFORMATION_LAW] : [key];
    for (const each of touched)
      await context.emit({ authorityId, topic: 'calendar.changed', subjectId: each, payload: { key: each } });
    return { key };
  },
});
