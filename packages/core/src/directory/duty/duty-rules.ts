import { isWorking, nextOpening, type WorkingCalendar } from '../../authorities/index.js';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import { isError } from '../../kernel/errors.js';
import { addDays, dayOfWeek, daysBetween } from '../../kernel/local-date.js';
import { instantAt, toLocal } from '../../kernel/london-time.js';
import { hasOwnHours } from '../entries/working-hours.js';
import type { DutyList, DutyRota, DutySwap, OnDuty, RotaWithSwaps } from './duty-types.js';

/** How long each who is rung has to answer, where no rota says otherwise. */
export const usualAnswerMinutes = 10;

/** The day to whose duty a moment belongs: at two in the morning, with a change at nine, the day before. */
export function dutyDayAt({ changesAtMinute }: Pick<DutyRota, 'changesAtMinute'>, at: Instant): LocalDate {
  const { on, minuteOfDay } = toLocal(at);
  return minuteOfDay < changesAtMinute ? addDays(on, -1) : on;
}

/** Whose week a duty day lies in, counted from 0; undefined before the rota begins. */
export function weekOf({ startsOn, weeks }: Pick<DutyRota, 'startsOn' | 'weeks'>, day: LocalDate): number | undefined {
  const days = daysBetween(startsOn, day);
  return days < 0 || weeks.length === 0 ? undefined : Math.floor(days / 7) % weeks.length;
}

/** Who has duty on a day, in order, swaps counted in. Nobody twice: who stands in for two is rung in the first place. */
export function dutyOn({ rota, swaps }: RotaWithSwaps, day: LocalDate): OnDuty[] {
  const week = weekOf(rota, day);
  const people = week === undefined ? [] : (rota.weeks[week] ?? []);
  const onDuty = people.map((personId) => {
    const swap = swaps.find((each) => each.personId === personId && covers(each, day));
    return swap ? { personId: swap.standsInId, insteadOfId: personId } : { personId, insteadOfId: null };
  });
  return onDuty.filter(({ personId }, at) => onDuty.findIndex((each) => each.personId === personId) === at);
}

function covers({ fromOn, toOn }: DutySwap, day: LocalDate): boolean {
  return fromOn <= day && day <= toOn;
}

/** Who is on duty at a moment; undefined outside duty hours, or when nobody is. */
export function dutyAt(of: RotaWithSwaps, at: Instant, office: WorkingCalendar): DutyList | undefined {
  const { rota } = of;
  if (rota.endedAt !== null) return undefined;
  const ends = hasOwnHours(rota.hours) ? endOfHours(rota, at) : endOfClosing(office, at);
  if (ends === undefined) return undefined;
  const day = dutyDayAt(rota, at);
  const people = dutyOn(of, day);
  const changesAt = instantAt(addDays(day, 1), rota.changesAtMinute);
  return people.length === 0 ? undefined : { people, until: Math.min(ends, changesAt) };
}

function endOfHours({ hours }: DutyRota, at: Instant): Instant | undefined {
  const { on, minuteOfDay } = toLocal(at);
  const today = hours[dayOfWeek(on)];
  const period = today.find(({ fromMinute, toMinute }) => fromMinute <= minuteOfDay && minuteOfDay < toMinute);
  if (!period) return undefined;
  return instantAt(on, period.toMinute);
}

function endOfClosing(office: WorkingCalendar, at: Instant): Instant | undefined {
  if (isWorking(office, at)) return undefined;
  try {
    return nextOpening(office, at);
  } catch (error) {
    if (isError(error, 'calendar_never_opens')) return Number.MAX_SAFE_INTEGER;
    throw error;
  }
}

/** What a duty is sought for. */
export interface DutyMatter {
  /** The teams whose work it may be. */
  readonly teamIds: readonly string[];
  /** Numbers of the Local Government Services List. */
  readonly lgsl: readonly number[];
}

/** How closely a rota fits: for the service, for the team, for the whole council. Undefined: not at all. */
export function fitOf({ teamId, lgsl }: Pick<DutyRota, 'teamId' | 'lgsl'>, matter: DutyMatter): number | undefined {
  if (teamId !== null && !matter.teamIds.includes(teamId)) return undefined;
  if (lgsl.length > 0 && !lgsl.some((number) => matter.lgsl.includes(number))) return undefined;
  return (lgsl.length > 0 ? 2 : 0) + (teamId !== null ? 1 : 0);
}
