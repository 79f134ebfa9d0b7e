import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { WorkingHours } from '../entries/entry-types.js';

/** Who does what instead of whom, on whole duty days. */
export interface DutySwap {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly standsInId: string;
  readonly standsInName: string;
  readonly fromOn: LocalDate;
  /** The last duty day. */
  readonly toOn: LocalDate;
}

/** Who is asked out of hours: for a team's work, or for a whole council's. */
export interface DutyRota {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** Null: for every team of the council. */
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly name: string;
  /** Numbers of the Local Government Services List. None: all that the team, or the council, deals with. */
  readonly lgsl: readonly number[];
  /** None on any day: whenever the office is closed. */
  readonly hours: WorkingHours;
  /** Of each week, who is rung first, second and so on; after the last week comes the first again. Ids of people. */
  readonly weeks: readonly (readonly string[])[];
  /** First day of the first week. */
  readonly startsOn: LocalDate;
  /** Minute of the day, 0 to 1439, when one duty day ends and the next begins. */
  readonly changesAtMinute: number;
  /** How long each who is rung in a call-out has to answer, before the next is rung. */
  readonly answerMinutes: number;
  /** Who is rung after all who are on duty, before those who lead the team; null: they alone. */
  readonly escalatesToId: string | null;
  /** Nobody is on duty by it from then on; null: it goes on. */
  readonly endedAt: Instant | null;
  readonly version: number;
}

/** A rota with the swaps that are not over. */
export interface RotaWithSwaps {
  readonly rota: DutyRota;
  /** By their first day. */
  readonly swaps: readonly DutySwap[];
}

/** One place of a duty list. */
export interface OnDuty {
  readonly personId: string;
  /** Whose duty it would be without a swap. */
  readonly insteadOfId: string | null;
}

/** Who is on duty at a moment, in the order in which they are rung. */
export interface DutyList {
  readonly people: readonly OnDuty[];
  /** When the next change may be: the end of the duty day, of the duty hours, or when the office opens. */
  readonly until: Instant;
}
