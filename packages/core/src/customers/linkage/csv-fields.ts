import { headingKey } from '../../kernel/import/columns.js';
import { fileFault } from '../../kernel/import/row-reader.js';

/** What a column of a file of people may hold, each with the names that it goes by. */
const fields = {
  forename: 'first name, firstname, given name, given names, forenames, fname',
  middle_names: 'middle name, middlename, second forename',
  surname: 'last name, lastname, family name, family, lname',
  name: 'full name, fullname, customer name, person name',
  organisation: 'organisation name, organization, company, company name, business name',
  title: 'salutation',
  suffix: 'name suffix, generation',
  sex: 'gender',
  date_of_birth: 'dob, birth date, birthdate, born, born on, birthday',
  telephone: 'phone, phones, tel, mobile, landline, phone number, telephone number, mobile phone, home phone',
  email: 'emails, e mail, email address, mail',
  house: 'house number, street number, house name, building number, number, streetnumber, housenumber',
  street: 'street name, address 1, address1, address line 1, address, address line, road, line, street address',
  town: 'suburb, city, locality, district, place, post town',
  county: 'state, region, province',
  postcode: 'post code, postal code, zip, zip code, pc',
  identifier:
    'soc sec id, ssn, social security number, nino, national insurance number, nhs number, national id, account, passport, tax id',
} as const;

export type CsvField = keyof typeof fields;

export const csvFields = Object.keys(fields) as readonly CsvField[];

const byName: ReadonlyMap<string, CsvField> = new Map(
  csvFields.flatMap((field) => [field, ...fields[field].split(', ')].map((name) => [headingKey(name), field] as const)),
);

/** Where in a row each field stands. A field may have several columns: two telephones, two lines of a street. */
export interface FieldPlaces {
  readonly headings: readonly string[];
  readonly id: number;
  readonly truth: number | undefined;
  readonly of: ReadonlyMap<CsvField, readonly number[]>;
}

export interface ColumnChoice {
  readonly idColumn: string;
  readonly truthColumn?: string | undefined;
  /** Field, then column: `[['forename', 'given_name'], …]`. Without any, columns are known by their headings. */
  readonly mapping: readonly (readonly [field: string, column: string])[];
}

/**
 * Finds the columns of a file.
 * @throws import_file_unreadable naming the column or field, and what to do
 */
export function planFields(headings: readonly string[], { idColumn, truthColumn, mapping }: ColumnChoice): FieldPlaces {
  const places = new Map(headings.map((heading, place) => [headingKey(heading), place]));
  const placeOf = (column: string, option: string): number => {
    const place = places.get(headingKey(column));
    if (place !== undefined) return place;
    throw fileFault(`The file has no column “${column}”, which ${option} names. Its columns are ${list(headings)}.`, 1);
  };
  const of = new Map<CsvField, number[]>();
  const add = (field: CsvField, place: number): void => void of.set(field, [...(of.get(field) ?? []), place]);
  const id = placeOf(idColumn, '--id-column');
  const truth = truthColumn === undefined ? undefined : placeOf(truthColumn, '--truth');
  for (const [field, column] of mapping) add(fieldOf(field, column, places), placeOf(column, '--map'));
  if (mapping.length === 0) {
    headings.forEach((heading, place) => {
      const field = fieldNamed(heading);
      if (field !== undefined && place !== id && place !== truth) add(field, place);
    });
  }
  if (!['forename', 'surname', 'name', 'organisation'].some((field) => of.has(field as CsvField)))
    throw fileFault(
      `No column is known to hold a name. Say which: --map forename=COLUMN,surname=COLUMN, or name=COLUMN. The file’s columns are ${list(headings)}.`,
      1,
    );
  return { headings, id, truth, of };
}

function fieldOf(name: string, column: string, places: ReadonlyMap<string, number>): CsvField {
  const field = byName.get(headingKey(name));
  if (field !== undefined) return field;
  const isReversed = places.has(headingKey(name)) && byName.has(headingKey(column));
  const reversed = isReversed ? ` The field comes first: --map ${column}=${name}.` : '';
  throw fileFault(`--map knows no field “${name}”.${reversed} The fields are ${csvFields.join(', ')}.`);
}

/** “Phone 2” is a phone. */
function fieldNamed(heading: string): CsvField | undefined {
  const key = headingKey(heading);
  return byName.get(key) ?? byName.get(key.replace(/ ?\d+$/, ''));
}

function list(headings: readonly string[]): string {
  return headings.map((heading) => `“${heading.slice(0, 60)}”`).join(', ');
}
