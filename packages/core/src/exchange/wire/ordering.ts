/** How many messages may wait for one that is missing. */
export const mostAhead = 10_000;

/** What becomes of a message that arrives, by its sequence and that of the one that takes effect next. */
export function placeInOrder(sequence: number, next: number): 'apply' | 'hold' | 'repeat' | 'refuse' {
  if (sequence < next) return 'repeat';
  if (sequence === next) return 'apply';
  return sequence - next > mostAhead ? 'refuse' : 'hold';
}

const firstPauseMs = 2_000;
const longestPauseMs = 10 * 60_000;

/** How long a link rests after so many failures on end: 2 s, 4 s, 8 s … 10 minutes, each up to a quarter longer by `chance` (0 to 255). */
export function restMs(failures: number, chance: number): number {
  const base = Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 20), longestPauseMs);
  return Math.round(base * (1 + chance / 1024));
}
