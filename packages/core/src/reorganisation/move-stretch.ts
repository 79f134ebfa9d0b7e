import { moveInSearch } from '../customers/index.js';
import type { LocalDate } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import type { TableRegistry } from '../kernel/db/tables.js';
import type { AuthorityId } from '../kernel/scope.js';
import { clashes, type Clash } from './clashes.js';
import { joinPeerKeys, renameDrafts, renameOwnerTeams } from './following-repository.js';
import {
  addNumbers,
  countClashes,
  idsIn,
  moveRows,
  nameTheSuccessors,
  removeClashing,
  renameClashing,
  type Between,
  type Former,
  type Stretch,
} from './move-repository.js';
import type { Moved } from './mergings-repository.js';
import { referencesToOwned } from './table-order.js';

/** Who takes over from whom, and since when. */
export interface Following {
  readonly former: Former;
  readonly to: AuthorityId;
  readonly on: LocalDate;
  readonly schema: TableRegistry;
}

/** Moves the rows of a stretch of a table, each as its clashes say. Doing it again finds nothing more. */
export async function moveStretch(db: Writes, stretch: Stretch, following: Following): Promise<Moved> {
  const between = { from: following.former.id, to: following.to };
  const rules = clashes[stretch.table.name] ?? [];
  await followKeys(db, stretch, following, between);
  let joined = 0;
  for (const clash of rules) joined += await settle(db, stretch, clash, { following, between });
  if (stretch.table.name === 'customers') await moveInSearch(db, between, await idsIn(db, stretch, between.from));
  const staying = rules.filter(({ becomes }) => becomes === 'stays');
  return { moved: await moveRows(db, stretch, { ...between, on: following.on }, staying), joined };
}

/** What names rows of the table by a key that is about to change. */
async function followKeys(db: Writes, { table }: Stretch, { former }: Following, between: Between): Promise<void> {
  const suffix = `-${former.slug}`;
  if (table.name === 'teams') await renameOwnerTeams(db, between, suffix);
  if (table.name === 'services') await renameDrafts(db, between, suffix);
  if (table.name === 'exchange_peers') await joinPeerKeys(db, between);
}

/** Answers how many rows became one with the successor's. */
async function settle(
  db: Writes,
  stretch: Stretch,
  clash: Clash,
  { following: { former, to, on, schema }, between }: { readonly following: Following; readonly between: Between },
): Promise<number> {
  switch (clash.becomes) {
    case 'stays':
    case 'impossible':
      return 0;
    case 'renamed':
      await renameClashing(db, stretch, clash, { former, to, on });
      return 0;
    case 'added':
      await addNumbers(db, stretch, clash, between);
      return await removeClashing(db, stretch, clash, between);
    case 'joined': {
      if ((await countClashes(db, stretch.table, clash, between, stretch)) === 0) return 0;
      for (const reference of referencesToOwned(schema).filter((each) => each.to === stretch.table.name))
        await nameTheSuccessors(db, stretch, clash, { reference, between });
      return await removeClashing(db, stretch, clash, between);
    }
  }
}
