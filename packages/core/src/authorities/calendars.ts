import type { LocalDate } from '../kernel/clock.js';
import type { Database, Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { divisionOf, type Nation } from './bank-holidays.js';
import { INFORMATION_LAW, informationLawCalendar, informationLawDivisions } from './information-law.js';
import { getAuthority, getPartnership } from './known-authorities.js';
import { readBankHolidays, readCalendarStamp, readExceptions, type CalendarSource } from './repository.js';
import type { CalendarDay } from './types.js';
import { listCalendarFollowers } from './lists-repository.js';
import { alwaysOpen, type WorkingCalendar } from './working-calendar.js';

interface Kept {
  readonly stamp: string;
  readonly calendar: WorkingCalendar;
}

/** Built calendars carry their computed days, so one is kept for as long as its stamp holds. */
const kept = new WeakMap<Database, Map<string, Kept>>();
const always = alwaysOpen();

/**
 * When an authority works: `office`, `crews`, `always` or `information-law`; by the partnership's hours where it has none of
 * its own. Bank holidays are those of its nation as they are known now,
 * so one announced late changes every clock that is computed after.
 */
export async function workingCalendar(kernel: Kernel, authorityId: AuthorityId, key: string): Promise<WorkingCalendar> {
  if (key === 'always') return always;
  const db = kernel.db.read(everyAuthority);
  const source = sourceOf(key, (await getAuthority(kernel, authorityId)).nation);
  const { id: partnership } = await getPartnership(kernel);
  const pair = { authority: authorityId, partnership };
  const current = await readCalendarStamp(db, pair, source.key, source.divisions);
  if (!current) throw new Error(`authority ${authorityId} has no calendar called ${source.key}`);
  const mine = keptBy(kernel.db);
  const name = `${authorityId}.${key}`;
  const before = mine.get(name);
  if (before?.stamp === current.stamp) return before.calendar;
  const calendar = await build(db, source, current);
  mine.set(name, { stamp: current.stamp, calendar });
  return calendar;
}

/** Whose working time a change of an authority's calendar changes: its own, and of the partnership's whoever follows it. */
export async function calendarFollowers(kernel: Kernel, authorityId: AuthorityId, key: string): Promise<AuthorityId[]> {
  if (authorityId !== (await getPartnership(kernel)).id) return [authorityId];
  const kept = key === INFORMATION_LAW ? 'office' : key;
  return [authorityId, ...(await listCalendarFollowers(kernel.db.read(everyAuthority), kept))];
}

/** Whether the authority has the hours that a calendar is made from. */
export async function hasCalendar(kernel: Kernel, authorityId: AuthorityId, key: string): Promise<boolean> {
  if (key === 'always') return true;
  const source = sourceOf(key, (await getAuthority(kernel, authorityId)).nation);
  const db = kernel.db.read(everyAuthority);
  const { id: partnership } = await getPartnership(kernel);
  const pair = { authority: authorityId, partnership };
  return (await readCalendarStamp(db, pair, source.key, source.divisions)) !== undefined;
}

/** The kept calendar that one is made from, and whose bank holidays shut it. */
interface Source {
  readonly key: string;
  readonly divisions: readonly string[];
  readonly isInformationLaw: boolean;
}

function sourceOf(key: string, nation: Nation): Source {
  return key === INFORMATION_LAW
    ? { key: 'office', divisions: informationLawDivisions(nation), isInformationLaw: true }
    : { key, divisions: [divisionOf(nation)], isInformationLaw: false };
}

function keptBy(db: Database): Map<string, Kept> {
  let mine = kept.get(db);
  if (!mine) {
    mine = new Map<string, Kept>();
    kept.set(db, mine);
  }
  return mine;
}

async function build(
  db: Reads,
  { key, divisions, isInformationLaw }: Source,
  { stored, daysOf }: CalendarSource,
): Promise<WorkingCalendar> {
  if (isInformationLaw) return informationLawCalendar(stored, await readBankHolidays(db, divisions));
  const byDay = new Map<LocalDate, CalendarDay>();
  for (const id of daysOf) for (const day of await readExceptions(db, id, key)) byDay.set(day.on, day);
  const exceptions = [...byDay.values()];
  return {
    weekly: stored.weekly,
    bankHolidays: new Set(stored.keepsBankHolidays ? await readBankHolidays(db, divisions) : []),
    extraClosures: exceptions.filter((day) => day.hours.length === 0),
    extraOpenings: exceptions.filter((day) => day.hours.length > 0),
    timeZone: 'Europe/London',
  };
}
