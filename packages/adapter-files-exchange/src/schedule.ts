import type { Schedule } from './settings.js';

const minuteMs = 60_000;
const clock = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Europe/London', hourCycle: 'h23' },
  ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const),
});

/** Whether a round is due. @param lastAt when the one before began; null: there was none */
export function isDue({ everyMinutes, times = [] }: Schedule, lastAt: number | null, now: number): boolean {
  if (lastAt === null) return true;
  if (everyMinutes !== undefined) return now - lastAt >= everyMinutes * minuteMs;
  const [before, here] = [londonTime(lastAt), londonTime(now)];
  if (before.day === here.day) return times.some((time) => before.time < time && time <= here.time);
  return times.some((time) => time <= here.time || time > before.time) || now - lastAt > 1440 * minuteMs;
}

/** `2026-11-16` and `06:30`: as texts they sort as they follow. */
export function londonTime(at: number): { readonly day: string; readonly time: string } {
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${part['year']}-${part['month']}-${part['day']}`, time: `${part['hour']}:${part['minute']}` };
}
