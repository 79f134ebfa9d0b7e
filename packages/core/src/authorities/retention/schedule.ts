import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { Kernel } from '../../kernel/kernel.js';
import { addDays, addMonths } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { getAuthority, getPartnership } from '../known-authorities.js';
import type { Authority } from '../types.js';
import type { Standing } from '../variants/standing.js';
import { byClass, keptClasses, shippedSchedule, type KeptClass, type RetentionRule } from './kept-classes.js';

/** For how long an authority keeps a class, and how that stands to the partnership's rule. */
export interface KeptRule extends RetentionRule {
  readonly kind: KeptClass;
  readonly standing: Standing;
  /** What holds without a choice of its own: the partnership's rule; for the partnership, what Moothall comes with. */
  readonly shared: RetentionRule;
}

export type Schedule = Readonly<Record<KeptClass, KeptRule>>;
type Chosen = Pick<Authority, 'id' | 'settings'>;

/** An authority's schedule beside the partnership's. */
export function scheduleOf(authority: Chosen, partnership: Chosen): Schedule {
  return byClass((kind) => {
    const chosen = authority.settings.retention[kind];
    const shared = sharedRule(kind, authority, partnership);
    const standing = chosen === undefined ? 'shared' : isBehind(chosen.basedOn, shared) ? 'behind' : 'ours';
    const { years, basis } = chosen ?? shared;
    return { kind, years, basis, standing, shared };
  });
}

function sharedRule(kind: KeptClass, authority: Chosen, partnership: Chosen): RetentionRule {
  const chosen = authority.id === partnership.id ? undefined : partnership.settings.retention[kind];
  const { years, basis } = chosen ?? shippedSchedule[kind];
  return { years, basis };
}

/** Whether the partnership's rule has changed since ours was last held against it. */
function isBehind(basedOn: RetentionRule | undefined, shared: RetentionRule): boolean {
  return basedOn !== undefined && (basedOn.years !== shared.years || basedOn.basis !== shared.basis);
}

/** The schedule that holds for an authority's records. Of authorities kept in memory: no statement. */
export async function readSchedule(kernel: Kernel, authorityId: AuthorityId): Promise<Schedule> {
  return scheduleOf(await getAuthority(kernel, authorityId), await getPartnership(kernel));
}

/** How many classes an authority keeps otherwise than the partnership. */
export function countStandings(schedule: Schedule): Record<Standing, number> {
  const of = (standing: Standing): number => keptClasses.filter((kind) => schedule[kind].standing === standing).length;
  return { behind: of('behind'), ours: of('ours'), shared: of('shared') };
}

/** The last day on which a record is kept. */
export function keptUntil(from: Instant, years: number): LocalDate {
  return lastDay(localDateAt(from), years);
}

/** Records from before this day are past their time on `today`. */
export function pastBefore(today: LocalDate, years: number): LocalDate {
  const next = addDays(addMonths(addDays(today, -1), -12 * years), 1);
  // 28 February is the last day for what began on the 28th and on the 29th of a leap year.
  return lastDay(next, years) < today ? addDays(next, 1) : next;
}

function lastDay(from: LocalDate, years: number): LocalDate {
  return addMonths(from, 12 * years);
}
