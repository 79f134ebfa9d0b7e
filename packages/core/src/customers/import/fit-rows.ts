import type { Reads } from '../../kernel/db/database.js';
import type { GoodRow, RowFaultNote } from '../../kernel/import/run-import.js';
import { findPlaceIdsByUprn, readPlaces } from '../../places/index.js';
import { withoutPostcode } from '../record/postal-point.js';
import type { FittedRow } from './prepare-rows.js';
import type { WrittenAddress } from './reach.js';
import type { ReadCustomer } from './told-customer.js';

export interface FittedRows {
  readonly rows: readonly FittedRow[];
  readonly faults: readonly RowFaultNote[];
}

/**
 * Fits a batch to the gazetteer: the place of each UPRN. A UPRN that it lacks is no fault where the address is written
 * out too: customers live elsewhere as well.
 */
export async function fitRows(db: Reads, rows: readonly GoodRow<ReadCustomer>[]): Promise<FittedRows> {
  const uprns = rows.flatMap(({ value }) => value.uprn ?? []);
  const placeIds = uprns.length === 0 ? new Map<string, string>() : await findPlaceIdsByUprn(db, uprns);
  const gazetteer = await readAddresses(db, rows, placeIds);
  const fitted: FittedRow[] = [];
  const faults: RowFaultNote[] = [];
  for (const { line, value: told } of rows) {
    const placeId = (told.uprn !== null && placeIds.get(told.uprn)) || null;
    const address = told.address ?? (placeId === null ? null : (gazetteer.get(placeId) ?? null));
    if (told.uprn !== null && address === null) faults.push(unknownUprn(line));
    else fitted.push({ told, placeId, address });
  }
  return { rows: fitted, faults };
}

function unknownUprn(line: number): RowFaultNote {
  const message = 'The gazetteer has no place with this UPRN. Import its addresses first, or write the address out.';
  return { line, field: 'UPRN', message };
}

/** Addresses of the places whose rows give a UPRN and don't write the address out. */
async function readAddresses(
  db: Reads,
  rows: readonly GoodRow<ReadCustomer>[],
  placeIds: ReadonlyMap<string, string>,
): Promise<Map<string, WrittenAddress>> {
  const needed = rows.flatMap(({ value }) => (value.address ? [] : (placeIds.get(value.uprn ?? '') ?? [])));
  if (needed.length === 0) return new Map();
  const places = await readPlaces(db, [...new Set(needed)]);
  return new Map(places.map(({ id, line, postcode }) => [id, { line: withoutPostcode(line, postcode), postcode }]));
}
