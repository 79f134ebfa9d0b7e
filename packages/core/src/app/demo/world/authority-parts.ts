import type { DemoLine, DemoOpeningHours, DemoOwnerKey } from './types.js';

/** What every authority has, by its key. */
export function shared(key: DemoOwnerKey, name: string, shortName: string, prefix: string) {
  const domain = `${key}.example`;
  return {
    key,
    name,
    shortName,
    prefix,
    bankHolidayNation: 'england-and-wales' as const,
    languages: ['en'] as ('en' | 'cy')[],
    website: `https://www.${domain}`,
    email: `contact@${domain}`,
  };
}

/** Ofcom keeps 01632 960000 to 960999 for fiction; the councils take the first hundred. */
export function line(key: string, lastThree: string, label: string, answerAs: string): DemoLine {
  return { key, number: `+441632960${lastThree}`, display: `01632 960${lastThree}`, label, answerAs };
}

export function weekdays(opens: string, closes: string): DemoOpeningHours[] {
  return [1, 2, 3, 4, 5].map((weekday) => hours(weekday, opens, closes));
}

export function saturday(opens: string, closes: string): DemoOpeningHours[] {
  return [hours(6, opens, closes)];
}

function hours(weekday: number, opens: string, closes: string): DemoOpeningHours {
  return { weekday, opensAtMinute: minuteOfDay(opens), closesAtMinute: minuteOfDay(closes) };
}

function minuteOfDay(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}
