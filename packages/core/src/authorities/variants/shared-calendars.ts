import type { Reads } from '../../kernel/db/database.js';
import { everyAuthority, withReader, type AuthorityId } from '../../kernel/scope.js';
import { listCalendars } from '../calendars-repository.js';
import { findPartnershipId } from '../lists-repository.js';
import { calendarKeys, type CalendarKey, type CalendarRow, type KeptCalendar } from '../types.js';

/** An authority's calendars as they hold for it: its own, and the partnership's where it has chosen nothing else. */
export async function listSharedCalendars(
  { db }: { readonly db: Reads },
  authorityId: AuthorityId,
): Promise<KeptCalendar[]> {
  const everything = db.within(withReader(db.scope, everyAuthority));
  const partnership = await findPartnershipId(everything);
  const own = await listCalendars(everything, authorityId);
  const shared =
    partnership === undefined || authorityId === partnership ? [] : await listCalendars(everything, partnership);
  return calendarKeys.flatMap((key) => {
    const [ours, theirs] = [own, shared].map((list) => list.find((one) => one.key === key));
    return beside(ours, theirs) ?? [];
  });
}

/** The calendars whose hours a council has from the partnership without doing anything. */
export async function listHoursToFollow({ db }: { readonly db: Reads }): Promise<CalendarKey[]> {
  const everything = db.within(withReader(db.scope, everyAuthority));
  const partnership = await findPartnershipId(everything);
  if (partnership === undefined) return [];
  return (await listCalendars(everything, partnership)).filter(isEverOpen).map(({ key }) => key);
}

/** Undefined: there is neither. */
function beside(own: CalendarRow | undefined, shared: CalendarRow | undefined): KeptCalendar | undefined {
  const opening = isEverOpen(shared) ? shared : undefined; // a week without hours is nobody's to follow
  const hours = own?.weekly ? own : opening;
  const any = own ?? shared;
  if (!any || !hours?.weekly) return undefined;
  const [days, followsDays] = [own?.days ?? [], own?.followsDays ?? true];
  const isOwn = hours === own;
  const sharedWeekly = opening?.weekly ?? null;
  return {
    ...{ key: any.key, name: hours.name, weekly: hours.weekly, keepsBankHolidays: hours.keepsBankHolidays },
    ...{ hours: isOwn ? 'own' : 'shared', days, followsDays, sharedWeekly, version: own?.version ?? 0 },
    sharedDays: followsDays ? (shared?.days ?? []).filter(({ on }) => !days.some((day) => day.on === on)) : [],
    behind: isOwn && own.base !== null && differ(own.base, sharedWeekly) && differ(own.weekly, sharedWeekly),
  };
}

const isEverOpen = (calendar: CalendarRow | undefined): boolean =>
  Object.values(calendar?.weekly ?? {}).some((spans) => spans.length > 0);

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
