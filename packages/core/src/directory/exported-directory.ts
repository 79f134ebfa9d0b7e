import { csvBeginning, csvLine } from '../kernel/csv-lines.js';
import type { Kernel } from '../kernel/kernel.js';
import { workingHoursLines } from './entries/working-hours.js';
import { byName } from './search/cards.js';
import type { DirectoryPerson } from './search/directory-types.js';
import { wholeDirectory } from './search/whole-directory.js';

/** As `moothall import staff` calls them. */
const headings = [
  ...['name', 'email', 'phone', 'job title', 'team', 'authority', 'manager email', 'responsibilities', 'lgsl'],
  ...['places', 'based at', 'working hours', 'languages', 'deputy email'],
];
const linesAtOnce = 500;

/** Everybody in the directory as CSV, by name, sent in parts. */
export async function* exportedDirectory(
  kernel: Kernel,
  councils: ReadonlyMap<number, string>,
): AsyncGenerator<string> {
  const { people, teams } = await wholeDirectory(kernel);
  const emailOf = (id: string | null): string => (id === null ? '' : (people.get(id)?.email ?? ''));
  const sorted = [...people.values()].sort(byName);
  yield csvBeginning + csvLine(headings);
  for (let from = 0; from < sorted.length; from += linesAtOnce)
    yield sorted
      .slice(from, from + linesAtOnce)
      .map((person) => csvLine(cellsOf(person)))
      .join('');

  function cellsOf(person: DirectoryPerson): string[] {
    const team = person.teams.find(({ id }) => teams.has(id));
    return [
      ...[person.name, person.email, person.telephone, person.jobTitle, team ? (teams.get(team.id)?.name ?? '') : ''],
      ...[councils.get(person.authorityId) ?? '', emailOf(person.managerId), person.responsibilities.join('; ')],
      ...[person.lgsl.join('; '), person.covers.join('; '), person.basedAt],
      ...[workingHoursLines(person.hours).join('; '), person.languages.join('; '), emailOf(person.deputyId)],
    ];
  }
}
