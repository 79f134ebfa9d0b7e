import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite, { type Database } from 'better-sqlite3';
import { expect } from 'chai';
import { steppingClock, type SteppingClock } from '../../../kernel/clock.js';
import { throwAwayFolder } from '../../../kernel/testing/throw-away-folder.js';
import { newBackupKeyPair, type BackupKeyPair } from '../../encryption.js';
import { Copier } from '../copier.js';
import type { CopierParts } from '../copier-parts.js';
import { readCopyRecord, type CopyRecord } from '../copy-record.js';
import { listPlace, type Generation } from '../copy-place.js';
import { fetchCopy } from '../fetch-copy.js';
import { memoryPlace, type MemoryPlace } from './memory-place.js';

const start = Date.UTC(2026, 10, 23, 9);

/** A database that is written, and a copier beside it. */
export interface CopiedWorld {
  readonly folder: string;
  readonly file: string;
  readonly database: Database;
  readonly place: MemoryPlace;
  readonly clock: SteppingClock;
  keys: BackupKeyPair;
  copier: Copier;
  /** Another process’s, as it were. */
  fresh(parts?: Partial<CopierParts>): Copier;
  insert(rows: number, bytes?: number): void;
  /** Every byte of the database now. */
  image(): Buffer;
  /** Every byte of what the copy gives for a moment; `owner`: of whose, else of whoever copied. */
  restored(at: number | 'latest', owner?: string | null): Promise<Buffer>;
  /** Copies five seconds later, and answers the moment with every byte that it should give back. */
  copied(): Promise<Moment>;
  generations(): Promise<readonly Generation[]>;
  record(): Promise<CopyRecord>;
  close(): void;
}

export interface Moment {
  readonly at: number;
  readonly image: Buffer;
}

export async function copiedWorld(parts: Partial<CopierParts> = {}): Promise<CopiedWorld> {
  const folder = throwAwayFolder('moothall-copier-');
  const file = path.join(folder, 'moothall.sqlite');
  const database = new BetterSqlite(file, { timeout: 0 });
  for (const setting of ['journal_mode = WAL', 'synchronous = OFF', 'wal_autocheckpoint = 20'])
    database.pragma(setting);
  database.exec('create table things (id integer primary key, filling blob)');
  const [place, clock, keys] = [memoryPlace(), steppingClock(start), await newBackupKeyPair()];
  const filesFolder = path.join(folder, 'files');
  mkdirSync(filesFolder);
  const about = { file, folder: path.join(folder, '.copying'), filesFolder, place, keepDays: 7, clock };
  const fresh = (more: Partial<CopierParts> = {}): Copier =>
    new Copier({ ...about, keys: async () => [world.keys.publicKey], random: randomBytes, ...parts, ...more });
  const insert = database.prepare('insert into things (filling) values (randomblob(?))');
  let restores = 0;
  const world: CopiedWorld = {
    ...{ folder, file, database, place, clock, keys, copier: fresh(), fresh },
    insert: (rows, bytes = 300) => {
      database.exec('begin');
      for (let row = 0; row < rows; row += 1) insert.run(bytes);
      database.exec('commit');
    },
    image: () => database.serialize(),
    restored: async (at, owner = 'anybody') => {
      const to = path.join(folder, `restored-${(restores += 1)}`);
      await fetchCopy(place, { at, owner }, to, [world.keys.privateKey]);
      return readFileSync(to);
    },
    copied: async () => {
      clock.advance(5000);
      await world.copier.copy();
      return { at: clock.now(), image: world.image() };
    },
    generations: async () => (await listPlace(place)).generations,
    record: () => readCopyRecord(about.folder),
    close: () => {
      world.copier.letGo();
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
  return world;
}

/** That the copy gives back each moment to the byte. */
export async function expectGiven(world: CopiedWorld, moments: readonly Moment[]): Promise<void> {
  for (const { at, image } of moments)
    expect((await world.restored(at)).equals(image), new Date(at).toISOString()).to.equal(true);
}
