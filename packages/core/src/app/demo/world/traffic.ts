import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { addDays, dayOfWeek, partsOf } from '../../../kernel/local-date.js';
import { instantAt, toLocal } from '../../../kernel/london-time.js';
import type { Channel } from '../../../services/index.js';
import type { DemoCalendars } from './calendars.js';
import { weightedChooser, type Random } from './random.js';

/** When contacts come, and how. */
export interface Traffic {
  day(random: Random): LocalDate;
  channel(random: Random, on: LocalDate): Channel;
  /** A time of day that suits the channel, or nothing when it would be after the world's present. */
  startedAt(random: Random, on: LocalDate, channel: Channel): Instant | undefined;
}

/** How far back the demo's past goes: a year and a month, so that every season is in it. */
export const pastDays = 396;

/** Monday is the busiest by far; what comes at a weekend comes over the web. */
const weekdayWeights = { monday: 145, tuesday: 116, wednesday: 102, thursday: 98, friday: 91, saturday: 15, sunday: 8 };

/** January back to work, March and April council tax bills, August away, December short. */
const monthWeights: readonly number[] = [112, 100, 122, 124, 100, 97, 98, 88, 106, 103, 99, 76];

const channelWeights: readonly (readonly [Channel, number])[] = [
  ['telephone', 71],
  ['email', 9],
  ['web', 8],
  ['counter', 7],
  ['letter', 3],
  ['chat', 2],
];

/** Contacts in each hour from midnight: calls crowd between nine and eleven and dip at lunch. */
const staffedHours = [0, 0, 0, 0, 0, 0, 0, 0, 52, 120, 128, 108, 82, 78, 92, 84, 66, 18, 0, 0, 0, 0, 0, 0];
const webHours = [3, 1, 1, 0, 0, 1, 6, 20, 42, 62, 70, 64, 60, 58, 55, 52, 56, 66, 74, 82, 80, 62, 34, 12];

/** Traffic up to `startAt`: nothing comes later, and today is as full as its hours so far. */
export function trafficUpTo(startAt: Instant, calendars: DemoCalendars): Traffic {
  const today = toLocal(startAt).on;
  const days = Array.from({ length: pastDays }, (_, back) => addDays(today, -back));
  const chooseDay = weightedChooser(days.map((on, back) => [on, dayWeight(on, calendars) * recency(back)] as const));
  const chooseChannel = weightedChooser(channelWeights);
  const chooseStaffedHour = weightedChooser(staffedHours.map((weight, hour) => [hour, weight] as const));
  const chooseWebHour = weightedChooser(webHours.map((weight, hour) => [hour, weight] as const));
  return {
    day: chooseDay,
    channel: (random, on) =>
      calendars.isWorkingDay(on) ? chooseChannel(random) : random.pick(['web', 'web', 'telephone']),
    startedAt: (random, on, channel) => {
      const hour = (channel === 'web' ? chooseWebHour : chooseStaffedHour)(random);
      const at = instantAt(on, hour * 60 + random.whole(0, 59)) + random.whole(0, 59) * 1000;
      return at < startAt - 12 * MINUTE_MS ? at : undefined;
    },
  };
}

/** The last weeks are drawn a little fuller than the year, so that a small world's queues have work in them. */
function recency(daysBack: number): number {
  return 1 + 0.8 * Math.exp(-daysBack / 20);
}

function dayWeight(on: LocalDate, calendars: DemoCalendars): number {
  const month = monthWeights[partsOf(on).month - 1] ?? 100;
  if (!calendars.isWorkingDay(on) && !['saturday', 'sunday'].includes(dayOfWeek(on))) return month * 6;
  const afterHoliday = !calendars.isWorkingDay(addDays(on, -1)) && dayOfWeek(on) === 'tuesday' ? 1.4 : 1;
  return month * weekdayWeights[dayOfWeek(on)] * afterHoliday;
}
