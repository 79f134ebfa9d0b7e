import type { GrantLimit } from '../actor.js';
import { coversOf, type AuthorityId, type Scope } from '../scope.js';
import type { Row } from './database.js';
import { paddedAt, paddedLength } from './padded.js';
import type { TableSpec } from './tables.js';

/** By what a row is of a service, a channel or a line, and the values that a grant covers. */
interface Part {
  readonly of: keyof GrantLimit;
  readonly column: string;
  readonly covered: readonly string[];
}

/** An authority whose rows a scope shows in part: those that meet every part of one of these. */
interface LimitedAuthority {
  readonly authorityId: AuthorityId;
  readonly anyOf: readonly (readonly Part[])[];
}

const limitKinds = ['services', 'channels', 'lines'] as const;
const none: readonly LimitedAuthority[] = [];

function limitedIn({ limits: rule }: TableSpec, { grants }: Scope): readonly LimitedAuthority[] {
  if (rule === undefined || !grants.some(({ limits }) => limits)) return none;
  return grants.flatMap(({ authorityId, limits = [] }) => {
    const anyOf = limits.map((limit) =>
      limitKinds.flatMap((of): Part[] => {
        const [column, covered] = [rule[of], limit[of]];
        return column !== undefined && covered !== undefined ? [{ of, column, covered }] : [];
      }),
    );
    return anyOf.length === 0 || anyOf.some((parts) => parts.length === 0) ? [] : [{ authorityId, anyOf }];
  });
}

/** The length of each list of a condition: texts differ by it alone. Empty: the scope isn't limited in that table. */
export function limitShape(table: TableSpec, scope: Scope): string {
  return limitedIn(table, scope)
    .map(({ anyOf }) =>
      anyOf.map((parts) => parts.map(({ of, covered }) => of + paddedLength(covered.length))).join('|'),
    )
    .join(';');
}

/**
 * The condition on a table's rows that keeps out what the scope's grants don't cover, `mark` standing for each value in
 * turn; undefined where they cover every row. A row of no service is of none that is kept back; a contact on no line
 * came on none that is covered.
 */
export function limitText(
  table: TableSpec,
  scope: Scope,
  mark: (value: AuthorityId | string) => string,
): string | undefined {
  const limited = limitedIn(table, scope);
  if (limited.length === 0) return undefined;
  const inside = (column: string, covered: readonly string[]): string => {
    const length = paddedLength(covered.length);
    const marks = Array.from({ length }, (_, index) => mark(paddedAt(covered, index)));
    return `${column} in (${marks.join(', ') || 'null'})`;
  };
  const meets = ({ of, column, covered }: Part): string =>
    of === 'services' ? `(${column} is null or ${inside(column, covered)})` : inside(column, covered);
  const whole = `authority_id not in (${limited.map(({ authorityId }) => mark(authorityId)).join(', ')})`;
  const partly = limited.map(({ authorityId, anyOf }) => {
    const own = `authority_id = ${mark(authorityId)}`;
    return `${own} and (${anyOf.map((parts) => parts.map(meets).join(' and ')).join(' or ')})`;
  });
  return `(${[whole, ...partly].join(' or ')})`;
}

/** The values of the condition, in the order of its marks. */
export function limitValues(table: TableSpec, scope: Scope): (AuthorityId | string)[] {
  const values: (AuthorityId | string)[] = [];
  limitText(table, scope, (value) => (values.push(value), ''));
  return values;
}

/** Whether a row that is to be written is one that the scope's grants cover. */
export function isWithinLimits({ limits: rule }: TableSpec, scope: Scope, row: Row): boolean {
  const authorityId = row['authority_id'];
  if (rule === undefined || typeof authorityId !== 'number') return true;
  const value = (of: keyof GrantLimit): string | null | undefined => {
    const column = rule[of];
    if (column === undefined || !Object.hasOwn(row, column)) return undefined;
    return (row[column] ?? null) as string | null;
  };
  return coversOf(scope, authorityId, {
    services: value('services'),
    channels: value('channels'),
    lines: value('lines'),
  });
}
