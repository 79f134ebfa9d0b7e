import type { LocalDate } from '../../kernel/clock.js';
import { addDays } from '../../kernel/local-date.js';

/** Where today lies in a representation's days. `ending`: in force, and its last day is near. */
export type RepresentationState = 'not-yet' | 'in-force' | 'ending' | 'over';

/** How many days ahead a last day is near. */
export const endingWithinDays = 30;

interface Days {
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate | null;
}

export function representationState({ fromOn, toOn }: Days, today: LocalDate): RepresentationState {
  if (toOn !== null && toOn < today) return 'over';
  if (fromOn > today) return 'not-yet';
  return toOn !== null && toOn <= addDays(today, endingWithinDays) ? 'ending' : 'in-force';
}

/** Whether they may act, and be told what the customer may be told: from the first day to the last, both included. */
export function mayAct(days: Days, today: LocalDate): boolean {
  const state = representationState(days, today);
  return state === 'in-force' || state === 'ending';
}
