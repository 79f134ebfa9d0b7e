import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect } from 'chai';
import { DAY_MS } from '../../kernel/clock.js';
import { newBackupKeyPair, type BackupKeyPair } from '../encryption.js';
import { recordFile } from './copy-record.js';
import { fileName } from './copy-place.js';
import { unsealed } from './segment.js';
import { copiedWorld, expectGiven, type CopiedWorld, type Moment } from './testing/copied-world.js';

describe('a continuous copy with much to copy', function () {
  this.timeout(60_000);
  let world: CopiedWorld;
  beforeEach(async () => {
    world = await copiedWorld();
  });
  afterEach(() => world.close());
  const gives = (...moments: readonly Moment[]): Promise<void> => expectGiven(world, moments);

  it('begins a generation with more unread than it keeps in memory', async () => {
    const before = await world.copied();
    world.copier.letGo();
    world.copier = world.fresh({ mostPagesLeft: 20 });
    world.clock.advance(DAY_MS);
    world.insert(100, 4000);
    const due = await world.copied();
    await gives(before, due);
    expect(await world.generations()).to.have.length(2);
    world.insert(1);
    await world.copied();
    const last = (await world.generations())[1]?.segments.at(-1);
    world.place.documents.delete(last?.name ?? '');
    world.copier.letGo();
    world.copier = world.fresh({ mostPagesLeft: 20 });
    world.insert(100, 4000);
    await gives(due, await world.copied());
    expect(await world.generations()).to.have.length(3);
  });

  it('lets a log go that has become too long because something reads, and begins once that has ended', async () => {
    world.copier = world.fresh({ letGoAtBytes: 100_000 });
    const reader = new BetterSqlite(world.file);
    reader.exec('begin');
    reader.prepare('select count(*) from things').get();
    world.insert(100, 4000);
    const fault = await world.copied().catch((error: unknown) => (error as Error).message);
    expect(fault).to.include('can’t be folded now');
    reader.close();
    world.database.pragma('wal_checkpoint(truncate)');
    expect(statSync(`${world.file}-wal`).size).to.equal(0);
    await gives(await world.copied());
  });

  it('keeps a short log for a place that is away, although its file was long once', async () => {
    world.copier = world.fresh({ letGoAtBytes: 500_000, foldAtBytes: 100_000 });
    world.insert(200, 4000);
    await world.copied();
    world.insert(200, 4000);
    await world.copied();
    world.insert(1);
    await world.copied();
    expect(statSync(`${world.file}-wal`).size).to.be.greaterThan(500_000);
    world.place.isAway = true;
    for (let round = 0; round < 3; round += 1) {
      world.insert(10);
      await world.copied().catch(() => undefined);
      world.database.pragma('wal_checkpoint(truncate)');
    }
    world.place.isAway = false;
    await gives(await world.copied());
    expect(await world.generations()).to.have.length(1);
  });

  it('ends with what was written while it ended', async () => {
    await world.copied();
    const store = world.place.store.bind(world.place);
    let left = 2;
    world.place.store = async (document) => {
      await store(document);
      if ((left -= 1) >= 0) world.insert(1);
    };
    world.insert(1);
    world.clock.advance(1000);
    await world.copier.end();
    await gives({ at: world.clock.now(), image: world.image() });
  });

  it('encrypts every uploaded file to a new key, also when it is stopped halfway or the old one comes back', async () => {
    const digests = ['a photograph', 'a letter'].map((text) => {
      const digest = createHash('sha256').update(text).digest('hex');
      const folder = path.join(world.folder, 'files', digest.slice(0, 2));
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, digest), text);
      return digest;
    });
    await world.copied();
    const other = await newBackupKeyPair();
    const store = world.place.store.bind(world.place);
    world.place.store = async (document) => {
      await store(document);
      if (document.name.startsWith('copy/files/')) world.clock.advance(4000);
    };
    const anotherProcess = async ({ publicKey }: BackupKeyPair, runs: number): Promise<void> => {
      world.copier.letGo();
      world.copier = world.fresh({ keys: async () => [publicKey] });
      for (let run = 0; run < runs; run += 1) await world.copied();
    };
    const expectAllOpen = async ({ privateKey }: BackupKeyPair): Promise<void> => {
      for (const digest of digests) {
        const stored = world.place.documents.get(fileName(digest)) ?? Buffer.alloc(0);
        expect((await unsealed(stored, [privateKey])).length).to.be.greaterThan(0);
      }
    };
    await anotherProcess(other, 1);
    await anotherProcess(world.keys, 2);
    await expectAllOpen(world.keys);
    await anotherProcess(other, 1);
    await anotherProcess(other, 2);
    await expectAllOpen(other);

    const record = recordFile(path.join(world.folder, '.copying'));
    let killedWith: Buffer | undefined;
    const beforeKill = world.place.store.bind(world.place);
    world.place.store = async (document) => {
      await beforeKill(document);
      if (!document.name.startsWith('copy/files/')) return;
      killedWith = readFileSync(record);
      throw new Error('it was killed');
    };
    world.copier.letGo();
    world.copier = world.fresh();
    expect(await world.copied().catch((error: unknown) => (error as Error).message)).to.equal('it was killed');
    world.copier.letGo();
    writeFileSync(record, killedWith ?? '');
    world.place.store = beforeKill;
    await anotherProcess(other, 3);
    await expectAllOpen(other);
  });
});
