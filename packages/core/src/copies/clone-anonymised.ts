import { atOneMoment } from '../backups/index.js';
import { keepInStep } from '../customers/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Database, DatabaseAddress, Reads } from '../kernel/db/database.js';
import { holdInstallation } from '../kernel/db/hold.js';
import type { StoredRow } from '../kernel/db/made-statements.js';
import { migrate } from '../kernel/db/migrate.js';
import { pageOfRows } from '../kernel/db/rows-in-order.js';
import { everyAuthority } from '../kernel/scope.js';
import { migrations, tables } from '../migrations/index.js';
import { anonymiseRow, type Anonymising } from './anonymise/anonymise-row.js';
import { emptiedTables } from './anonymise/column-rules.js';
import { createInventor, type Vocabulary } from './anonymise/invent.js';
import { cloneInTheWay } from './clone-errors.js';
import { beginCopy, fill, listCodes, listCustomersAfter, listPlaceIds, type StorePage } from './clone-repository.js';

export interface CloneOptions {
  readonly from: DatabaseAddress;
  /** An empty database, opened. */
  readonly target: Database;
  /** A folder for what lasts as long as the copying; nothing is left in it. */
  readonly work: string;
  readonly vocabulary: Vocabulary;
  /** By which the same value becomes the same other one; kept nowhere. */
  readonly key: Buffer;
  readonly onStep: (step: string) => void;
}

const rowsAtOnce = 1000;
const customersAtOnce = 100;

/**
 * Fills an empty database with the rows of an installation as they are at one moment, beside its running server, with
 * invented people in place of the real ones. Answers the number of rows by table. On PostgreSQL no server starts on it
 * until `endClone`.
 * @throws clone_in_the_way
 */
export async function cloneAnonymised(options: CloneOptions, clock: Clock): Promise<Record<string, number>> {
  const { from, target, onStep } = options;
  const hold = await holdInstallation({ address: from }, 'together');
  try {
    if (target.engine === 'postgres' && !(await beginCopy(target))) throw cloneInTheWay();
    await migrate(target, migrations, clock);
    const rows = await atOneMoment({ ...options, tables }, async (reads) => await copy(reads, options));
    onStep('making the search index');
    await bringInStep(target);
    return rows;
  } finally {
    await hold.release();
  }
}

async function copy(reads: Reads, { target, vocabulary, key, onStep }: CloneOptions): Promise<Record<string, number>> {
  onStep('reading the configuration');
  const how = await anonymising(reads, vocabulary, key);
  const counts: Record<string, number> = {};
  await fill(target, async (store) => {
    for (const spec of target.tables.values()) {
      if (spec.tokensOf || how.emptied.has(spec.name)) continue;
      onStep(`copying ${spec.name}`);
      counts[spec.name] = await copyTable(reads, spec.name, store, how);
    }
  });
  return counts;
}

async function copyTable(reads: Reads, name: string, store: StorePage, how: Anonymising): Promise<number> {
  const spec = tables.get(name);
  let rows = 0;
  for (let last: StoredRow | undefined; spec;) {
    const page = await pageOfRows(reads, spec, last, rowsAtOnce);
    if (page.length > 0)
      await store(
        spec,
        page.map((row) => anonymiseRow(row, spec, how)),
      );
    rows += page.length;
    if (page.length < rowsAtOnce) break;
    last = page.at(-1);
  }
  return rows;
}

async function anonymising(reads: Reads, vocabulary: Vocabulary, key: Buffer): Promise<Anonymising> {
  const inventor = createInventor(key, vocabulary);
  const places = await listPlaceIds(reads);
  let accounts = 0;
  return {
    inventor,
    emptied: emptiedTables(tables),
    codes: await listCodes(reads, tables),
    placeFor: (id) => inventor.oneOf(places, id) ?? id,
    nextAccount: () => (accounts += 1),
  };
}

/** Names in lists, addresses and search tokens follow from the invented parts. */
async function bringInStep(target: Database): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const ids = await listCustomersAfter(target.read(everyAuthority), after, customersAtOnce);
    await target.write(everyAuthority, async (db) => {
      for (const id of ids) await keepInStep(db, id);
    });
    if (ids.length < customersAtOnce) return;
    after = ids.at(-1) ?? after;
  }
}
