import type { LocalDate } from '../../kernel/clock.js';
import { addDays } from '../../kernel/local-date.js';
import { dutyOn } from './duty-rules.js';
import type { RotaWithSwaps } from './duty-types.js';

/** How far ahead gaps and overlaps are looked for. */
export const lookedAheadDays = 28;

/** Something that keeps people from being reached, on days in a row. */
export interface DutyWarning {
  readonly kind: 'nobody' | 'away' | 'twice';
  readonly rotaId: string;
  readonly fromOn: LocalDate;
  /** The last day. */
  readonly toOn: LocalDate;
  /** Who is away, or on duty twice; null: nobody is on duty. */
  readonly personId: string | null;
  /** Of those who are on duty twice: the other rota. */
  readonly otherRotaId: string | null;
}

/** Whether somebody is away on a day. */
export type IsAway = (personId: string, on: LocalDate) => boolean;

/**
 * Gaps: days with nobody, or whose first is away. Overlaps: days on which somebody is first on two rotas. Days in a row
 * are one warning.
 */
export function warningsOf(rotas: readonly RotaWithSwaps[], from: LocalDate, isAway: IsAway): DutyWarning[] {
  const daily: DutyWarning[] = [];
  for (let ahead = 0; ahead < lookedAheadDays; ahead += 1) {
    const on = addDays(from, ahead);
    for (const [index, of] of rotas.entries()) daily.push(...warningsOn(of, on, isAway, rotas.slice(index + 1)));
  }
  return inRuns(daily);
}

function warningsOn(of: RotaWithSwaps, on: LocalDate, isAway: IsAway, others: readonly RotaWithSwaps[]): DutyWarning[] {
  const day = { rotaId: of.rota.id, fromOn: on, toOn: on, personId: null, otherRotaId: null };
  if (on < of.rota.startsOn) return [];
  const [first] = dutyOn(of, on);
  if (!first) return [{ ...day, kind: 'nobody' }];
  const { personId } = first;
  const away: DutyWarning[] = isAway(personId, on) ? [{ ...day, kind: 'away', personId }] : [];
  const twice = others
    .filter((other) => dutyOn(other, on)[0]?.personId === personId)
    .map((other): DutyWarning => ({ ...day, kind: 'twice', personId, otherRotaId: other.rota.id }));
  return [...away, ...twice];
}

function inRuns(daily: readonly DutyWarning[]): DutyWarning[] {
  const runs: DutyWarning[] = [];
  for (const one of daily) {
    const { kind, rotaId, personId, otherRotaId, fromOn } = one;
    const at = runs.findIndex(
      (run) =>
        run.kind === kind &&
        run.rotaId === rotaId &&
        run.personId === personId &&
        run.otherRotaId === otherRotaId &&
        addDays(run.toOn, 1) === fromOn,
    );
    const before = runs[at];
    if (before) runs[at] = { ...before, toOn: one.toOn };
    else runs.push(one);
  }
  return runs;
}
