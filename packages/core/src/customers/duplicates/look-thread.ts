import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { Reads } from '../../kernel/db/database.js';
import { openToRead } from '../../kernel/db/open-to-read.js';
import { tables } from '../../migrations/index.js';
import { findDuplicates } from '../linkage/find-duplicates.js';
import { thresholds, verdictOf, type FoundPairs } from '../linkage/found-pairs.js';
import { openPacker } from '../linkage/pack-records.js';
import type { PackedRecords } from '../linkage/packed-records.js';
import { listContactPoints, listIdentifiers } from '../repository.js';
import { asLinkageRecord } from './as-linkage-record.js';
import { listToCompare } from './duplicates-repository.js';
import type { FoundPair, FoundPart, LookTask } from './look-in-thread.js';

/** What the thread that looks through a whole base runs. */
const readAtOnce = 1000;
/** So few that keeping them doesn't keep a page waiting. */
const toldAtOnce = 100;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Ids and versions of the customers by the number of their record. */
interface Read {
  readonly ids: string[];
  readonly versions: number[];
}

await look(workerData as LookTask);

async function look({ database, authorityId }: LookTask): Promise<void> {
  const read: Read = { ids: [], versions: [] };
  const db = await openToRead(database, tables);
  const records = await readBase(db.read({ authorityIds: [authorityId], grants: [] }), read);
  await db.close();
  const { pairs } = await findDuplicates(records, { leastProbability: thresholds.review });
  const count = pairs.a.length;
  for (let from = 0; from === 0 || from < count; from += toldAtOnce) {
    if (from > 0 && parentPort) await once(parentPort, 'message');
    const to = Math.min(from + toldAtOnce, count);
    const some = Array.from({ length: to - from }, (_, at) => pairAt(pairs, from + at, read));
    const found: FoundPart = { pairs: some, part: to < count ? 'more-follow' : 'last' };
    parentPort?.postMessage(found);
  }
}

/** Without restricted records: that there is a like one tells of it. */
async function readBase(db: Reads, read: Read): Promise<PackedRecords> {
  const packer = openPacker();
  let after = beforeAll;
  for (;;) {
    const customers = await listToCompare(db, after, readAtOnce);
    if (customers.length === 0) return packer.pack();
    const ids = customers.map(({ id }) => id);
    const points = byCustomer(await listContactPoints(db, ids));
    const identifiers = byCustomer(await listIdentifiers(db, ids));
    for (const customer of customers) {
      const { id, version } = customer;
      packer.add(asLinkageRecord(customer, points.get(id) ?? [], identifiers.get(id) ?? []));
      read.ids.push(id);
      read.versions.push(version);
    }
    after = ids.at(-1) ?? after;
  }
}

function byCustomer<T extends { readonly customerId: string }>(rows: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) {
    const known = grouped.get(row.customerId);
    if (known) known.push(row);
    else grouped.set(row.customerId, [row]);
  }
  return grouped;
}

function pairAt({ a, b, probability, pattern }: FoundPairs, at: number, { ids, versions }: Read): FoundPair {
  const [one, other] = [a[at] ?? 0, b[at] ?? 0];
  const chance = probability[at] ?? 0;
  const shown = pattern[at] ?? 0;
  return {
    customerId: ids[one] ?? '',
    customerVersion: versions[one] ?? 0,
    otherId: ids[other] ?? '',
    otherVersion: versions[other] ?? 0,
    probability: chance,
    pattern: shown,
    verdict: verdictOf(chance, shown) === 'merge' ? 'merge' : 'review',
  };
}
