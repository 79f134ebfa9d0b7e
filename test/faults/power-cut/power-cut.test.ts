import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect } from 'chai';
import { diskShim, shimEnvironment } from '../disk-shim.js';
import { makeInstance } from '../instance.js';
import { rounds, timeFor } from '../rounds.js';
import { imagesAfter, seededChance, type DiskImage } from './disk-images.js';
import { readRecording, type DiskStep } from './recording.js';

const cuts = rounds({ sampled: 8, whole: 400 });
const writes = rounds({ sampled: 150, whole: 1200 });
const seed = 20_261_116;
const writer = path.join(import.meta.dirname, 'recorded-writer.js');

interface Found {
  lost: number;
  half: number;
  corrupt: number;
  acknowledged: number;
}

/*
 * What this proves: every write that the product acknowledges was handed to the disk with a flush before, and in an
 * order in which the database can be opened whatever the disk kept of the rest. What it can't prove is that a given
 * disk obeys a flush. Entries of the folder itself are taken as kept.
 */
describe(`a power cut at ${cuts} moments`, function () {
  this.timeout(timeFor(cuts, 400));
  let shim: string;
  before(function () {
    const built = diskShim();
    if (built === undefined) this.skip();
    shim = built;
  });

  it('loses nothing that was acknowledged, halves nothing and corrupts nothing', async () => {
    const instance = await makeInstance();
    const { directory, personId, authorityId, config } = instance;
    try {
      const words = ['product', directory, personId, String(authorityId), String(writes)];
      const { before, steps } = record(shim, config.data, words);
      expect(steps.filter(({ kind }) => kind === 'flush').length).to.be.greaterThan(writes / 4);
      const found = inspect(imagesAfter(before, steps, momentsOf(steps), seededChance(seed)), {
        file: 'moothall.sqlite',
        ids: 'select id from interactions',
        halves: `select count(*) from interactions i
          where not exists (select 1 from audit_entries where subject_id = i.id)
          or not exists (select 1 from outbox_events where subject_id = i.id)`,
      });
      expect(found).to.deep.include({ lost: 0, half: 0, corrupt: 0 });
      expect(found.acknowledged).to.be.greaterThan(writes);
    } finally {
      instance.remove();
    }
  });

  it('would show that a database loses writes when it is told not to wait for the disk', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-careless-'));
    try {
      const database = new BetterSqlite(path.join(folder, 'things.sqlite'));
      database.exec('create table things (id text primary key, filling text)');
      database.close();
      const { before, steps } = record(shim, folder, ['careless', path.join(folder, 'things.sqlite'), '100']);
      const found = inspect(imagesAfter(before, steps, momentsOf(steps), seededChance(seed)), {
        file: 'things.sqlite',
        ids: 'select id from things',
        halves: 'select 0',
      });
      expect(found.lost).to.be.greaterThan(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Runs the writer with a recording disk. */
function record(shim: string, folder: string, words: string[]): { before: Map<string, Buffer>; steps: DiskStep[] } {
  const databases = readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
  const before = new Map(databases.map((name) => [name, readFileSync(path.join(folder, name))]));
  const log = path.join(mkdtempSync(path.join(os.tmpdir(), 'moothall-recording-')), 'log');
  const { status, stderr } = spawnSync(process.execPath, [writer, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...shimEnvironment(shim, { folder, log }) },
  });
  if (status !== 0) throw new Error(`the writer ended with ${status}:\n${stderr}`);
  const steps = readRecording(log);
  rmSync(path.dirname(log), { recursive: true });
  return { before, steps };
}

/** Moments spread evenly, each moved a little by chance. */
function momentsOf(steps: readonly DiskStep[]): number[] {
  const chance = seededChance(seed + 1);
  return Array.from({ length: cuts }, (_, index) => Math.ceil(((index + chance()) / cuts) * steps.length));
}

function inspect(images: Iterable<DiskImage>, about: { file: string; ids: string; halves: string }): Found {
  const found: Found = { lost: 0, half: 0, corrupt: 0, acknowledged: 0 };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-image-'));
  try {
    for (const { files, acknowledged } of images) {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes);
      found.acknowledged += acknowledged.length;
      addFindings(found, new BetterSqlite(path.join(folder, about.file)), acknowledged, about);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found;
}

function addFindings(
  found: Found,
  database: BetterSqlite.Database,
  acknowledged: readonly string[],
  about: { ids: string; halves: string },
): void {
  try {
    if (database.pragma('integrity_check', { simple: true }) !== 'ok') found.corrupt += 1;
    const kept = new Set(database.prepare(about.ids).pluck().all());
    found.lost += acknowledged.filter((id) => !kept.has(id)).length;
    found.half += database.prepare(about.halves).pluck().get() as number;
  } catch {
    found.corrupt += 1;
  } finally {
    database.close();
  }
}
