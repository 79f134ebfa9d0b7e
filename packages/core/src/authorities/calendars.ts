import type { Database, Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { divisionOf } from './bank-holidays.js';
import { getAuthority } from './known-authorities.js';
import { readBankHolidays, readCalendarStamp, readExceptions } from './repository.js';
import { alwaysOpen, type WorkingCalendar } from './working-calendar.js';

interface Kept {
  readonly stamp: string;
  readonly calendar: WorkingCalendar;
}

/** Built calendars carry their computed days, so one is kept for as long as its stamp holds. */
const kept = new WeakMap<Database, Map<string, Kept>>();
const always = alwaysOpen();

/**
 * When an authority works: `office`, `crews` or `always`. Bank holidays are those of its nation as they are known now,
 * so one announced late changes every clock that is computed after.
 */
export async function workingCalendar(kernel: Kernel, authorityId: AuthorityId, key: string): Promise<WorkingCalendar> {
  if (key === 'always') return always;
  const db = kernel.db.read(everyAuthority);
  const division = divisionOf((await getAuthority(kernel, authorityId)).nation);
  const current = await readCalendarStamp(db, authorityId, key, division);
  if (!current) throw new Error(`authority ${authorityId} has no calendar called ${key}`);
  const mine = keptBy(kernel.db);
  const name = `${authorityId}.${key}`;
  const before = mine.get(name);
  if (before?.stamp === current.stamp) return before.calendar;
  const calendar = await build(db, authorityId, key, division, current.stored);
  mine.set(name, { stamp: current.stamp, calendar });
  return calendar;
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
  authorityId: AuthorityId,
  key: string,
  division: string,
  stored: { weekly: WorkingCalendar['weekly']; keepsBankHolidays: boolean },
): Promise<WorkingCalendar> {
  const exceptions = await readExceptions(db, authorityId, key);
  return {
    weekly: stored.weekly,
    bankHolidays: new Set(stored.keepsBankHolidays ? await readBankHolidays(db, division) : []),
    extraClosures: exceptions.filter((day) => day.hours.length === 0),
    extraOpenings: exceptions.filter((day) => day.hours.length > 0),
    timeZone: 'Europe/London',
  };
}
