import type { AuthorityId, Scope } from '../scope.js';
import type { TableSpec, RestrictionRule } from './tables.js';

/** What keeps restricted rows of a table from a reader. */
export interface Restricting {
  readonly rule: RestrictionRule;
  readonly personId: string;
  /** Authorities in which the reader is told of restricted rows of any team. */
  readonly knownIn: readonly AuthorityId[];
}

/** How a table's rows are restricted for the scope's reader; undefined where nothing is kept from them. */
export function restrictingFor({ restriction: rule }: TableSpec, { reader }: Scope): Restricting | undefined {
  if (rule === undefined || reader === undefined) return undefined;
  const grants = reader.grants.get(rule.knownTo) ?? [];
  return { rule, personId: reader.staffId, knownIn: [...new Set(grants.map(({ authorityId }) => authorityId))] };
}

/**
 * The condition on a row, with a mark for the person and one for each authority: ordinary rows, those of the reader's own
 * teams, and those that the reader is told of. The teams are read once a statement, and only for a restricted row.
 * Relies on team_members_person_id_idx.
 */
export function restrictionText(rule: RestrictionRule, person: string, knownIn: string): string {
  const told = knownIn === '' ? '' : ` or authority_id in (${knownIn})`;
  return `(${rule.unless} is null or ${rule.team} in (select team_id from team_members where person_id = ${person})${told})`;
}
