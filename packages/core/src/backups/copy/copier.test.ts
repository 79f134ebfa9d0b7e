import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { DAY_MS, MINUTE_MS } from '../../kernel/clock.js';
import { newBackupKeyPair } from '../encryption.js';
import { listPlace, segmentName } from './copy-place.js';
import { copiedWorld, expectGiven, type CopiedWorld, type Moment } from './testing/copied-world.js';

describe('a continuous copy', function () {
  this.timeout(60_000);
  let world: CopiedWorld;
  beforeEach(async () => {
    world = await copiedWorld();
  });
  afterEach(() => world.close());

  const gives = (...moments: readonly Moment[]): Promise<void> => expectGiven(world, moments);
  const refusal = async (at: number | 'latest'): Promise<string> =>
    await world.restored(at).then(
      () => 'it was restored',
      (error: unknown) => (error as Error).message,
    );
  const iso = (at: number): string => new Date(at).toISOString();

  it('gives back each moment to the byte, the one before where nothing was written since', async () => {
    const moments: Moment[] = [];
    for (let round = 1; round < 4; round += 1) {
      world.insert(round);
      moments.push(await world.copied());
    }
    await gives(...moments);
    for (const { at, image } of moments.slice(0, -1)) await gives({ at: at + 4999, image });
    expect((await world.restored('latest')).equals(moments.at(-1)?.image ?? Buffer.alloc(0))).to.equal(true);
    expect(await world.generations()).to.have.length(1);
  });

  it('copies a transaction of thousands of pages whole or not at all', async () => {
    const before = await world.copied();
    world.insert(2500, 4000);
    const after = await world.copied();
    await gives(before, { ...before, at: after.at - 1 }, after);
    const [generation] = await world.generations();
    expect(generation?.segments.map(({ isWhole }) => isWhole)).to.deep.equal([true, false, false, true]);
  });

  it('says each minute that nothing was written, so that a quiet hour can be gone back to', async () => {
    const { image } = await world.copied();
    world.clock.advance(10 * MINUTE_MS);
    await world.copier.copy();
    await gives({ at: world.clock.now() - 1, image }, { at: world.clock.now(), image });
    expect((await world.record()).copiedUntil).to.equal(world.clock.now());
  });

  for (const mode of ['passive', 'full', 'restart', 'truncate'])
    it(`goes on in the same generation when somebody else checkpoints (${mode}), before and after it has folded the log`, async () => {
      world.copier = world.fresh({ foldAtBytes: 0 });
      const moments = [await world.copied()];
      for (let round = 0; round < 4; round += 1) {
        world.insert(30);
        world.database.pragma(`wal_checkpoint(${mode})`);
        world.insert(3);
        moments.push(await world.copied());
        world.database.pragma(`wal_checkpoint(${mode})`);
      }
      await gives(...moments);
      expect(await world.generations()).to.have.length(1);
    });

  it('goes on in the same generation after it was killed, and after it ended', async () => {
    const moments = [await world.copied()];
    world.insert(5);
    moments.push(await world.copied());
    world.insert(6);
    world.copier.letGo();
    world.copier = world.fresh();
    moments.push(await world.copied());
    world.insert(7);
    world.clock.advance(1000);
    await world.copier.end();
    expect(await world.record()).to.deep.include({ hasEnded: true, fault: null });
    world.database.pragma('wal_checkpoint(truncate)');
    world.copier = world.fresh();
    world.insert(8);
    moments.push(await world.copied());
    await gives(...moments);
    expect(await world.generations()).to.have.length(1);
  });

  it('begins anew when the log went on without it, and keeps what it has', async () => {
    world.insert(5);
    const before = await world.copied();
    world.copier.letGo();
    for (let round = 0; round < 3; round += 1) {
      world.insert(40);
      world.database.pragma('wal_checkpoint(truncate)');
    }
    world.copier = world.fresh();
    const after = await world.copied();
    await gives(before, after);
    expect(await world.generations()).to.have.length(2);
    const between = await refusal(after.at - 1);
    expect(between).to.include(`goes to ${iso(before.at)}, and again from ${iso(after.at)} on`);
  });

  it('begins anew when the place has other segments than it left there', async () => {
    await world.copied();
    world.insert(1);
    await world.copied();
    const last = (await world.generations())[0]?.segments.at(-1);
    world.place.documents.delete(last?.name ?? '');
    world.copier.letGo();
    world.copier = world.fresh();
    await gives(await world.copied());
    expect(await world.generations()).to.have.length(2);
  });

  it('waits with the log while the place is away, and catches up', async () => {
    const before = await world.copied();
    world.place.isAway = true;
    for (let round = 0; round < 3; round += 1) {
      world.insert(50);
      expect(await world.copied().catch((error: unknown) => (error as Error).message)).to.equal('The place is away.');
    }
    expect(await world.record()).to.deep.include({ fault: 'The place is away.', copiedUntil: before.at });
    world.place.isAway = false;
    const after = await world.copied();
    await gives(before, after);
    expect(await world.generations()).to.have.length(1);
    expect((await world.record()).fault).to.equal(null);
  });

  it('lets a log go that has become too long for a place that is away, and begins anew once it is back', async () => {
    world.copier = world.fresh({ letGoAtBytes: 100_000 });
    await world.copied();
    world.place.isAway = true;
    for (let round = 0; round < 4; round += 1) {
      world.insert(100);
      await world.copied().catch(() => undefined);
    }
    world.database.pragma('wal_checkpoint(truncate)');
    world.place.isAway = false;
    await gives(await world.copied());
    expect(await world.generations()).to.have.length(2);
  });

  it('begins a generation each day, without a gap, and removes those that nobody can go back to', async () => {
    const moments = [await world.copied()];
    for (let day = 0; day < 10; day += 1) {
      world.insert(3);
      world.clock.advance(DAY_MS - 5000);
      moments.push(await world.copied());
    }
    await gives(...moments.slice(3));
    const [oldest] = await world.generations();
    expect(oldest?.segments[0]?.at).to.be.within(world.clock.now() - 9 * DAY_MS, world.clock.now() - 7 * DAY_MS);
    expect(await refusal(moments[0]?.at ?? 0)).to.include('it can’t go back further');
  });

  it('begins anew when the keys change, and opens with the old key as far as that goes', async () => {
    const other = await newBackupKeyPair();
    const before = await world.copied();
    world.copier.letGo();
    world.copier = world.fresh({ keys: async () => [other.publicKey] });
    const after = await world.copied();
    await gives(before);
    expect(await refusal(after.at)).to.include('That key doesn’t open this backup');
  });

  it('refuses to copy without a key', async () => {
    world.copier = world.fresh({ keys: async () => [] });
    const failed = await world.copied().catch((error: unknown) => (error as Error).message);
    expect(failed).to.include('no key to encrypt the continuous copy to');
    expect(world.place.documents.size).to.equal(0);
  });

  it('copies uploaded files once, and removes those that are gone for longer than one can go back', async () => {
    const folder = path.join(world.folder, 'files');
    const digest = createHash('sha256').update('a photograph').digest('hex');
    mkdirSync(path.join(folder, digest.slice(0, 2)), { recursive: true });
    const file = path.join(folder, digest.slice(0, 2), digest);
    writeFileSync(file, 'a photograph');
    writeFileSync(`${file}.part`, 'half of one');
    writeFileSync(path.join(folder, digest.slice(0, 2), digest.replaceAll(/./g, 'a')), 'damaged');
    const files = async (): Promise<string[]> => [...(await listPlace(world.place)).files];
    await world.copied();
    expect(await files()).to.deep.equal([digest]);
    rmSync(file);
    world.clock.advance(MINUTE_MS);
    await world.copied();
    world.copier.letGo();
    world.copier = world.fresh();
    world.clock.advance(6 * DAY_MS);
    await world.copied();
    expect(await files()).to.deep.equal([digest]);
    world.clock.advance(DAY_MS);
    await world.copied();
    expect(await files()).to.deep.equal([]);
  });

  describe('that is not what was written', () => {
    let moments: Moment[];
    beforeEach(async () => {
      moments = [];
      for (let round = 0; round < 5; round += 1) {
        world.insert(4);
        moments.push(await world.copied());
      }
    });

    const damages: readonly [string, (name: string, next: string) => void][] = [
      [
        'a segment altered',
        (name) =>
          alter(name, (bytes) =>
            Buffer.concat([bytes.subarray(0, -9), Buffer.from([(bytes.at(-9) ?? 0) ^ 4]), bytes.subarray(-8)]),
          ),
      ],
      ['a segment cut short', (name) => alter(name, (bytes) => bytes.subarray(0, -20))],
      ['a segment empty', (name) => alter(name, (bytes) => bytes.subarray(0, 0))],
      [
        'another segment in its place',
        (name, next) => alter(name, () => world.place.documents.get(next) ?? Buffer.alloc(0)),
      ],
      ['bytes of something else', (name) => alter(name, () => randomBytes(900))],
    ];
    function alter(name: string, change: (bytes: Buffer) => Buffer): void {
      world.place.documents.set(name, change(Buffer.from(world.place.documents.get(name) ?? '')));
    }

    for (const [what, damage] of damages)
      it(`is refused with ${what}, and says which moment can be had`, async () => {
        const segments = (await world.generations())[0]?.segments ?? [];
        damage(segments[3]?.name ?? '', segments[4]?.name ?? '');
        const can = moments[2]?.at ?? 0;
        for (const { at } of moments.slice(3))
          expect(await refusal(at))
            .to.include('is not what was written')
            .and.to.include(`--at ${iso(can)}`);
        await gives(...moments.slice(0, 3));
      });

    it('is refused with a segment missing, and says which moment can be had', async () => {
      const { name = '' } = (await world.generations())[0]?.segments[3] ?? {};
      world.place.documents.delete(name);
      expect(await refusal(moments[4]?.at ?? 0)).to.include(`Run the same with --at ${iso(moments[2]?.at ?? 0)}`);
      await gives(...moments.slice(0, 3));
    });

    it('is refused with a segment under another name', async () => {
      const segment = (await world.generations())[0]?.segments[4];
      if (!segment) throw new Error('there is no segment');
      const later = segmentName({ ...segment, at: segment.at + 60_000 });
      world.place.documents.set(later, world.place.documents.get(segment.name) ?? Buffer.alloc(0));
      world.place.documents.delete(segment.name);
      expect(await refusal(segment.at + 60_000)).to.include('is not what was written');
    });

    it('is refused to whoever has no key, or asks for what nobody has', async () => {
      const at = moments[1]?.at ?? 0;
      const other = await newBackupKeyPair();
      expect(await refusal(at + DAY_MS)).to.include(`goes to ${iso(moments[4]?.at ?? 0)}`);
      expect(await refusal(at - DAY_MS)).to.include('it can’t go back further');
      world.keys = other;
      expect(await refusal(at)).to.include('That key doesn’t open');
    });
  });

  it('has nothing readable in the place', async () => {
    world.database.exec("insert into things (filling) values ('Orla Brennan')");
    await world.copied();
    for (const [name, bytes] of world.place.documents) {
      if (name === 'copy/owner') {
        expect(bytes.toString()).to.match(/^[0-9a-f]{32}\n$/);
        continue;
      }
      expect(bytes.toString('latin1', 0, 22)).to.equal('age-encryption.org/v1\n');
      expect(bytes.includes('Orla Brennan')).to.equal(false);
    }
    expect(readFileSync(world.file).length).to.be.greaterThan(0);
  });
});
