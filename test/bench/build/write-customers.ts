import { displayNameOf, sortNameOf } from '#core/customers/customer-names.js';
import { customerTokens } from '#core/customers/matching/search-tokens.js';
import type { DemoOwnerKey } from '#core/app/demo/world/types.js';
import type { Database } from '#core/kernel/db/database.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { customerTokenIndex } from '#core/customers/search/token-index.js';
import { joinTokens } from '#core/customers/search/token-lines.js';
import type { TokenRow } from '#core/kernel/db/token-index.js';
import { addressSortKey } from '#core/places/address-words.js';
import { idOf, kinds } from '../world/chance.js';
import { councilRanges, type CouncilRange, type Population } from '../world/councils.js';
import { customerAt, type BenchCustomer } from '../world/customers.js';
import { customersPerPlace, placeAt } from '../world/places.js';
import { bulkWriter, type BulkWriter } from './bulk-writer.js';

export interface PeopleToWrite extends Population {
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
    ...[
      'id',
      'number',
      'authority_id',
      'kind',
      'title',
      'first_name',
      'last_name',
      'display_name',
      'sort_name',
      'date_of_birth',
    ],
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

const tokensAtOnce = 50_000;

/** Customers with their homes, contact points and identifiers, and the tokens by which they are found. */
export async function writeCustomers(db: Database, about: PeopleToWrite): Promise<void> {
  const numbers = await db.write(everyAuthority, (writes) => customerTokenIndex.takeNumbers(writes, about.customers));
  for (const range of councilRanges(about)) {
    const authority = authorityOf(about, range);
    const tokens = await writeRecords(db, about, range, numbers);
    for (let from = 0; from < tokens.length; from += tokensAtOnce) {
      const some = tokens.slice(from, from + tokensAtOnce);
      await db.write(everyAuthority, async (writes) => {
        const load = customerTokenIndex.load(writes, authority);
        await load.take(some, Promise.resolve());
        await load.finish();
      });
    }
  }
}

async function writeRecords(
  db: Database,
  about: PeopleToWrite,
  range: CouncilRange,
  numbers: readonly number[],
): Promise<TokenRow[]> {
  const writer = bulkWriter(db, tables);
  const tokens: TokenRow[] = [];
  const authority = authorityOf(about, range);
  for (let index = range.from; index < range.to; index += 1) {
    if (index % customersPerPlace === 0) addPlace(writer, index / customersPerPlace, about, authority);
    const customer = customerAt(index, about);
    const row = { number: numbers[index] ?? 0, lines: joinTokens(tokensOf(customer)) };
    addCustomer(writer, index, customer, row, about, authority);
    tokens.push(row);
    await writer.spill();
  }
  await writer.flush();
  return tokens;
}

function authorityOf({ authorities }: PeopleToWrite, { council }: CouncilRange): number {
  const id = authorities.get(council);
  if (id === undefined) throw new Error(`${council} has no row`);
  return id;
}

function addPlace(writer: BulkWriter, index: number, about: PeopleToWrite, authority: number): void {
  const { id, uprn, line, number, street, town, postcode, lat, lon } = placeAt(index, about);
  const { endAt } = about;
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
  { number, lines }: TokenRow,
  { customers, endAt }: PeopleToWrite,
  authority: number,
): void {
  const { id, title, firstName, lastName, bornOn, telephone, email, account, place } = customer;
  const name = { kind: 'person', title, firstName, lastName } as const;
  const at = endAt - past + Math.floor((past * index) / customers);
  writer.add('customers', [
    ...[
      id,
      number,
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
    ...['[]', place.id, place.line, place.postcode, telephone, at, at, `bench-${index}`, lines],
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
