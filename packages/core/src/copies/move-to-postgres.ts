import { existsSync, statSync } from 'node:fs';
import type { Clock } from '../kernel/clock.js';
import type { Database, DatabaseAddress } from '../kernel/db/database.js';
import { holdInstallation } from '../kernel/db/hold.js';
import { readAppliedMigrations } from '../kernel/db/inspect-database.js';
import { migrate, schemaOf } from '../kernel/db/migrate.js';
import { openToRead } from '../kernel/db/open-to-read.js';
import { pageOfRows } from '../kernel/db/rows-in-order.js';
import { digest } from '../kernel/digest.js';
import { everyAuthority } from '../kernel/scope.js';
import { migrations, tables } from '../migrations/index.js';
import { compareTables, type ComparedTable } from './compare-tables.js';
import { moveDiffers, noSource, sourceOutdated, targetNotEmpty } from './move-errors.js';
import {
  beginMove,
  countTokens,
  endMove,
  findTarget,
  forgetMove,
  makeDerived,
  putConstraintsBack,
  readProgress,
  setConstraintsAside,
  storePage,
  type MoveStage,
} from './move-repository.js';

export interface MoveOptions {
  /** The SQLite file; it is only read. */
  readonly from: Extract<DatabaseAddress, { engine: 'sqlite' }>;
  readonly to: Extract<DatabaseAddress, { engine: 'postgres' }>;
  /** Looks at the PostgreSQL database once it is whole; what it throws fails the move. */
  readonly verify: () => Promise<void>;
  readonly onStep?: (step: string) => void;
}

export interface Moved {
  /** `went-on`: a move that was cut off. `began-again`: one whose source has changed since. `was-there`: only compared. */
  readonly how: 'anew' | 'went-on' | 'began-again' | 'was-there';
  readonly tables: readonly ComparedTable[];
}

const rowsAtOnce = 2000;

/**
 * Copies an installation's SQLite database into an empty PostgreSQL one, table by table in the order of keys, and then
 * compares every row of both. Cut off at any moment, the same again goes on. Once it has ended, it only compares.
 * @throws installation_in_use while anything runs on either; source_outdated; target_not_empty; move_differs
 */
export async function moveToPostgres(options: MoveOptions, clock: Clock): Promise<Moved> {
  const { from, to } = options;
  if (!existsSync(from.file)) throw noSource();
  const sourceHold = await holdInstallation({ address: from }, 'alone');
  try {
    const targetHold = await holdInstallation({ address: to }, 'alone');
    try {
      await refuseOutdated(from);
      const { openPostgres } = await import('../kernel/db/postgres.js');
      const source = await openToRead(from, tables);
      const target = openPostgres({ url: to.url }, tables);
      try {
        return await move(source, target, options, clock);
      } finally {
        await source.close();
        await target.close();
      }
    } finally {
      await targetHold.release();
    }
  } finally {
    await sourceHold.release();
  }
}

type Source = Pick<Database, 'read' | 'close'>;

async function move(source: Source, target: Database, options: MoveOptions, clock: Clock): Promise<Moved> {
  const { onStep = () => undefined, verify, from } = options;
  const how = await begin(target, stateOf(from.file));
  if (how === 'was-there') {
    const { tables: compared, difference } = await compareTables(source, target, (table) =>
      onStep(`comparing ${table}`),
    );
    if (difference) throw targetNotEmpty();
    return { how, tables: compared };
  }
  onStep('making the tables');
  await migrate(target, migrations, clock);
  if ((await stageOf(target)) === 'begun') await setConstraintsAside(target);
  if ((await stageOf(target)) === 'emptied') {
    await copyTables(source, target, onStep);
    onStep('making the search index');
    await makeDerived(target);
  }
  await putConstraintsBack(target, target.read(everyAuthority), (left) =>
    onStep(`checking foreign keys and making indexes, ${left} left`),
  );
  const compared = await compare(source, target, onStep);
  onStep('verifying the audit trail');
  await verify();
  await endMove(target);
  return { how, tables: compared };
}

/** @throws target_not_empty */
async function begin(target: Database, source: string): Promise<Moved['how']> {
  const found = await findTarget(target.read(everyAuthority));
  if (found.holds === 'tables') return 'was-there';
  if (found.holds === 'a-move' && found.source === source) return 'went-on';
  if (found.holds === 'a-move') await forgetMove(target);
  await beginMove(target, source);
  return found.holds === 'a-move' ? 'began-again' : 'anew';
}

async function stageOf(target: Database): Promise<MoveStage | undefined> {
  const found = await findTarget(target.read(everyAuthority));
  return found.holds === 'a-move' ? found.stage : undefined;
}

/** Changes with whatever is written: the sizes and times of the file and of its log. */
function stateOf(file: string): string {
  const parts = [file, `${file}-wal`].map((each) => statSync(each, { throwIfNoEntry: false }));
  return digest(JSON.stringify(parts.map((part) => (part && part.size > 0 ? [part.size, part.mtimeMs] : []))));
}

async function copyTables(source: Source, target: Database, onStep: (step: string) => void): Promise<void> {
  const begun = await readProgress(target.read(everyAuthority));
  const reads = source.read(everyAuthority);
  for (const spec of target.tables.values()) {
    if (spec.tokensOf) continue;
    let { last, rows } = { rows: 0, last: undefined, ...begun.get(spec.name) };
    for (;;) {
      const page = await pageOfRows(reads, spec, last, rowsAtOnce);
      if (page.length === 0) break;
      rows += page.length;
      const count = rows;
      await target.write(everyAuthority, (writes) => storePage(writes, spec, page, count));
      onStep(`copying ${spec.name}: ${count.toLocaleString('en-GB')} rows`);
      if (page.length < rowsAtOnce) break;
      last = page.at(-1);
    }
  }
}

async function compare(
  source: Source,
  target: Database,
  onStep: (step: string) => void,
): Promise<readonly ComparedTable[]> {
  const { tables: compared, difference } = await compareTables(source, target, (table) => onStep(`comparing ${table}`));
  if (difference)
    throw moveDiffers(
      {},
      `After the move, ${difference.table} ${difference.key} is not the same in both databases. The installation stays on SQLite, and its database is as it was. Empty the PostgreSQL database and move again; if it happens again, report it.`,
    );
  for (const { name, tokensOf } of target.tables.values())
    if (tokensOf) {
      const [wanted, there] = [
        await tokensIn(source, target, name),
        await countTokens(target.read(everyAuthority), name),
      ];
      if (wanted !== there)
        throw moveDiffers({}, `After the move, ${name} has ${there} entries in place of ${wanted}.`);
    }
  return compared;
}

/** How many tokens the rows of a table have that are found by them. */
async function tokensIn(source: Source, target: Database, name: string): Promise<number> {
  const tokensOf = target.tables.get(name)?.tokensOf;
  const spec = tokensOf && target.tables.get(tokensOf.table);
  if (!spec) return 0;
  let tokens = 0;
  for (let last: Parameters<typeof pageOfRows>[2]; ;) {
    const page = await pageOfRows(source.read(everyAuthority), spec, last, rowsAtOnce);
    for (const row of page) tokens += String(row[tokensOf.lines] ?? '').split('\n').length - 1;
    if (page.length < rowsAtOnce) return tokens;
    last = page.at(-1);
  }
}

/** @throws source_outdated */
async function refuseOutdated(from: DatabaseAddress): Promise<void> {
  const applied = (await readAppliedMigrations(from)) ?? [];
  const wanted = schemaOf('sqlite', migrations);
  const isSame =
    applied.length === wanted.length &&
    wanted.every(({ name, digest: of }, place) => {
      const there = applied[place];
      return there?.name === name && there.digest === of;
    });
  if (!isSame) throw sourceOutdated();
}
