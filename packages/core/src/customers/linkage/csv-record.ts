import { splitFullName } from '../import/split-full-name.js';
import type { CsvField, FieldPlaces } from './csv-fields.js';
import type { LinkageRecord } from './linkage-record.js';
import { readBorn, type DayPlace } from './read-born.js';

/** Makes records of a file's rows. Cells that can't be read, such as a date that isn't one, count as not known. */
export function recordMaker(
  { headings, of }: FieldPlaces,
  dayPlace: DayPlace,
): (cells: readonly string[]) => LinkageRecord {
  const placesOf = (field: CsvField): readonly number[] => of.get(field) ?? [];
  const read = (cells: readonly string[], field: CsvField): string[] =>
    placesOf(field)
      .map((place) => known(cells[place]))
      .filter((cell) => cell !== '');
  const joined = (cells: readonly string[], field: CsvField): string => read(cells, field).join(' ');
  return (cells) => {
    const names = namesOf(joined(cells, 'forename'), joined(cells, 'surname'), joined(cells, 'name'));
    const middle = joined(cells, 'middle_names');
    const house = joined(cells, 'house');
    const street = joined(cells, 'street');
    const [town = joined(cells, 'county')] = read(cells, 'town');
    const identifiers = placesOf('identifier').map((place) => ({
      kind: headings[place] ?? '',
      value: known(cells[place]),
    }));
    return {
      ...names,
      ...(middle === '' ? {} : { firstNames: `${names.firstNames ?? ''} ${middle}` }),
      organisationName: joined(cells, 'organisation') || undefined,
      title: joined(cells, 'title') || names.title,
      suffix: joined(cells, 'suffix') || undefined,
      sex: joined(cells, 'sex') || undefined,
      born: readBorn(joined(cells, 'date_of_birth'), dayPlace),
      telephones: read(cells, 'telephone'),
      emails: read(cells, 'email'),
      identifiers: identifiers.filter(({ value }) => value !== ''),
      addresses: [
        { ...(house === '' ? { line: street } : { house, street }), postcode: joined(cells, 'postcode') || undefined },
      ],
      town,
    };
  };
}

function namesOf(
  forename: string,
  surname: string,
  name: string,
): Pick<LinkageRecord, 'title' | 'firstNames' | 'lastName'> {
  if (forename !== '' || surname !== '' || name === '') return { firstNames: forename, lastName: surname };
  const { title, firstName = '', middleNames = '', lastName } = splitFullName(name);
  return { title, firstNames: `${firstName} ${middleNames}`.trim(), lastName };
}

/** What programs write where nothing is known. */
const unknownWords = new Set(['null', 'none', 'nan', 'n/a', 'na', '\\n', '-', 'unknown', 'not known']);

function known(cell = ''): string {
  const trimmed = cell.trim();
  return unknownWords.has(trimmed.toLowerCase()) ? '' : trimmed;
}
