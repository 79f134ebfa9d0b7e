import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { readInThread } from '../../kernel/import/read-in-thread.js';
import type { ReadRow } from '../../kernel/import/row-reader.js';
import { customerTokens } from '../matching/search-tokens.js';
import { joinTokens } from '../token-lines.js';
import type { CustomerRecord } from './customer-record.js';
import { customersCsv, type CustomersOptions } from './customers-csv.js';
import { matchableOf, reachOf, type WrittenAddress } from './reach.js';

/** A row with all that can be told of it without the database. */
export interface ReadCustomer {
  readonly record: CustomerRecord;
  readonly sourceKey: string;
  readonly digest: string;
  /** As the row writes it out; the gazetteer's is used where the row gives a UPRN alone. */
  readonly address?: WrittenAddress;
  /** Joined; left out where the address is to be the gazetteer's. */
  readonly tokens?: string;
}

export interface CustomersFile {
  readonly file: string;
  readonly options: CustomersOptions;
}

const inThread = new URL('./read-customers-thread.js', import.meta.url);
/** Some ten thousand customers. A thread for fewer takes longer to start than it saves. */
const largeFrom = 1 << 20;
const readAtOnce = 1 << 20;

/** The rows of a file; those of a large one are read in a thread, beside the one that writes. */
export function readCustomers(
  file: string,
  options: CustomersOptions,
  threadFrom = largeFrom,
): AsyncIterable<ReadRow<ReadCustomer>> {
  const about: CustomersFile = { file, options };
  return statSync(file).size < threadFrom ? readHere(about) : readInThread<ReadCustomer>(inThread, about);
}

export async function* readHere({ file, options }: CustomersFile): AsyncGenerator<ReadRow<ReadCustomer>> {
  const source = createReadStream(file, { highWaterMark: readAtOnce });
  for await (const row of customersCsv.read(source, options))
    yield row.ok ? { ok: true, line: row.line, value: toldBy(row.value) } : row;
}

function toldBy(record: CustomerRecord): ReadCustomer {
  const address = writtenAddress(record);
  const told = { record, ...keysOf(record), ...(address ? { address } : {}) };
  if (!address && record.address) return told;
  return {
    ...told,
    tokens: joinTokens(customerTokens(matchableOf(record, reachOf({ record, address, placeId: null })))),
  };
}

/** Without a key of its own, a row is known by what it says: the same row again is the same customer. */
function keysOf(record: CustomerRecord): Pick<ReadCustomer, 'sourceKey' | 'digest'> {
  const digest = createHash('sha256').update(JSON.stringify(record)).digest('base64url');
  return { digest, sourceKey: record.sourceKey ?? `row:${digest}` };
}

function writtenAddress({ address }: CustomerRecord): WrittenAddress | undefined {
  if (!address || (address.lines.length === 0 && address.postcode === undefined)) return undefined;
  if (address.lines.length === 0 && address.uprn !== undefined) return undefined;
  const lines = address.country === undefined ? address.lines : [...address.lines, address.country];
  return { line: lines.join(', '), postcode: address.postcode ?? null };
}
