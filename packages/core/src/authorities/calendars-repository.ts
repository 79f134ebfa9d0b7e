import type { LocalDate } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { readExceptions } from './repository.js';
import type { CalendarDay, CalendarKey, CalendarRow, StoredCalendar } from './types.js';

const calendarVersion = statement<{ authority: number; key: string }, { id: string; version: number }>(
  'select id, version from @calendars where authority_id = :authority and key = :key',
);

export function findCalendarVersion(
  db: Reads,
  authorityId: AuthorityId,
  key: string,
): Promise<{ id: string; version: number } | undefined> {
  return db.first(calendarVersion, { authority: authorityId, key });
}

export interface NewCalendar {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly name: string;
  /** Null: the partnership's hours. */
  readonly weekly: StoredCalendar['weekly'] | null;
  readonly keepsBankHolidays: boolean;
  readonly followsDays: boolean;
  /** The partnership's hours that ours are held against. */
  readonly base: StoredCalendar['weekly'] | null;
}

const textOf = (weekly: StoredCalendar['weekly'] | null): string | null =>
  weekly === null ? null : JSON.stringify(weekly);

/** `before` is the version that is replaced; without one the calendar is new. Answers whether it still was that one. */
export async function saveCalendar(db: Writes, calendar: NewCalendar, before: number | undefined): Promise<boolean> {
  const { id, authorityId, key, name, weekly, keepsBankHolidays, followsDays, base } = calendar;
  const held = { follows_days: followsDays, shared_weekly: textOf(base) };
  const row = { name, weekly: textOf(weekly), keeps_bank_holidays: keepsBankHolidays, ...held };
  if (before !== undefined)
    return (await db.update('calendars', { id, version: before }, { ...row, version: before + 1 })) === 1;
  await db.insert('calendars', { id, authority_id: authorityId, key, ...row, version: 1 });
  return true;
}

const calendarsOf = statement<
  { authority: number },
  {
    key: string;
    name: string;
    weekly: string | null;
    keeps_bank_holidays: number;
    follows_days: number;
    shared_weekly: string | null;
    version: number;
  }
>(
  `select key, name, weekly, keeps_bank_holidays, follows_days, shared_weekly, version from @calendars
   where authority_id = :authority order by key desc`,
);

const weeklyIn = (text: string | null): StoredCalendar['weekly'] | null =>
  text === null ? null : (JSON.parse(text) as StoredCalendar['weekly']);

/** An authority's calendars with their days that differ: the office's first. */
export async function listCalendars(db: Reads, authorityId: AuthorityId): Promise<CalendarRow[]> {
  const rows = await db.all(calendarsOf, { authority: authorityId });
  const calendars: CalendarRow[] = [];
  for (const { key, name, version, ...row } of rows)
    calendars.push({
      ...{ key: key as CalendarKey, name, version, weekly: weeklyIn(row.weekly), base: weeklyIn(row.shared_weekly) },
      keepsBankHolidays: row.keeps_bank_holidays === 1,
      followsDays: row.follows_days === 1,
      days: await readExceptions(db, authorityId, key),
    });
  return calendars;
}

interface CalendarAt {
  readonly authorityId: AuthorityId;
  readonly key: CalendarKey;
}

/** The next version of a calendar, because one of its days has changed. Answers whether it still had that one. */
export async function raiseCalendar(db: Writes, { authorityId, key }: CalendarAt, version: number): Promise<boolean> {
  const where = { authority_id: authorityId, key, version };
  return (await db.update('calendars', where, { version: version + 1 })) === 1;
}

/** Puts a day in place of what was there for it. */
export async function saveDay(
  db: Writes,
  { authorityId, key }: CalendarAt,
  id: string,
  day: CalendarDay,
): Promise<void> {
  await removeDay(db, { authorityId, key }, day.on);
  const row = { opens: JSON.stringify(day.hours), reason: day.reason };
  await db.insert('calendar_exceptions', { id, authority_id: authorityId, calendar_key: key, on_date: day.on, ...row });
}

/** Answers whether there was one. */
export async function removeDay(db: Writes, { authorityId, key }: CalendarAt, on: LocalDate): Promise<boolean> {
  const where = { authority_id: authorityId, calendar_key: key, on_date: on };
  return (await db.remove('calendar_exceptions', where)) === 1;
}
