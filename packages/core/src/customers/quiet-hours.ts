import type { Instant } from '../kernel/clock.js';
import { toLocal } from '../kernel/london-time.js';

/** By London's clock: from the first on, to the end of the last. */
const quietHours = { from: 2, to: 5 } as const;

/** Whether the desks are as quiet as they get, for work that would make a page wait. */
export function isQuietHour(now: Instant): boolean {
  const hour = Math.floor(toLocal(now).minuteOfDay / 60);
  return hour >= quietHours.from && hour <= quietHours.to;
}
