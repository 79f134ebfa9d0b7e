import { createHash } from 'node:crypto';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AdapterError, type Adapter, type AdapterErrorCode, type DocumentsInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { DAY_MS } from '../kernel/clock.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { AppError } from '../kernel/errors.js';
import { clearKept, folderAt } from './clear-kept.js';
import { countToKeep, documentsOf, listToKeep } from './documents-repository.js';
import { findMissingDocuments } from './find-missing-documents.js';
import { keepDocuments } from './keep-documents.js';
import { storedBytes, storedPiece } from './stored-bytes.js';

/** A store that a test looks into, and has fail. */
interface Shelf {
  readonly kept: Map<string, Buffer>;
  readonly adapter: ConfiguredAdapter;
  fails: AdapterErrorCode | undefined;
  asked: number;
}

function aShelf(name: string, authorityIds: readonly AuthorityId[]): Shelf {
  const kept = new Map<string, Buffer>();
  const shelf = { kept, fails: undefined as AdapterErrorCode | undefined, asked: 0 };
  const answer = (): void => {
    shelf.asked += 1;
    if (shelf.fails) throw new AdapterError(shelf.fails, 'The shelf fails, as the test wants it.');
  };
  const instance: DocumentsInstance = {
    check: async () => ({ ok: true }),
    store: async (document) => {
      answer();
      kept.set(document.name, Buffer.from(document.bytes));
    },
    read: async function* (asked) {
      answer();
      const bytes = kept.get(asked);
      if (!bytes) throw new AdapterError('not_found', 'There is none.');
      yield bytes.subarray(0, 3);
      yield bytes.subarray(3);
    },
    remove: async (asked) => void kept.delete(asked),
    list: async () => {
      answer();
      return { documents: [...kept].map(([each, { length }]) => ({ name: each, sizeBytes: length })), next: null };
    },
  };
  const part = { state: 'running', kind: 'documents', title: 'Shelf', adapter: {} as Adapter, instance } as const;
  const adapter = { name, use: './shelf.js', authorityIds, services: 'all', callsAtOnce: 1, part } as const;
  return Object.assign(shelf, { adapter });
}

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

onBothEngines('stored files in the councils’ own stores', (world) => {
  const dunmeres = aShelf('dunmereFiles', [dunmere]);
  const castlebridges = aShelf('castlebridgeFiles', [castlebridge]);
  let made = 0;

  before(() => {
    world().connect(dunmeres.adapter);
    world().connect(castlebridges.adapter);
  });
  afterEach(async () => {
    for (const shelf of [dunmeres, castlebridges]) Object.assign(shelf, { fails: undefined, asked: 0 });
    await world().kernel.db.write(everyAuthority, async (db) => {
      for (const { adapter } of [dunmeres, castlebridges])
        await db.remove('adapter_states', { instance: adapter.name });
    });
  });

  const add = async (authorityId: AuthorityId, text = `file ${(made += 1)}`) => {
    const bytes = Buffer.from(text);
    const digest = await world().kernel.files.put(bytes);
    const about = { digest, size_bytes: bytes.length, media_type: 'text/plain', stored_at: world().clock.now() };
    const id = world().newId();
    await world().kernel.db.write(everyAuthority, (db) =>
      db.insert('stored_files', { id, authority_id: authorityId, ...about }),
    );
    return { id, authorityId, digest, bytes };
  };
  const onDisk = (digest: string): string =>
    path.join(world().kernel.config.directory, 'files', digest.slice(0, 2), digest);
  const isOnDisk = (digest: string): boolean => existsSync(onDisk(digest));
  const keep = () => keepDocuments.run(world().kernel, {});
  const keptPlace = async ({ id, digest }: { id: string; digest: string }) =>
    (await documentsOf(world().kernel.db.read(everyAuthority), [digest])).find((each) => each.id === id)?.kept;
  /** As if nobody had put it for so long, and its folder's turn had come. */
  const clear = async (digest: string, days = 3): Promise<void> => {
    const { clock, kernel } = world();
    if (isOnDisk(digest)) {
      const then = (clock.now() - days * DAY_MS) / 1000;
      utimesSync(onDisk(digest), then, then);
    }
    while (folderAt(clock.now()) !== digest.slice(0, 2)) clock.advance(5 * 60_000);
    await clearKept.run(kernel, {});
  };

  it('are taken to the store of their own council, each under its digest, and stay on the disk at first', async () => {
    const ours = await add(dunmere);
    const theirs = await add(castlebridge);
    const unserved = await add(westmoor);
    await keep();
    const name = `dunmere/${ours.digest.slice(0, 2)}/${ours.digest}`;
    expect(await keptPlace(ours)).to.deep.equal({ instance: 'dunmereFiles', name });
    expect(dunmeres.kept.get(name)).to.deep.equal(ours.bytes);
    expect([...castlebridges.kept.keys()].every((each) => each.startsWith('castlebridge/'))).to.equal(true);
    expect((await keptPlace(theirs))?.instance).to.equal('castlebridgeFiles');
    expect(await keptPlace(unserved)).to.equal(null);
    expect([ours, theirs, unserved].map(({ digest }) => isOnDisk(digest))).to.deep.equal([true, true, true]);
  });

  it('wait on the disk while their store is away, hold up no other council’s, and go once it is back', async () => {
    dunmeres.fails = 'unreachable';
    const waiting = [await add(dunmere), await add(dunmere), await add(dunmere)];
    const theirs = await add(castlebridge);
    for (let round = 0; round < 8; round += 1) await keep();
    expect((await keptPlace(theirs))?.instance).to.equal('castlebridgeFiles');
    expect(dunmeres.asked, 'it rests after failures').to.be.below(8 * waiting.length);
    for (const file of waiting) {
      expect(await keptPlace(file)).to.equal(null);
      expect(await storedBytes(world().kernel, file)).to.deep.equal(file.bytes);
    }
    const db = world().kernel.db.read(everyAuthority);
    expect(await countToKeep(db, [dunmere], world().clock.now() + 1)).to.equal(waiting.length);
    dunmeres.fails = undefined;
    world().clock.advance(DAY_MS);
    await keep();
    for (const file of waiting) expect((await keptPlace(file))?.instance).to.equal('dunmereFiles');
    expect(
      await listToKeep(db, { authorities: [dunmere], after: '00000000-0000-0000-0000-000000000000', limit: 9 }),
    ).to.deep.equal([]);
  });

  it('leave the disk once read back from the store, and come back to it when somebody opens them', async () => {
    const file = await add(dunmere);
    await keep();
    await clear(file.digest);
    expect(isOnDisk(file.digest)).to.equal(false);
    dunmeres.asked = 0;
    expect(await storedBytes(world().kernel, file)).to.deep.equal(file.bytes);
    expect(await storedBytes(world().kernel, file)).to.deep.equal(file.bytes);
    expect(dunmeres.asked, 'the second time from the disk').to.equal(1);
    await clear(file.digest);
    expect(await storedPiece(world().kernel, file, { offset: 2, bytes: 3 })).to.deep.equal(file.bytes.subarray(2, 5));
  });

  it('stay on the disk when they were put lately, wait for a form, are a picture, or are not in the store as they were', async () => {
    const { kernel, clock } = world();
    const lately = await add(dunmere);
    const uploaded = await add(dunmere);
    const picture = await add(dunmere);
    const altered = await add(dunmere);
    const onlyHere = await add(westmoor);
    const { staffId } = await world().staff([]);
    await kernel.db.write(everyAuthority, async (db) => {
      const waits = { name: 'a.txt', media_type: 'text/plain', size_bytes: 6, stored_at: clock.now() };
      await db.insert('uploads', {
        ...{ id: world().newId(), authority_id: dunmere, person_id: staffId, digest: uploaded.digest, ...waits },
      });
      await db.update('stored_files', { id: onlyHere.id }, { picture_digest: picture.digest });
    });
    await keep();
    const place = await keptPlace(altered);
    dunmeres.kept.set(place?.name ?? '', Buffer.from('x'.repeat(altered.bytes.length)));
    await clear(lately.digest, 1);
    for (const { digest } of [uploaded, picture, altered, onlyHere]) await clear(digest);
    for (const { digest } of [lately, uploaded, picture, altered, onlyHere]) expect(isOnDisk(digest)).to.equal(true);
  });

  it('of two councils with the same bytes leave the disk when both stores have them, and neither is given the other’s', async () => {
    const ours = await add(dunmere, 'the same letter');
    await keep();
    const theirs = await add(castlebridge, 'the same letter');
    await clear(ours.digest);
    expect(isOnDisk(ours.digest)).to.equal(true);
    await keep();
    await clear(ours.digest);
    expect(isOnDisk(ours.digest)).to.equal(false);
    castlebridges.fails = 'unreachable';
    expect((await errorOf(storedBytes(world().kernel, theirs))).code).to.equal('file_away');
    expect(await storedBytes(world().kernel, ours)).to.deep.equal(ours.bytes);
  });

  it('are never read from a store that does not serve their council, whatever the row says', async () => {
    const file = await add(castlebridge);
    await keep();
    const place = await keptPlace(file);
    dunmeres.kept.set(place?.name ?? '', file.bytes);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('stored_files', { id: file.id }, { kept_in: 'dunmereFiles' }),
    );
    await world().kernel.files.remove(file.digest);
    dunmeres.asked = 0;
    expect((await errorOf(storedBytes(world().kernel, file))).code).to.equal('file_away');
    expect(dunmeres.asked).to.equal(0);
  });

  it('are held to their digest, on the disk and in the store; a damaged one on the disk is replaced by the kept', async () => {
    const file = await add(dunmere);
    await keep();
    writeFileSync(onDisk(file.digest), 'damaged');
    expect(await storedBytes(world().kernel, file)).to.deep.equal(file.bytes);
    expect(await world().kernel.files.get(file.digest)).to.deep.equal(file.bytes);
    await world().kernel.files.remove(file.digest);
    const place = await keptPlace(file);
    dunmeres.kept.set(place?.name ?? '', Buffer.from('x'.repeat(file.bytes.length)));
    expect((await errorOf(storedBytes(world().kernel, file))).code).to.equal('file_damaged');
    dunmeres.kept.set(place?.name ?? '', Buffer.from('x'.repeat(file.bytes.length + 1)));
    expect((await errorOf(storedBytes(world().kernel, file))).code).to.equal('file_away');
    const alone = await add(westmoor);
    writeFileSync(onDisk(alone.digest), 'damaged');
    expect((await errorOf(storedBytes(world().kernel, alone))).code).to.equal('file_damaged');
  });

  it('that are missing from a store, or cut there, are found by its list', async () => {
    const whole = await add(castlebridge);
    const [gone, cut] = [await add(castlebridge), await add(castlebridge)];
    await keep();
    const names = await Promise.all([gone, cut].map(async (file) => (await keptPlace(file))?.name ?? ''));
    castlebridges.kept.delete(names[0] ?? '');
    castlebridges.kept.set(names[1] ?? '', Buffer.from('-'));
    const found = await findMissingDocuments(world().kernel);
    expect(found.missing).to.include.members(names);
    expect(found.missing.some((name) => name.includes(whole.digest))).to.equal(false);
    expect(found.unasked).to.deep.equal([]);
    dunmeres.fails = 'sign_in_refused';
    expect((await findMissingDocuments(world().kernel)).unasked.join()).to.include('dunmereFiles could not be asked');
  });

  it('that somebody puts at the moment in which they are cleared stay, or are there anew', async () => {
    const { kernel, clock } = world();
    const file = await add(dunmere);
    const then = (clock.now() - 9 * DAY_MS) / 1000;
    utimesSync(onDisk(file.digest), then, then);
    const before = clock.now() - DAY_MS;
    await Promise.all([kernel.files.removeUntouched(file.digest, before), kernel.files.put(file.bytes)]);
    expect(await kernel.files.get(file.digest)).to.deep.equal(file.bytes);
    expect(digestOf(file.bytes)).to.equal(file.digest);
  });
});
