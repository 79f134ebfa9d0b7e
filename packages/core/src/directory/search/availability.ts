import {
  calendarOf,
  findCloseOfBusiness,
  hasCalendar,
  isWorking,
  nextOpening,
  workingCalendar,
  type WorkingCalendar,
} from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import type { Reads } from '../../kernel/db/database.js';
import { isError } from '../../kernel/errors.js';
import { formatDateTime, formatTime } from '../../kernel/format-time.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { awayWords } from '../absence-views.js';
import { listAway } from '../absences-repository.js';
import { hasOwnHours } from '../entries/working-hours.js';
import type { Absence } from '../types.js';
import type { DirectoryRecord } from './directory-types.js';

/** Whether somebody can be reached now. `off`: outside their hours, or a bank holiday. */
export interface Availability {
  readonly state: 'here' | 'off' | 'away';
  /** Here: when their day ends. Off: when they are back, if they ever are. Away: null, the absence says it. */
  readonly until: Instant | null;
  readonly absence: Absence | null;
}

/** Where an authority has set no office hours. */
const usualOffice = calendarOf(WEEKDAYS.slice(0, 5), [{ fromMinute: 540, toMinute: 1020 }]);

/** Of each of these, by id: their own working hours or the office's, its bank holidays, and absences. */
export async function availabilities(
  { kernel, db, now }: { readonly kernel: Kernel; readonly db: Reads; readonly now: Instant },
  records: readonly DirectoryRecord[],
): Promise<ReadonlyMap<string, Availability>> {
  const people = records.filter(({ kind }) => kind === 'person').map(({ id }) => id);
  const away = await listAway(db, people, localDateAt(now));
  const offices = new Map<AuthorityId, WorkingCalendar>();
  for (const id of new Set(records.map(({ authorityId }) => authorityId)))
    offices.set(id, await officeHours(kernel, id));
  return new Map(
    records.map((record) => {
      const office = offices.get(record.authorityId) ?? usualOffice;
      return [record.id, availabilityAt(now, calendarFor(record, office), away.get(record.id) ?? null)];
    }),
  );
}

/** Own hours, shut when the office is: an extra Saturday of the office is not everybody's. */
function calendarFor({ hours }: DirectoryRecord, office: WorkingCalendar): WorkingCalendar {
  return hasOwnHours(hours) ? { ...office, weekly: hours, extraOpenings: [] } : office;
}

/** When a council's offices are open: Monday to Friday, nine to five, unless it has set its hours. */
export async function officeHours(kernel: Kernel, authorityId: AuthorityId): Promise<WorkingCalendar> {
  const isSet = await hasCalendar(kernel, authorityId, 'office');
  return isSet ? await workingCalendar(kernel, authorityId, 'office') : usualOffice;
}

export function availabilityAt(now: Instant, calendar: WorkingCalendar, absence: Absence | null): Availability {
  if (absence) return { state: 'away', until: null, absence };
  if (isWorking(calendar, now))
    return { state: 'here', until: findCloseOfBusiness(calendar, localDateAt(now)) ?? null, absence };
  return { state: 'off', until: backAt(calendar, now), absence };
}

function backAt(calendar: WorkingCalendar, now: Instant): Instant | null {
  try {
    return nextOpening(calendar, now);
  } catch (error) {
    if (isError(error, 'calendar_never_opens')) return null;
    throw error;
  }
}

/** "Here until 5pm", "Back tomorrow 9am", "Away until Friday 20 November, deputy Tom Reyes" */
export function availabilityWords({ state, until, absence }: Availability, now: Instant): string {
  if (absence) return awayWords(absence, now);
  if (until === null) return state === 'here' ? 'Here now' : 'Not at work now';
  return state === 'here' ? `Here until ${formatTime(until)}` : `Back ${formatDateTime(until, { now })}`;
}
