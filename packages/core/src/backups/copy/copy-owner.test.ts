import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { DAY_MS } from '../../kernel/clock.js';
import { recordFile } from './copy-record.js';
import { copiedWorld, expectGiven, type CopiedWorld, type Moment } from './testing/copied-world.js';

describe('a continuous copy of an installation beside another one', function () {
  this.timeout(60_000);
  let world: CopiedWorld;
  beforeEach(async () => {
    world = await copiedWorld();
  });
  afterEach(() => world.close());
  const gives = (...moments: readonly Moment[]): Promise<void> => expectGiven(world, moments);

  const refused = 'Another installation copies to that place';
  const faultOf = async (): Promise<string> =>
    await world.copied().then(
      () => 'it was copied',
      (error: unknown) => (error as Error).message,
    );
  const anotherInstallation = (takesOver = false): void => {
    world.copier.letGo();
    world.copier = world.fresh({ folder: path.join(world.folder, '.another'), takesOver });
  };
  const theFirst = (takesOver = false): void => {
    world.copier.letGo();
    world.copier = world.fresh({ takesOver });
  };

  it('writes and removes nothing where the other one copies to, and says so', async () => {
    const { image } = await world.copied();
    const before = new Map(world.place.documents);
    anotherInstallation();
    world.insert(3);
    world.clock.advance(30 * DAY_MS);
    for (let round = 0; round < 2; round += 1) expect(await faultOf()).to.include(refused);
    expect(world.place.documents).to.deep.equal(before);
    expect((await world.restored('latest')).equals(image)).to.equal(true);
    theFirst();
    await gives(await world.copied());
  });

  it('takes the place over when it is told to; the other one then stops, and may take it back', async () => {
    await world.copied();
    anotherInstallation(true);
    world.insert(3);
    const { image } = await world.copied();
    expect((await world.restored('latest')).equals(image)).to.equal(true);
    theFirst();
    expect(await faultOf()).to.include(refused);
    const { fault, chain } = await world.record();
    expect([fault?.includes(refused), chain]).to.deep.equal([true, null]);
    anotherInstallation();
    await world.copied();
    theFirst(true);
    world.insert(1);
    const back = await world.copied();
    expect((await world.restored('latest')).equals(back.image)).to.equal(true);
    expect(await world.generations()).to.have.length(3);
  });

  it('goes back to what it copied itself, and to what the other one copied only if that is wanted', async () => {
    const first = await world.copied();
    const { owner } = await world.record();
    anotherInstallation(true);
    world.insert(3);
    const others = await world.copied();
    expect((await world.restored('latest', owner)).equals(first.image)).to.equal(true);
    theFirst(true);
    world.insert(1);
    const back = await world.copied();
    const mine = (await world.record()).owner;
    for (const whose of [mine, null]) {
      const refusal = await world.restored(others.at, whose).catch((error: unknown) => error as Error);
      expect(refusal).to.have.property('code', 'moment_of_another');
      expect((refusal as Error).message).to.include('run moothall restore with --from-another');
      expect((await world.restored('latest', whose)).equals(back.image)).to.equal(true);
    }
    expect((await world.restored(others.at)).equals(others.image)).to.equal(true);
  });

  it('is one installation’s when two claim an empty place at once', async () => {
    const store = world.place.store.bind(world.place);
    world.place.store = async (document) => {
      await store(document);
      if (document.name === 'copy/owner') world.place.documents.set('copy/owner', Buffer.from('another\n'));
    };
    expect(await faultOf()).to.include(refused);
    expect([...world.place.documents.keys()]).to.deep.equal(['copy/owner']);
  });

  it('keeps whose it is while its record can’t be read', async () => {
    await world.copied();
    world.insert(1);
    await world.copied();
    const file = recordFile(path.join(world.folder, '.copying'));
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, 20));
    theFirst();
    const before = new Map(world.place.documents);
    expect(await faultOf()).to.include(`${file} can’t be read (it is damaged)`);
    expect(readFileSync(file, 'utf8')).to.equal(text.slice(0, 20));
    expect(world.place.documents).to.deep.equal(before);
    const { chain, ...rest } = JSON.parse(text) as { chain: object };
    writeFileSync(file, JSON.stringify({ ...rest, chain: { ...chain, ofLater: 1 }, ofLater: 1 }));
    world.insert(1);
    await gives(await world.copied());
    expect(await world.generations()).to.have.length(1);
  });

  it('stops within a quarter of a minute while it runs', async () => {
    await world.copied();
    world.place.documents.set('copy/owner', Buffer.from('another\n'));
    const { size } = world.place.documents;
    world.clock.advance(10_000);
    world.insert(1);
    expect(await faultOf()).to.include(refused);
    expect(world.place.documents.size).to.equal(size);
  });
});
