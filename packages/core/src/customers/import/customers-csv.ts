import {
  choiceCell,
  emailCell,
  listCell,
  neededCell,
  optionalCell,
  optionalDateCell,
  optionalPostcodeCell,
} from '../../kernel/import/cells.js';
import { checkWidth } from '../../kernel/import/columns.js';
import type { RowMaker } from '../../kernel/import/csv-table.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat, ReadOptions } from '../../kernel/import/row-reader.js';
import { optionalUprnCell } from '../../kernel/import/uprn-cells.js';
import { channelCell, languageCell } from './channel-cell.js';
import { planCustomerColumns } from './customer-columns.js';
import type { CustomerField, CustomerMapping, PlannedColumn } from './customer-columns.js';
import type { CustomerAddress, CustomerIdentifier, CustomerRecord } from './customer-record.js';
import { splitFullName } from './split-full-name.js';
import type { NameParts } from './split-full-name.js';

export interface CustomersOptions extends ReadOptions {
  readonly mapping?: CustomerMapping;
  /** What a row is when it has no kind of its own and doesn't name an organisation alone. */
  readonly defaultKind?: 'person' | 'organisation';
}

/** Customers from another system. Whether two rows are one customer is for matching to say, after reading. */
export const customersCsv: ImportFormat<CustomerRecord, CustomersOptions> = {
  name: 'customers',
  describe: 'Customers as CSV, one to a row; common headings are known, others are mapped.',
  read: (source, options) =>
    readCsvTable(source, options, (headings) => {
      const columns = planCustomerColumns(headings, options.mapping);
      return customerMaker(columns, headings.length, options);
    }),
};

/** A row's cells by field; a field of several columns has several cells. */
interface CustomerCells {
  one(field: CustomerField): string;
  all(field: CustomerField): string[];
  readonly identifiers: readonly CustomerIdentifier[];
}

function customerMaker(
  columns: readonly PlannedColumn[],
  width: number,
  options: CustomersOptions,
): RowMaker<CustomerRecord> {
  const placesOf = new Map<string, number[]>();
  for (const { place, target } of columns) placesOf.set(target, [...(placesOf.get(target) ?? []), place]);
  const registers = columns.filter(({ target }) => target.startsWith('identifier:'));
  return (fields) => {
    checkWidth(fields, width);
    const cell = (place: number): string => (fields[place] ?? '').trim();
    return toCustomer(
      {
        one: (field) => cell(placesOf.get(field)?.[0] ?? -1),
        all: (field) => (placesOf.get(field) ?? []).map(cell).filter((text) => text !== ''),
        identifiers: registers.flatMap(({ place, target }) => identifierOf(target, cell(place))),
      },
      options,
    );
  };
}

function identifierOf(target: string, value: string): CustomerIdentifier[] {
  const [, register = '', type = ''] = target.split(':');
  return value === '' ? [] : [{ register, type, value }];
}

function toCustomer(cells: CustomerCells, options: CustomersOptions): CustomerRecord {
  const kind = kindOf(cells, options);
  const sourceKey = optionalCell(cells.one('sourceKey'));
  const bornOn = optionalDateCell(cells.one('bornOn'), 'date of birth');
  const diedOn = optionalDateCell(cells.one('diedOn'), 'date of death');
  if (bornOn !== undefined && diedOn !== undefined && diedOn < bornOn) {
    throw new RowFault('Check the dates: the date of death is before the date of birth.', 'date of death');
  }
  const language = languageCell(cells.one('language'));
  const preferredChannel = channelCell(cells.one('preferredChannel'));
  const address = addressOf(cells);
  return {
    kind,
    ...(sourceKey === undefined ? {} : { sourceKey }),
    ...namesOf(cells, kind),
    ...(bornOn === undefined ? {} : { bornOn }),
    ...(diedOn === undefined ? {} : { diedOn }),
    ...(language === undefined ? {} : { language }),
    ...(preferredChannel === undefined ? {} : { preferredChannel }),
    phones: phonesOf(cells.all('phones')),
    emails: cells
      .all('emails')
      .flatMap(listCell)
      .map((email) => emailCell(email, 'email')),
    ...(address === undefined ? {} : { address }),
    identifiers: cells.identifiers,
  };
}

function kindOf(cells: CustomerCells, options: CustomersOptions): CustomerRecord['kind'] {
  const written = cells.one('kind');
  if (written !== '') return choiceCell(written, 'kind', ['person', 'organisation']);
  const hasPerson = cells.one('lastName') !== '' || cells.one('fullName') !== '';
  if (!hasPerson && cells.one('organisationName') !== '') return 'organisation';
  return options.defaultKind ?? 'person';
}

function namesOf(
  cells: CustomerCells,
  kind: CustomerRecord['kind'],
): Partial<NameParts> & { organisationName?: string } {
  const organisationName = optionalCell(cells.one('organisationName'));
  if (kind === 'organisation') {
    return { organisationName: neededCell(organisationName ?? cells.one('fullName'), 'organisation name') };
  }
  const whole =
    cells.one('lastName') === '' && cells.one('fullName') !== '' ? splitFullName(cells.one('fullName')) : undefined;
  const title = optionalCell(cells.one('title')) ?? whole?.title;
  const firstName = optionalCell(cells.one('firstName')) ?? whole?.firstName;
  const middleNames = optionalCell(cells.one('middleNames')) ?? whole?.middleNames;
  return {
    ...(title === undefined ? {} : { title }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(middleNames === undefined ? {} : { middleNames }),
    lastName: whole?.lastName ?? neededCell(cells.one('lastName'), 'last name'),
    ...(organisationName === undefined ? {} : { organisationName }),
  };
}

/** Numbers stay as typed, for matching to normalise; several may share a cell. */
function phonesOf(texts: readonly string[]): string[] {
  const phones = texts.flatMap((text) => text.split(/[;|/,]/)).map((phone) => phone.trim());
  const kept = phones.filter((phone) => phone !== '');
  if (kept.some((phone) => !/\d{3}/.test(phone.replace(/\D/g, '')))) {
    throw new RowFault('Write each phone number in digits, parted by semicolons.', 'phone');
  }
  return kept;
}

function addressOf(cells: CustomerCells): CustomerAddress | undefined {
  const lines = cells.all('addressLines');
  const country = optionalCell(cells.one('country'));
  const postcode = postcodeOf(cells.one('postcode'), country);
  const uprn = optionalUprnCell(cells.one('uprn'));
  if (lines.length === 0 && postcode === undefined && uprn === undefined) return undefined;
  return {
    lines,
    ...(postcode === undefined ? {} : { postcode }),
    ...(country === undefined ? {} : { country }),
    ...(uprn === undefined ? {} : { uprn }),
  };
}

const BRITAIN = /^(uk|gb|gbr|united kingdom|great britain|england|scotland|wales|northern ireland)$/i;

/** Other countries' codes have other shapes and stay as written. */
function postcodeOf(cell: string, country: string | undefined): string | undefined {
  if (country !== undefined && !BRITAIN.test(country)) return optionalCell(cell);
  return optionalPostcodeCell(cell, 'postcode');
}
