import type { OpenPeriod } from '../authorities/index.js';
import type { LocalDate } from '../kernel/clock.js';
import { addDays, addMonths, dateOfParts, daysInMonth, partsOf } from '../kernel/local-date.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import type { AgreementEvent, TermsVersion } from '../partnerships/index.js';

/** Days of a month on which one version of the terms held. */
export interface Segment {
  readonly version: Pick<TermsVersion, 'number' | 'terms'>;
  readonly fromOn: LocalDate;
  /** The last day. */
  readonly toOn: LocalDate;
  /** Without those on which the agreement was suspended all day. */
  readonly days: number;
}

export type AgreedVersion = Pick<TermsVersion, 'number' | 'fromOn' | 'toOn' | 'terms' | 'agreedAt'>;

/** The first day of a date's month. */
export function monthOf(on: LocalDate): LocalDate {
  return addDays(on, 1 - partsOf(on).day);
}

export function lastDayOf(monthOn: LocalDate): LocalDate {
  return addDays(addMonths(monthOn, 1), -1);
}

export function daysOfMonth(monthOn: LocalDate): number {
  const { year, month } = partsOf(monthOn);
  return daysInMonth(year, month);
}

/** 1 April, where the financial year of councils begins. */
export function yearStartOf(monthOn: LocalDate): LocalDate {
  const { year, month } = partsOf(monthOn);
  return dateOfParts(month < 4 ? year - 1 : year, 4, 1);
}

/** The first day on which a version can hold: not before its first, nor before both had signed it. */
export function firstDayOf({ fromOn, agreedAt }: AgreedVersion): LocalDate | undefined {
  if (agreedAt === null) return undefined;
  const signedOn = localDateAt(agreedAt);
  return signedOn > fromOn ? signedOn : fromOn;
}

/**
 * A month by the versions of the terms that held in it. Of two that hold on a day the later version counts; each holds
 * for whole days.
 */
export function segmentsOf(
  versions: readonly AgreedVersion[],
  pauses: readonly OpenPeriod[],
  monthOn: LocalDate,
): Segment[] {
  const segments: Segment[] = [];
  const last = lastDayOf(monthOn);
  for (let on = monthOn; on <= last; on = addDays(on, 1)) {
    const version = heldOn(versions, on);
    if (!version || isPaused(pauses, on)) continue;
    const before = segments.at(-1);
    if (before?.version === version) segments[segments.length - 1] = { ...before, toOn: on, days: before.days + 1 };
    else segments.push({ version, fromOn: on, toOn: on, days: 1 });
  }
  return segments;
}

function heldOn(versions: readonly AgreedVersion[], on: LocalDate): AgreedVersion | undefined {
  const begun = versions.filter((version) => (firstDayOf(version) ?? '9999') <= on);
  const latest = begun.toSorted((one, other) => one.number - other.number).at(-1);
  return latest && (latest.toOn === null || on <= latest.toOn) ? latest : undefined;
}

function isPaused(pauses: readonly OpenPeriod[], on: LocalDate): boolean {
  const [from, to] = [startOfDay(on), startOfDay(addDays(on, 1))];
  return pauses.some((pause) => pause.from <= from && pause.to >= to);
}

/** When an agreement was suspended, and from when on it has ended, by its history in any order. */
export function pausesOf(history: readonly Pick<AgreementEvent, 'kind' | 'at'>[]): OpenPeriod[] {
  const pauses: OpenPeriod[] = [];
  let since: number | undefined;
  for (const { kind, at } of history.toSorted((one, other) => one.at - other.at)) {
    if (kind === 'suspended' || kind === 'ended') since ??= at;
    if (kind !== 'resumed' || since === undefined) continue;
    pauses.push({ from: since, to: at });
    since = undefined;
  }
  return since === undefined ? pauses : [...pauses, { from: since, to: Infinity }];
}
