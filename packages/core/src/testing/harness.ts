import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Actor, Grant } from '../kernel/actor.js';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Clock, Instant } from '../kernel/clock.js';
import { runCommand, type Command } from '../kernel/command.js';
import { checkConfig } from '../kernel/config.js';
import type { Database } from '../kernel/db/database.js';
import { migrate } from '../kernel/db/migrate.js';
import { openPostgres } from '../kernel/db/postgres.js';
import { openSqlite } from '../kernel/db/sqlite.js';
import { openFileStore } from '../kernel/files.js';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import type { TableRegistry } from '../kernel/db/tables.js';
import { openLog } from '../kernel/log.js';
import { runQuery, type Query } from '../kernel/query.js';
import { openReadAudit } from '../kernel/read-audit.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { testPostgres } from '../kernel/testing/postgres.js';
import { throwAwayFolder } from '../kernel/testing/throw-away-folder.js';
import { migrations, tables } from '../migrations/index.js';
import type { z } from 'zod';

/** The authorities that every test world has. The partnership is a row like them. */
export const partnership: AuthorityId = 1;
export const westmoor: AuthorityId = 2; // county
export const dunmere: AuthorityId = 3; // district within Westmoor
export const castlebridge: AuthorityId = 4; // unitary

/** Monday 16 November 2026, 10:00 in London. */
export const testNow: Instant = Date.UTC(2026, 10, 16, 10);

/** Where the installation of the tests is, for the links that it sends. */
export const origin = 'http://moothall.example';

export type Engine = 'sqlite' | 'postgres';
export const engines: readonly Engine[] = ['sqlite', 'postgres'];

export interface TestClock extends Clock {
  set(instant: Instant): void;
  advance(ms: number): void;
}

/** A migrated database of its own, with three authorities and no people, on one engine. */
export interface TestWorld {
  readonly kernel: Kernel;
  readonly clock: TestClock;
  /** A person (with a row of their own) who holds these permissions in these authorities. */
  readonly staff: (
    permissions: readonly string[],
    authorities?: readonly AuthorityId[],
    name?: string,
  ) => Promise<Actor & { kind: 'staff' }>;
  readonly run: <I extends z.ZodType, O>(actor: Actor, command: Command<I, O>, input: z.input<I>) => Promise<O>;
  readonly read: <I extends z.ZodType, O>(actor: Actor, query: Query<I, O>, input: z.input<I>) => Promise<O>;
  readonly newId: () => string;
  /** Connects it to another system, and every copy of it. */
  readonly connect: (adapter: ConfiguredAdapter) => void;
}

/** Declares the same tests on SQLite and on PostgreSQL. `world()` is the suite's own, fresh database. */
export function onBothEngines(title: string, body: (world: () => TestWorld) => void): void {
  for (const engine of engines) {
    describe(`${title} [${engine}]`, () => {
      let current: OpenWorld | undefined;
      before(async function () {
        this.timeout(60_000);
        current = await openWorld(engine);
        if (!current) this.skip();
      });
      after(() => current?.close());
      body(() => {
        if (!current) throw new Error('the test world is not open');
        return current.world;
      });
    });
  }
}

/** A test world, and how it ends. */
export interface OpenWorld {
  readonly world: TestWorld;
  close(): Promise<void>;
}

/** Where a test world's database and files lie. */
export interface WorldPlace {
  readonly engine: Engine;
  readonly directory: string;
  /** Of the database, on PostgreSQL. */
  readonly url?: string | undefined;
  readonly key: string;
  /** The systems that it is connected to. */
  readonly connected: ConfiguredAdapter[];
}

async function openWorld(engine: Engine): Promise<OpenWorld | undefined> {
  const place = await newPlace(engine);
  if (!place) return undefined;
  const opened = openWorldAt(place);
  return {
    world: opened.world,
    close: async () => {
      await opened.close();
      rmSync(place.directory, { recursive: true, force: true });
    },
  };
}

/** A place with a new world in it; `undefined` where there is no PostgreSQL. */
export async function newPlace(engine: Engine): Promise<WorldPlace | undefined> {
  const empty = await (emptyWorlds[engine] ??= migrateEmptyWorld(engine));
  return empty && { ...(await copyOf(empty)), key: newKey(), connected: [] };
}

/** Migrated once for each engine; every new world is a copy of it. */
const emptyWorlds: { [E in Engine]?: Promise<WorldPlace | undefined> } = {};

async function migrateEmptyWorld(engine: Engine): Promise<WorldPlace | undefined> {
  const url = engine === 'postgres' ? await (await testPostgres())?.url() : undefined;
  if (engine === 'postgres' && url === undefined) return undefined;
  const place: WorldPlace = { engine, directory: newDirectory(), url, key: newKey(), connected: [] };
  removeAtExit(place);
  const opened = openWorldAt(place);
  const { kernel, clock } = opened.world;
  await migrate(kernel.db, migrations, clock);
  await addAuthorities(kernel);
  await opened.close();
  return place;
}

/** A place with a copy of the database that lies, closed, at `original`, and of its files. */
export async function copyOf(original: WorldPlace): Promise<WorldPlace> {
  const directory = newDirectory();
  const copy = { ...original, directory, connected: [...original.connected] };
  if (existsSync(filesIn(original))) cpSync(filesIn(original), filesIn({ directory }), { recursive: true });
  if (original.url === undefined) {
    copyFileSync(sqliteFile(original), sqliteFile({ directory }));
    return copy;
  }
  const url = await (await testPostgres())?.cloneOf(original.url);
  return { ...copy, url };
}

const directoriesToRemove: string[] = [];

/** The world there lasts as long as the process. */
export function removeAtExit({ directory }: WorldPlace): void {
  const removeAll = (): void => directoriesToRemove.forEach((each) => rmSync(each, { recursive: true, force: true }));
  if (directoriesToRemove.length === 0) process.once('exit', removeAll);
  directoriesToRemove.push(directory);
}

const newDirectory = (): string => throwAwayFolder('moothall-test-');
const newKey = (): string => randomBytes(32).toString('base64');

/** The world that an earlier one left there. Closing it leaves its files. Other declarations than the product's are for tests of the locks. */
export function openWorldAt(place: WorldPlace, declared: TableRegistry = tables): OpenWorld {
  const { url } = place;
  const db =
    url === undefined
      ? openSqlite({ file: sqliteFile(place) }, declared)
      : openPostgres({ url, connections: 4 }, declared);
  const clock = testClock();
  const kernel = testKernel(db, clock, place);
  const close = async (): Promise<void> => {
    await kernel.readAudit.close();
    await db.close();
  };
  return { world: worldOf(kernel, clock, place.connected), close };
}

/** The database's file, on SQLite. */
export const sqliteFile = ({ directory }: Pick<WorldPlace, 'directory'>): string => path.join(directory, 'test.sqlite');

const filesIn = ({ directory }: Pick<WorldPlace, 'directory'>): string => path.join(directory, 'files');

function testClock(): TestClock {
  let now = testNow;
  return { now: () => now, set: (instant) => (now = instant), advance: (ms) => (now += ms) };
}

function testKernel(db: Database, clock: Clock, { directory, key, connected }: WorldPlace): Kernel {
  const config = checkConfig(directory, { origin, log: { level: 'silent' } }, { key });
  const log = openLog('silent');
  const random = (size: number): Buffer => randomBytes(size);
  const readAudit = openReadAudit(db, clock, random, (error) => {
    throw error;
  });
  const files = openFileStore(filesIn({ directory }), random, clock);
  const adapters = { list: connected, close: async () => undefined };
  return { config, db, clock, random, log, readAudit, files, adapters };
}

async function addAuthorities(kernel: Kernel): Promise<void> {
  const row = (id: number, slug: string, name: string, tier: string, prefix: string, parent: number | null) => ({
    id,
    slug,
    name,
    short_name: name.split(' ')[0] ?? name,
    kind: id === partnership ? 'partnership' : 'authority',
    tier,
    nation: 'england',
    gss_code: null,
    reference_prefix: prefix,
    brand_colour: '#00594f',
    parent_id: parent,
    languages: '["en"]',
    settings: '{}',
    created_at: testNow,
  });
  await kernel.db.write(everyAuthority, (db) =>
    db.insert('authorities', [
      row(partnership, 'partnership', 'Westmoor Partnership', 'partnership', 'PA', null),
      row(westmoor, 'westmoor', 'Westmoor County Council', 'county', 'WM', null),
      row(dunmere, 'dunmere', 'Dunmere District Council', 'district', 'DU', westmoor),
      row(castlebridge, 'castlebridge', 'City of Castlebridge Council', 'unitary', 'CB', null),
    ]),
  );
}

function worldOf(kernel: Kernel, clock: TestClock, connected: ConfiguredAdapter[]): TestWorld {
  const makeId = (): string => newId(kernel.clock, kernel.random);
  return {
    kernel,
    clock,
    newId: makeId,
    connect: (adapter) => void connected.push(adapter),
    run: (actor, command, input) => runCommand(kernel, actor, command, input),
    read: (actor, query, input) => runQuery(kernel, actor, query, input),
    staff: async (permissions, authorities = [dunmere], name = 'Test Adviser') => {
      const staffId = makeId();
      await kernel.db.write(everyAuthority, (db) =>
        db.insert('people', {
          id: staffId,
          display_name: name,
          sort_name: name.toLowerCase(),
          preferences: '{}',
          created_at: testNow,
        }),
      );
      const grants: Grant[] = authorities.map((authorityId) => ({ authorityId }));
      return {
        kind: 'staff',
        staffId,
        name,
        via: 'session',
        grants: new Map(permissions.map((permission) => [permission, grants])),
      };
    },
  };
}
