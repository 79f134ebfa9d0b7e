/** A moment: whole milliseconds since 1 January 1970 UTC, leap seconds left out (as ECMAScript and POSIX count). */
export type Instant = number;

declare const localDateBrand: unique symbol;

/**
 * A day in Europe/London as `YYYY-MM-DD`, years 0001 to 9999, always a day that exists. Text order is date order.
 * Made by `localDate` or `parseLocalDate` (kernel/local-date.ts) and by `toLocal` (kernel/london-time.ts).
 */
export type LocalDate = string & { readonly [localDateBrand]: true };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Where "now" comes from. It is handed down, so that a test or the demo can decide what time it is. */
export interface Clock {
  now(): Instant;
}

/** A clock that tests move by hand. */
export interface SteppingClock extends Clock {
  /** Moves the clock on (or back, when negative) and returns the new time. */
  advance(ms: number): Instant;
  set(instant: Instant): void;
}

/** The machine's clock. The only place that reads it. */
export function systemClock(): Clock {
  return { now: () => Date.now() };
}

/** A clock that reads `start` now and runs on from there at the pace of `pace`: the demo's `--at TIME`. */
export function clockStartingAt(start: Instant, pace: Clock = systemClock()): Clock {
  const ahead = wholeMs(start) - pace.now();
  return { now: () => pace.now() + ahead };
}

/** A clock that always reads `instant`. */
export function fixedClock(instant: Instant): Clock {
  const at = wholeMs(instant);
  return { now: () => at };
}

/** A clock that reads `start` and then goes on by `stepMs` with every reading (0: only by `advance` and `set`). */
export function steppingClock(start: Instant, stepMs = 0): SteppingClock {
  let at = wholeMs(start);
  return {
    now() {
      const reading = at;
      at += stepMs;
      return reading;
    },
    advance(ms) {
      at = wholeMs(at + ms);
      return at;
    },
    set(instant) {
      at = wholeMs(instant);
    },
  };
}

function wholeMs(instant: Instant): Instant {
  if (!Number.isSafeInteger(instant)) throw new RangeError(`An instant is whole milliseconds, not ${instant}`);
  return instant;
}
