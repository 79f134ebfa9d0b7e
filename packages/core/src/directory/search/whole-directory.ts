import { setImmediate } from 'node:timers/promises';
import { listAuthorities, type Authority } from '../../authorities/index.js';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { Database, Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { createDirectoryIndex, removeListed, replaceListed, type DirectoryIndex } from './directory-index.js';
import type { DirectoryPerson, DirectoryRecord, DirectoryTeam } from './directory-types.js';
import { describeListed } from './describe-listed.js';
import { directoryStamp, readPeople, readTeams } from './whole-repository.js';

/** Everybody and every team of the partnership, in memory. */
export interface WholeDirectory {
  readonly people: Map<string, DirectoryPerson>;
  readonly teams: Map<string, DirectoryTeam>;
  readonly index: DirectoryIndex;
  /** Ids of people and teams whose entries name a service, by its number in the Local Government Services List. */
  readonly byLgsl: Map<number, string[]>;
  /** Ids of people, by the id of each team that they are in. */
  readonly byTeam: Map<string, string[]>;
}

interface Kept extends WholeDirectory {
  /** What each record was when it was indexed. */
  readonly indexed: Map<string, string>;
  stamp: string;
  checkedAt: Instant;
  changesExpected: boolean;
  refreshing: Promise<void> | undefined;
}

/** A change is found within this time in every process; in the one that made it at once. */
const checkEveryMs = 2000;
/** A few milliseconds of work; others get their turn in between. */
const peopleAtOnce = 250;

const kept = new WeakMap<Database, Kept>();

/** The directory as of now, give or take two seconds. */
export async function wholeDirectory(kernel: Kernel): Promise<WholeDirectory> {
  const mine = keptBy(kernel.db);
  const now = kernel.clock.now();
  if (now - mine.checkedAt >= checkEveryMs || now < mine.checkedAt) {
    mine.refreshing ??= refresh(kernel, mine).finally(() => (mine.refreshing = undefined));
    await mine.refreshing;
  }
  return mine;
}

/** Makes the next look at the directory see what has just been changed in this process. */
export function expectDirectoryChanges(db: Database): void {
  const mine = keptBy(db);
  mine.checkedAt = 0;
  mine.changesExpected = true;
}

function keptBy(db: Database): Kept {
  let mine = kept.get(db);
  if (!mine) {
    mine = {
      ...{ people: new Map(), teams: new Map(), index: createDirectoryIndex(), indexed: new Map() },
      ...{ byLgsl: new Map(), byTeam: new Map() },
      ...{ stamp: '', checkedAt: 0, changesExpected: false, refreshing: undefined },
    };
    kept.set(db, mine);
  }
  return mine;
}

async function refresh(kernel: Kernel, mine: Kept): Promise<void> {
  const startedAt = kernel.clock.now();
  mine.changesExpected = false;
  const db = kernel.db.read(everyAuthority);
  const today = localDateAt(startedAt);
  const authorities = await listAuthorities(kernel);
  const names = authorities.map(({ id, name }) => `${id} ${name}`).join();
  const stamp = [today, names, await directoryStamp(db)].join(' '); // a post may end today
  if (stamp !== mine.stamp) {
    await readWhole(db, mine, authorities, today);
    mine.stamp = stamp;
  }
  mine.checkedAt = mine.changesExpected ? 0 : startedAt;
}

/** Reads all of it in parts, and indexes again what differs. */
async function readWhole(db: Reads, mine: Kept, authorities: readonly Authority[], today: LocalDate): Promise<void> {
  const councils = new Map(authorities.map((each) => [each.id, each.name]));
  const seen = new Set<string>();
  const keep = (record: DirectoryRecord): void => {
    seen.add(record.id);
    if (record.kind === 'person') mine.people.set(record.id, record);
    else mine.teams.set(record.id, record);
    const document = describeListed(record, mine.teams, councils);
    const text = JSON.stringify(document);
    if (mine.indexed.get(record.id) === text) return;
    replaceListed(mine.index, document);
    mine.indexed.set(record.id, text);
  };
  for (const team of await readTeams(db)) keep(team);
  for (let after: string | undefined = firstId; after !== undefined;) {
    const part = await readPeople(db, after, peopleAtOnce, today);
    for (const person of part.people) keep(person);
    after = part.last;
    await setImmediate();
  }
  for (const id of mine.indexed.keys()) if (!seen.has(id)) forget(mine, id);
  sortByMatter(mine);
}

function sortByMatter({ people, teams, byLgsl, byTeam }: Kept): void {
  byLgsl.clear();
  byTeam.clear();
  for (const { id, lgsl } of [...teams.values(), ...people.values()])
    for (const number of new Set(lgsl)) listUnder(byLgsl, number, id);
  for (const person of people.values()) for (const team of person.teams) listUnder(byTeam, team.id, person.id);
}

function listUnder<K>(lists: Map<K, string[]>, key: K, id: string): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

/** Before every id; a uuid column takes no empty text. */
const firstId = '00000000-0000-0000-0000-000000000000';

function forget(mine: Kept, id: string): void {
  removeListed(mine.index, id);
  mine.indexed.delete(id);
  mine.people.delete(id);
  mine.teams.delete(id);
}
