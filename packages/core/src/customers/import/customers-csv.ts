import { colleagueIn } from '../colleagues/colleague-key.js';
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
import { readCsvTable, readCsvTableInParts } from '../../kernel/import/csv-table.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat, ImportSource, ReadOptions, ReadRow } from '../../kernel/import/row-reader.js';
import { optionalUprnCell } from '../../kernel/import/uprn-cells.js';
import { channelCell, languageCell } from './channel-cell.js';
import { planCustomerColumns } from './customer-columns.js';
import type { CustomerField, CustomerMapping, PlannedColumn } from './customer-columns.js';
import type { CustomerAddress, CustomerIdentifier, CustomerRecord } from './customer-record.js';
import { splitFullName } from './split-full-name.js';

export interface CustomersOptions extends ReadOptions {
  readonly mapping?: CustomerMapping;
  /** What a row is when it has no kind of its own and doesn't name an organisation alone. */
  readonly defaultKind?: 'person' | 'organisation';
}

/** Customers from another system. Whether two rows are one customer is for matching to say, after reading. */
export const customersCsv: ImportFormat<CustomerRecord, CustomersOptions> = {
  name: 'customers',
  describe: 'Customers as CSV, one to a row; common headings are known, others are mapped.',
  read: (source, options) => readCsvTable(source, options, planOf(options)),
};

/** The same customers, some at a time. */
export function readCustomersCsv(
  source: ImportSource,
  options: CustomersOptions,
): AsyncGenerator<ReadRow<CustomerRecord>[]> {
  return readCsvTableInParts(source, options, planOf(options));
}

function planOf(options: CustomersOptions): (headings: readonly string[]) => RowMaker<CustomerRecord> {
  return (headings) => customerMaker(planCustomerColumns(headings, options.mapping), headings.length, options);
}

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
  const registers = columns.flatMap(({ place, target }) => {
    const [isIdentifier, register = '', type = ''] = target.split(':');
    return isIdentifier === 'identifier' ? [{ place, register, type }] : [];
  });
  const cellsOf = (fields: readonly string[]): CustomerCells => ({
    one: (field) => cellAt(fields, placesOf.get(field)?.[0] ?? -1),
    all: (field) => (placesOf.get(field) ?? []).map((place) => cellAt(fields, place)).filter((text) => text !== ''),
    identifiers: registers
      .map(({ place, register, type }) => ({ register, type, value: cellAt(fields, place) }))
      .filter(({ value }) => value !== ''),
  });
  return (fields) => {
    checkWidth(fields, width);
    return toCustomer(cellsOf(fields), options);
  };
}

function cellAt(fields: readonly string[], place: number): string {
  return (fields[place] ?? '').trim();
}

function toCustomer(cells: CustomerCells, options: CustomersOptions): CustomerRecord {
  const kind = kindOf(cells, options);
  const sourceKey = optionalCell(cells.one('sourceKey'));
  if (sourceKey !== undefined && colleagueIn(sourceKey) !== null)
    throw new RowFault(
      'Change the key: “staff:” begins the keys of colleagues, whom the directory brings.',
      'source key',
    );
  const bornOn = optionalDateCell(cells.one('bornOn'), 'date of birth');
  const diedOn = optionalDateCell(cells.one('diedOn'), 'date of death');
  if (bornOn !== undefined && diedOn !== undefined && diedOn < bornOn) {
    throw new RowFault('Check the dates: the date of death is before the date of birth.', 'date of death');
  }
  const language = languageCell(cells.one('language'));
  const preferredChannel = channelCell(cells.one('preferredChannel'));
  const address = addressOf(cells);
  const record: Building<CustomerRecord> = {
    kind,
    phones: phonesOf(cells.all('phones')),
    emails: emailsOf(cells.all('emails')),
    identifiers: cells.identifiers,
  };
  if (sourceKey !== undefined) record.sourceKey = sourceKey;
  addNames(record, cells);
  if (bornOn !== undefined) record.bornOn = bornOn;
  if (diedOn !== undefined) record.diedOn = diedOn;
  if (language !== undefined) record.language = language;
  if (preferredChannel !== undefined) record.preferredChannel = preferredChannel;
  if (address !== undefined) record.address = address;
  return record;
}

/** Filled part by part: a million times over, objects spread into one another take longer than all else here. */
type Building<T> = { -readonly [K in keyof T]: T[K] };

function kindOf(cells: CustomerCells, options: CustomersOptions): CustomerRecord['kind'] {
  const written = cells.one('kind');
  if (written !== '') return choiceCell(written, 'kind', ['person', 'organisation']);
  const hasPerson = cells.one('lastName') !== '' || cells.one('fullName') !== '';
  if (!hasPerson && cells.one('organisationName') !== '') return 'organisation';
  return options.defaultKind ?? 'person';
}

function addNames(record: Building<CustomerRecord>, cells: CustomerCells): void {
  const organisationName = optionalCell(cells.one('organisationName'));
  if (record.kind === 'organisation') {
    record.organisationName = neededCell(organisationName ?? cells.one('fullName'), 'organisation name');
    return;
  }
  const fullName = cells.one('lastName') === '' ? cells.one('fullName') : '';
  const whole = fullName === '' ? undefined : splitFullName(fullName);
  const title = optionalCell(cells.one('title')) ?? whole?.title;
  const firstName = optionalCell(cells.one('firstName')) ?? whole?.firstName;
  const middleNames = optionalCell(cells.one('middleNames')) ?? whole?.middleNames;
  if (title !== undefined) record.title = title;
  if (firstName !== undefined) record.firstName = firstName;
  if (middleNames !== undefined) record.middleNames = middleNames;
  record.lastName = whole?.lastName ?? neededCell(cells.one('lastName'), 'last name');
  if (organisationName !== undefined) record.organisationName = organisationName;
}

function emailsOf(texts: readonly string[]): string[] {
  return texts.flatMap(listCell).map((email) => emailCell(email, 'email'));
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
  const address: Building<CustomerAddress> = { lines };
  if (postcode !== undefined) address.postcode = postcode;
  if (country !== undefined) address.country = country;
  if (uprn !== undefined) address.uprn = uprn;
  return address;
}

const BRITAIN = /^(uk|gb|gbr|united kingdom|great britain|england|scotland|wales|northern ireland)$/i;

/** Other countries' codes have other shapes and stay as written. */
function postcodeOf(cell: string, country: string | undefined): string | undefined {
  if (country !== undefined && !BRITAIN.test(country)) return optionalCell(cell);
  return optionalPostcodeCell(cell, 'postcode');
}
