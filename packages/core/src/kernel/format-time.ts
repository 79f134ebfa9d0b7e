import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock.js';
import type { Instant, LocalDate } from './clock.js';
import { MONTH_NAMES, SHORT_MONTH_NAMES, SHORT_WEEKDAY_NAMES, WEEKDAY_NAMES } from './date-words.js';
import type { Language } from './date-words.js';
import { dayOfWeek, daysBetween, partsOf } from './local-date.js';
import { toLocal } from './london-time.js';

/** `today` leaves out the year of a date in the same year. */
export interface DateWords {
  today: LocalDate;
  lang?: Language;
}

/** `now` chooses between "today", "tomorrow", "yesterday" and the date, and whether the year is said. */
export interface TimeWords {
  now: Instant;
  lang?: Language;
}

/** Clock time in working or elapsed minutes, or whole days (working days, for an SLA); negative when late. */
export type TimeRemaining = { minutes: number } | { days: number };

const NEAR_DAYS: Record<Language, { yesterday: string; today: string; tomorrow: string }> = {
  en: { yesterday: 'yesterday', today: 'today', tomorrow: 'tomorrow' },
  cy: { yesterday: 'ddoe', today: 'heddiw', tomorrow: 'yfory' },
};

const DUE: Record<Language, { now: string; today: string }> = {
  en: { now: 'due now', today: 'due today' },
  cy: { now: 'i’w wneud nawr', today: 'i’w wneud heddiw' },
};

/** From this many hours on, minutes are left out: nobody plans by them. */
const HOURS_ALONE_FROM = 10;

/** "5pm", "10:41am", "midday", "midnight". `minuteOfDay` is 0 to 1440. */
export function formatTimeOfDay(minuteOfDay: number, lang: Language = 'en'): string {
  if (minuteOfDay === 720) return lang === 'cy' ? 'hanner dydd' : 'midday';
  if (minuteOfDay % 1440 === 0) return lang === 'cy' ? 'hanner nos' : 'midnight';
  const hour = Math.floor(minuteOfDay / 60);
  const minute = minuteOfDay % 60;
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${((hour + 11) % 12) + 1}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** The London clock time of an instant: "10:41am". */
export function formatTime(instant: Instant, lang: Language = 'en'): string {
  return formatTimeOfDay(toLocal(instant).minuteOfDay, lang);
}

/** "Tuesday 24 November", and "Tuesday 24 November 2026" in another year; Welsh "Dydd Mawrth 24 Tachwedd". */
export function formatDate(on: LocalDate, { today, lang = 'en' }: DateWords): string {
  return withYear(on, today, `${WEEKDAY_NAMES[lang][dayOfWeek(on)]} ${dayAndMonth(on, MONTH_NAMES[lang])}`);
}

/** "Tue 24 Nov", and "Tue 24 Nov 2026" in another year: for the narrow columns of a table. */
export function formatShortDate(on: LocalDate, { today, lang = 'en' }: DateWords): string {
  return withYear(on, today, `${SHORT_WEEKDAY_NAMES[lang][dayOfWeek(on)]} ${dayAndMonth(on, SHORT_MONTH_NAMES[lang])}`);
}

/** "24 Nov", for the axis of a chart, where the year is plain from what stands around it. */
export function formatBriefDate(on: LocalDate, lang: Language = 'en'): string {
  return dayAndMonth(on, SHORT_MONTH_NAMES[lang]);
}

/** "24 November 1985", always with its year and without the weekday: a date of birth, a date in law. */
export function formatFullDate(on: LocalDate, lang: Language = 'en'): string {
  return `${dayAndMonth(on, MONTH_NAMES[lang])} ${partsOf(on).year}`;
}

/** "today", "tomorrow", "yesterday", else the date: "Tuesday 24 November". */
export function formatDay(on: LocalDate, words: DateWords): string {
  return findNearDay(on, words) ?? formatDate(on, words);
}

/** "today 5pm", "yesterday 10:41am", "Tuesday 24 November, 5pm". */
export function formatDateTime(instant: Instant, { now, lang = 'en' }: TimeWords): string {
  const { on, minuteOfDay } = toLocal(instant);
  const words = { today: toLocal(now).on, lang };
  const time = formatTimeOfDay(minuteOfDay, lang);
  const near = findNearDay(on, words);
  return near ? `${near} ${time}` : `${formatDate(on, words)}, ${time}`;
}

/** For a queue's column: "today 5pm", "tomorrow 1pm", "Fri 5pm" within the next 6 days, else "Tue 24 Nov, 5pm". */
export function formatShortDateTime(instant: Instant, { now, lang = 'en' }: TimeWords): string {
  const { on, minuteOfDay } = toLocal(instant);
  const words = { today: toLocal(now).on, lang };
  const time = formatTimeOfDay(minuteOfDay, lang);
  const near = findNearDay(on, words);
  if (near) return `${near} ${time}`;
  const ahead = daysBetween(words.today, on);
  if (ahead > 0 && ahead < 7) return `${SHORT_WEEKDAY_NAMES[lang][dayOfWeek(on)]} ${time}`;
  return `${formatShortDate(on, words)}, ${time}`;
}

/** For a timeline: "just now", "4 min ago", "2 h ago" within the day, then "yesterday 10:41am" and the date. */
export function formatRelative(instant: Instant, { now, lang = 'en' }: TimeWords): string {
  const ago = now - instant;
  const sameDay = toLocal(instant).on === toLocal(now).on;
  if (ago >= 0 && ago < MINUTE_MS) return lang === 'cy' ? 'nawr' : 'just now';
  if (ago >= 0 && ago < HOUR_MS) return agoWords(formatMinutes(Math.floor(ago / MINUTE_MS), lang), lang);
  if (ago >= 0 && ago < DAY_MS && sameDay) return agoWords(hours(Math.floor(ago / HOUR_MS), lang), lang);
  return formatDateTime(instant, { now, lang });
}

/** "2 h 18 min left", "3 days left", "Late 22 min", "Late 2 days"; at nought "due now" or "due today". */
export function formatTimeLeft(remaining: TimeRemaining, lang: Language = 'en'): string {
  const inDays = 'days' in remaining;
  const amount = inDays ? remaining.days : remaining.minutes;
  if (amount === 0) return DUE[lang][inDays ? 'today' : 'now'];
  const length = inDays ? formatDayCount(Math.abs(amount), lang) : formatMinutes(Math.abs(amount), lang);
  if (amount > 0) return lang === 'cy' ? `${length} yn weddill` : `${length} left`;
  return lang === 'cy' ? `${length} yn hwyr` : `Late ${length}`;
}

/** "40 min", "2 h", "2 h 18 min", "12 h". Parts of a minute are left out. */
export function formatMinutes(minutes: number, lang: Language = 'en'): string {
  const whole = Math.floor(minutes);
  const hourCount = Math.floor(whole / 60);
  const rest = whole % 60;
  const restWords = `${rest} ${lang === 'cy' ? 'mun' : 'min'}`;
  if (hourCount === 0) return restWords;
  return rest === 0 || hourCount >= HOURS_ALONE_FROM
    ? hours(hourCount, lang)
    : `${hours(hourCount, lang)} ${restWords}`;
}

/** "1 day", "3 days"; Welsh "1 diwrnod", "2 ddiwrnod", "3 diwrnod" (dau softens the noun that follows). */
export function formatDayCount(days: number, lang: Language = 'en'): string {
  if (lang === 'cy') return `${days} ${days === 2 ? 'ddiwrnod' : 'diwrnod'}`;
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

function findNearDay(on: LocalDate, { today, lang = 'en' }: DateWords): string | undefined {
  const ahead = daysBetween(today, on);
  if (ahead === 0) return NEAR_DAYS[lang].today;
  if (ahead === 1) return NEAR_DAYS[lang].tomorrow;
  return ahead === -1 ? NEAR_DAYS[lang].yesterday : undefined;
}

function dayAndMonth(on: LocalDate, monthNames: readonly string[]): string {
  const { month, day } = partsOf(on);
  return `${day} ${monthNames[month - 1]}`;
}

function withYear(on: LocalDate, today: LocalDate, words: string): string {
  const { year } = partsOf(on);
  return year === partsOf(today).year ? words : `${words} ${year}`;
}

function hours(count: number, lang: Language): string {
  return `${count} ${lang === 'cy' ? 'awr' : 'h'}`;
}

function agoWords(length: string, lang: Language): string {
  return `${length} ${lang === 'cy' ? 'yn ôl' : 'ago'}`;
}
