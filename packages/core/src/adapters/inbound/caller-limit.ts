import { SECOND_MS, type Instant } from '../../kernel/clock.js';

/** How much callers may still ask of this process. */
export interface CallerLimit {
  /** Takes what a request costs. Answers how many seconds to wait before there is so much; 0: it is taken. */
  take(caller: string, cost: number, now: Instant): number;
  /** Takes what something turned out to cost, whether there is so much or not: the caller then waits for longer. */
  charge(caller: string, cost: number, now: Instant): void;
}

const most = 600;
const perSecond = 10;
const callersKept = 10_000;

/**
 * Six hundred at once, then ten a second, for each caller. It lives in memory: whoever may not come in must not have
 * anything written down. Of many callers, those that asked longest ago are forgotten.
 */
export function callerLimit(): CallerLimit {
  const callers = new Map<string, { readonly left: number; readonly at: Instant }>();
  const leftOf = (caller: string, now: Instant): number => {
    const { left, at } = callers.get(caller) ?? { left: most, at: now };
    return Math.min(most, left + (Math.max(0, now - at) / SECOND_MS) * perSecond);
  };
  const keep = (caller: string, left: number, at: Instant): void => {
    callers.delete(caller);
    callers.set(caller, { left, at });
    const [oldest] = callers.keys();
    if (callers.size > callersKept && oldest !== undefined) callers.delete(oldest);
  };
  return {
    take: (caller, cost, now) => {
      const left = leftOf(caller, now);
      const isEnough = left >= cost;
      keep(caller, isEnough ? left - cost : left, now);
      return isEnough ? 0 : Math.ceil((cost - left) / perSecond);
    },
    charge: (caller, cost, now) => keep(caller, leftOf(caller, now) - cost, now),
  };
}
