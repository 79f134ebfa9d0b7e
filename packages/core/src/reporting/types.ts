import type { Channel } from '../interactions/index.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { CountedWaits, WaitsOfStep } from './waits.js';
import type { StopOutcome } from '../services/index.js';

/** What figures may be broken down by. */
export const groupings = ['service', 'channel', 'team'] as const;
export type Grouping = (typeof groupings)[number];

/** Which enquiries and contacts are counted. */
export interface FigureFilter {
  readonly authorityId: AuthorityId;
  /** The first instant that is counted, and the first that is not any more. */
  readonly from: Instant;
  readonly until: Instant;
  readonly serviceId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly teamId?: string | undefined;
}

export interface Period {
  readonly from: LocalDate;
  /** The last day that is counted. */
  readonly to: LocalDate;
}

export const figureKeys = [
  'declared',
  'observed',
  'satisfied',
  'replied',
  'avoidable',
  'logged',
  'passed',
  'abandoned',
  'told',
  'stopped',
  'called-back',
  'in-time',
] as const;
export type FigureKey = (typeof figureKeys)[number];

/** Figures that are not of enquiries, and are not broken down. */
export const wholeKeys = ['avoidable', 'called-back', 'in-time'] as const satisfies readonly FigureKey[];
export type GroupedKey = Exclude<FigureKey, (typeof wholeKeys)[number]>;

export function isGrouped(key: FigureKey): key is GroupedKey {
  return !wholeKeys.some((each) => each === key);
}

/** So many of so many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** A share as it may be told: null where so few answered that the count would point at somebody. */
export interface ToldShare {
  readonly count: number | null;
  readonly of: number;
}

/** Enquiries that ended at a form's stop of one kind. */
export interface StopCount {
  readonly stop: StopOutcome;
  readonly enquiries: number;
}

/** A figure with what an auditor needs to count it again. */
export interface Figure extends ToldShare {
  readonly key: FigureKey;
  readonly label: string;
  readonly definition: string;
  /** SQL for SQLite and PostgreSQL alike; of its answer, `countColumn` and `ofColumn` make the figure. */
  readonly query: string;
  readonly countColumn: string;
  readonly ofColumn: string;
}

/** The figures of one service, channel or team. */
export interface FigureGroup {
  /** Null: of none. */
  readonly id: string | null;
  readonly shares: Readonly<Record<GroupedKey, ToldShare>>;
  readonly stops: readonly StopCount[];
}

/** The figures that are shown over time. What few customers said on a day is none of them. */
export const dailyKeys = ['declared', 'told', 'logged', 'passed', 'abandoned', 'observed', 'avoidable'] as const;
export type DailyKey = (typeof dailyKeys)[number];

export interface ReasonCount {
  readonly reason: string;
  readonly contacts: number;
}

/** What a day adds to the figures. */
export interface FigureDay {
  readonly on: LocalDate;
  readonly shares: Readonly<Record<DailyKey, Share>>;
  readonly reasons: readonly ReasonCount[];
}

export interface Figures extends Period {
  /** When they were counted. */
  readonly countedAt: Instant;
  readonly repeatContactDays: number;
  readonly figures: readonly Figure[];
  /** Contacts by why they were avoidable. */
  readonly reasons: readonly ReasonCount[];
  /** Every day of the period. */
  readonly days: readonly FigureDay[];
  /** Enquiries that a form's stop answered, by its kind. */
  readonly stops: readonly StopCount[];
  /** How long customers waited on the telephone or in a chat. */
  readonly waits: CountedWaits;
  /** The same by the steps that a page has room for. */
  readonly waitSteps: readonly WaitsOfStep[];
  /** Empty without a grouping. Those with the most enquiries first. */
  readonly groups: readonly FigureGroup[];
}
