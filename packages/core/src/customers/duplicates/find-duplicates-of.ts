import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { asLinkageRecord } from './as-linkage-record.js';
import { keepDuplicates } from '../commands/keep-duplicates.js';
import { listToCompare } from './duplicates-repository.js';
import { findInThread } from '../linkage/find-in-thread.js';
import { verdictOf } from '../linkage/found-pairs.js';
import type { LinkageRecord } from '../linkage/linkage-record.js';
import { listContactPoints, listIdentifiers } from '../repository.js';

const readAtOnce = 1000;
const keptAtOnce = 500;
const beforeAll = '00000000-0000-0000-0000-000000000000';

interface Read {
  readonly ids: string[];
  readonly versions: number[];
}

/**
 * Looks through one authority's customers for those that are on record twice, and keeps the likely pairs. The base is
 * read in batches and compared in a thread, so pages go on meanwhile. Restricted records take no part.
 */
export async function findDuplicatesOf(kernel: Kernel, authorityId: AuthorityId): Promise<void> {
  const db = kernel.db.read({ authorityIds: [authorityId], grants: [] });
  const lookedAt = kernel.clock.now();
  const read: Read = { ids: [], versions: [] };
  const { a, b, probability, pattern } = await findInThread(recordsOf(db, read));
  const pairs = Array.from(a, (one, at) => {
    const other = b[at] ?? 0;
    const chance = probability[at] ?? 0;
    const shown = pattern[at] ?? 0;
    return {
      customerId: read.ids[one] ?? '',
      customerVersion: read.versions[one] ?? 0,
      otherId: read.ids[other] ?? '',
      otherVersion: read.versions[other] ?? 0,
      probability: chance,
      pattern: shown,
      verdict: verdictOf(chance, shown) === 'merge' ? ('merge' as const) : ('review' as const),
    };
  });
  const actor = systemActor('a look for duplicates');
  for (let from = 0; from === 0 || from < pairs.length; from += keptAtOnce) {
    const part = from + keptAtOnce < pairs.length ? 'more-follow' : 'last';
    const some = pairs.slice(from, from + keptAtOnce);
    await runCommand(kernel, actor, keepDuplicates, { authorityId, lookedAt, pairs: some, part });
  }
}

async function* recordsOf(db: Reads, read: Read): AsyncGenerator<readonly LinkageRecord[]> {
  let after = beforeAll;
  for (;;) {
    const customers = await listToCompare(db, after, readAtOnce);
    if (customers.length === 0) return;
    const ids = customers.map(({ id }) => id);
    const points = byCustomer(await listContactPoints(db, ids));
    const identifiers = byCustomer(await listIdentifiers(db, ids));
    for (const { id, version } of customers) {
      read.ids.push(id);
      read.versions.push(version);
    }
    yield customers.map((one) => asLinkageRecord(one, points.get(one.id) ?? [], identifiers.get(one.id) ?? []));
    after = ids.at(-1) ?? after;
  }
}

function byCustomer<T extends { readonly customerId: string }>(rows: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) grouped.set(row.customerId, [...(grouped.get(row.customerId) ?? []), row]);
  return grouped;
}
