import { createHash } from 'node:crypto';
import type { Reads } from '../../kernel/db/database.js';
import type { GoodRow, RowFaultNote } from '../../kernel/import/run-import.js';
import { findPlaceIdsByUprn, readPlaces } from '../../places/index.js';
import { withoutPostcode } from '../postal-point.js';
import type { CustomerRecord } from './customer-record.js';
import type { FittedRow } from './prepare-rows.js';

export interface FittedRows {
  readonly rows: readonly FittedRow[];
  readonly faults: readonly RowFaultNote[];
}

/**
 * Fits a batch to what is stored: the place of each UPRN, the key under which the customer is known. A UPRN that the
 * gazetteer lacks is no fault where the address is written out too: customers live elsewhere as well.
 */
export async function fitRows(db: Reads, rows: readonly GoodRow<CustomerRecord>[]): Promise<FittedRows> {
  const uprns = rows.flatMap(({ value }) => value.address?.uprn ?? []);
  const placeIds = uprns.length === 0 ? new Map<string, string>() : await findPlaceIdsByUprn(db, uprns);
  const gazetteer = await readAddresses(db, rows, placeIds);
  const fitted: FittedRow[] = [];
  const faults: RowFaultNote[] = [];
  for (const { line, value: record } of rows) {
    const uprn = record.address?.uprn;
    const placeId = (uprn !== undefined && placeIds.get(uprn)) || null;
    const address = writtenAddress(record) ?? (placeId === null ? undefined : gazetteer.get(placeId));
    if (uprn !== undefined && address === undefined) faults.push(unknownUprn(line));
    else fitted.push({ line, record, ...keysOf(record), placeId, address });
  }
  return { rows: fitted, faults };
}

function unknownUprn(line: number): RowFaultNote {
  const message = 'The gazetteer has no place with this UPRN. Import its addresses first, or write the address out.';
  return { line, field: 'UPRN', message };
}

/** Without a key of its own, a row is known by what it says: the same row again is the same customer. */
function keysOf(record: CustomerRecord): Pick<FittedRow, 'sourceKey' | 'digest'> {
  const digest = createHash('sha256').update(JSON.stringify(record)).digest('base64url');
  return { digest, sourceKey: record.sourceKey ?? `row:${digest}` };
}

function writtenAddress({ address }: CustomerRecord): FittedRow['address'] {
  if (!address || (address.lines.length === 0 && address.postcode === undefined)) return undefined;
  if (address.lines.length === 0 && address.uprn !== undefined) return undefined;
  const lines = address.country === undefined ? address.lines : [...address.lines, address.country];
  return { line: lines.join(', '), postcode: address.postcode ?? null };
}

/** Addresses of the places whose rows give a UPRN and don't write the address out. */
async function readAddresses(
  db: Reads,
  rows: readonly GoodRow<CustomerRecord>[],
  placeIds: ReadonlyMap<string, string>,
): Promise<Map<string, NonNullable<FittedRow['address']>>> {
  const needed = rows.flatMap(({ value }) =>
    writtenAddress(value) ? [] : (placeIds.get(value.address?.uprn ?? '') ?? []),
  );
  const places = await readPlaces(db, [...new Set(needed)]);
  return new Map(places.map(({ id, line, postcode }) => [id, { line: withoutPostcode(line, postcode), postcode }]));
}
