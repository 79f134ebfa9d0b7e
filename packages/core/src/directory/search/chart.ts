import type { AuthorityId } from '../../kernel/scope.js';
import { byName } from './cards.js';
import type { DirectoryPerson } from './directory-types.js';
import type { WholeDirectory } from './whole-directory.js';

/** Somebody in the chart, with those who work for them. */
export interface ChartNode {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly reports: readonly ChartNode[];
  /** How many work below them, shown or not. */
  readonly below: number;
}

export interface Chart {
  /** Managers above whom the chart is of, the highest first; none for a whole authority. */
  readonly above: readonly { readonly id: string; readonly name: string }[];
  readonly top: readonly ChartNode[];
}

const levelsShown = 3;
const longestLine = 30;

/** The lines of managers of an authority, or from one person down; three levels, deeper ones by asking for a person. */
export function chartOf(
  { people }: Pick<WholeDirectory, 'people'>,
  from: { readonly authorityId: AuthorityId } | { readonly personId: string },
): Chart {
  const reports = reportsByManager(people);
  if ('personId' in from) {
    const person = people.get(from.personId);
    return {
      above: person ? lineAbove(people, person) : [],
      top: person ? [nodeOf(reports, person, levelsShown, [])] : [],
    };
  }
  const own = [...people.values()].filter(({ authorityId }) => authorityId === from.authorityId).sort(byName);
  const heads = own.filter(({ id, managerId }) => isHead(people, managerId) && (reports.get(id) ?? []).length > 0);
  return { above: [], top: heads.map((person) => nodeOf(reports, person, levelsShown, [])) };
}

function isHead(people: ReadonlyMap<string, DirectoryPerson>, managerId: string | null): boolean {
  return managerId === null || !people.has(managerId);
}

function reportsByManager(people: ReadonlyMap<string, DirectoryPerson>): Map<string, DirectoryPerson[]> {
  const reports = new Map<string, DirectoryPerson[]>();
  for (const person of [...people.values()].sort(byName)) {
    if (person.managerId === null) continue;
    const others = reports.get(person.managerId);
    if (others) others.push(person);
    else reports.set(person.managerId, [person]);
  }
  return reports;
}

/** A circle of managers, which an import may bring, ends where it began. */
function nodeOf(
  reports: ReadonlyMap<string, readonly DirectoryPerson[]>,
  { id, name, jobTitle }: DirectoryPerson,
  levels: number,
  path: readonly string[],
): ChartNode {
  const down = [...path, id];
  const own = (reports.get(id) ?? []).filter((report) => !down.includes(report.id));
  const nodes = own.map((report) => nodeOf(reports, report, levels - 1, down));
  const below = nodes.reduce((sum, node) => sum + 1 + node.below, 0);
  return { id, name, jobTitle, reports: levels > 1 ? nodes : [], below };
}

function lineAbove(
  people: ReadonlyMap<string, DirectoryPerson>,
  person: DirectoryPerson,
): { id: string; name: string }[] {
  const line: { id: string; name: string }[] = [];
  let above = person.managerId === null ? undefined : people.get(person.managerId);
  while (above && line.length < longestLine && above.id !== person.id && !line.some(({ id }) => id === above?.id)) {
    line.unshift({ id: above.id, name: above.name });
    above = above.managerId === null ? undefined : people.get(above.managerId);
  }
  return line;
}
