import { displayNameOf, sortNameOf } from '#core/customers/customer-names.js';
import { customerTokens } from '#core/customers/matching/search-tokens.js';
import type { DemoOwnerKey } from '#core/app/demo/world/types.js';
import type { Database } from '#core/kernel/db/database.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { joinTokens } from '#core/customers/token-lines.js';
import { addressSortKey } from '#core/places/address-words.js';
import { idOf, kinds } from '../world/chance.js';
import { councilRanges, type CouncilRange } from '../world/councils.js';
import { customerAt, type BenchCustomer } from '../world/customers.js';
import { customersPerPlace, placeAt } from '../world/places.js';
import { bulkWriter, type BulkWriter } from './bulk-writer.js';

export interface PeopleToWrite {
  readonly customers: number;
  readonly endAt: number;
  readonly authorities: ReadonlyMap<DemoOwnerKey, number>;
}

const dayMs = 86_400_000;
const past = 3 * 365 * dayMs;

const tables = {
  places: [
    'id',
    'uprn',
    'line',
    'number',
    'street',
    'town',
    'postcode',
    'sort_key',
    'classification',
    'state',
    'lat',
    'lon',
    'source',
    'updated_at',
  ],
  place_authorities: ['place_id', 'authority_ref'],
  customers: [
    ...['id', 'authority_id', 'kind', 'title', 'first_name', 'last_name', 'display_name', 'sort_name', 'date_of_birth'],
    ...['language', 'preferred_channel', 'needs', 'place_id', 'address_line', 'postcode', 'telephone', 'created_at'],
    ...['updated_at', 'source_key', 'search_tokens'],
  ],
  contact_points: [
    'id',
    'authority_id',
    'customer_id',
    'kind',
    'value',
    'postcode',
    'place_id',
    'preferred',
    'created_at',
  ],
  identifiers: ['id', 'authority_id', 'customer_id', 'register', 'type', 'value'],
  occupancies: ['id', 'authority_id', 'customer_id', 'place_id', 'role', 'from_on'],
};

/** Customers with their homes, contact points and identifiers, and the tokens by which they are found. */
export async function writeCustomers(db: Database, about: PeopleToWrite): Promise<void> {
  for (const range of councilRanges(about.customers)) {
    const tokens = await writeRecords(db, about, range);
    await writeTokens(db, authorityOf(about, range), tokens);
  }
}

async function writeRecords(db: Database, about: PeopleToWrite, range: CouncilRange): Promise<[string, string][]> {
  const writer = bulkWriter(db, tables);
  const tokens: [string, string][] = [];
  for (let index = range.from; index < range.to; index += 1) {
    const authority = authorityOf(about, range);
    if (index % customersPerPlace === 0) addPlace(writer, index / customersPerPlace, about, authority);
    const customer = customerAt(index, about.customers);
    const own = tokensOf(customer);
    addCustomer(writer, index, customer, own, about, authority);
    for (const token of own) tokens.push([token, customer.id]);
    await writer.spill();
  }
  await writer.flush();
  return tokens;
}

/** In the order of the table's key, so that neighbours share pages. */
async function writeTokens(db: Database, authority: number, tokens: [string, string][]): Promise<void> {
  tokens.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const atOnce = 100_000;
  for (let from = 0; from < tokens.length; from += atOnce) {
    const rows = tokens.slice(from, from + atOnce).map(([token, id]) => [authority, token, id]);
    await db.write(everyAuthority, (writes) =>
      writes.bulk('customer_tokens', ['authority_id', 'token', 'customer_id'], rows),
    );
  }
}

function authorityOf({ authorities }: PeopleToWrite, { council }: CouncilRange): number {
  const id = authorities.get(council);
  if (id === undefined) throw new Error(`${council} has no row`);
  return id;
}

function addPlace(writer: BulkWriter, index: number, { customers, endAt }: PeopleToWrite, authority: number): void {
  const { id, uprn, line, number, street, town, postcode, lat, lon } = placeAt(index, customers);
  const parts = {
    organisation: null,
    subBuilding: null,
    building: null,
    number,
    street,
    locality: null,
    town,
    postcode,
  };
  const whole = `${line}, ${postcode}`;
  writer.add('places', [
    id,
    uprn,
    whole,
    number,
    street,
    town,
    postcode,
    addressSortKey(parts),
    'RD',
    'current',
    lat,
    lon,
    'bench',
    endAt - past,
  ]);
  writer.add('place_authorities', [id, authority]);
}

function addCustomer(
  writer: BulkWriter,
  index: number,
  customer: BenchCustomer,
  tokens: readonly string[],
  { customers, endAt }: PeopleToWrite,
  authority: number,
): void {
  const { id, title, firstName, lastName, bornOn, telephone, email, account, place } = customer;
  const name = { kind: 'person', title, firstName, lastName } as const;
  const at = endAt - past + Math.floor((past * index) / customers);
  writer.add('customers', [
    ...[
      id,
      authority,
      'person',
      title,
      firstName,
      lastName,
      displayNameOf(name),
      sortNameOf(name),
      bornOn,
      'en',
      'phone',
    ],
    ...['[]', place.id, place.line, place.postcode, telephone, at, at, `bench-${index}`, joinTokens(tokens)],
  ]);
  const point = (number: number, kind: string, value: string, postcode: string | null, placeId: string | null) =>
    writer.add('contact_points', [
      idOf(kinds.point, index * 4 + number),
      authority,
      id,
      kind,
      value,
      postcode,
      placeId,
      1,
      at,
    ]);
  point(0, 'postal', place.line, place.postcode, place.id);
  if (telephone) point(1, 'telephone', telephone, null, null);
  if (email) point(2, 'email', email, null, null);
  if (account)
    writer.add('identifiers', [idOf(kinds.identifier, index), authority, id, 'council-tax', 'account', account]);
  writer.add('occupancies', [idOf(kinds.occupancy, index), authority, id, place.id, 'occupier', '2023-04-01']);
}

function tokensOf({ firstName, lastName, bornOn, telephone, email, account, place }: BenchCustomer): string[] {
  return customerTokens({
    firstNames: firstName,
    lastName,
    bornOn,
    telephones: telephone ? [telephone] : [],
    emails: email ? [email] : [],
    addresses: [{ line: place.line, postcode: place.postcode }],
    references: account ? [account] : [],
  });
}
