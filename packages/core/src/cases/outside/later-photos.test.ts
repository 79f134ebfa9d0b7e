import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { eventsOf } from '../../testing/expectations.js';
import { aWorksFarEnd } from '../../testing/far-end.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { png } from '../../testing/one-pixel.js';
import { addFile } from '../commands/add-file.js';
import { keepPicture } from '../commands/keep-picture.js';
import { removeFile } from '../commands/remove-file.js';
import { restrictCase } from '../commands/restrict-case.js';
import { listWaitingPhotos } from '../files/pictures-repository.js';
import { listCaseFiles } from '../files/file-query.js';
import { storeUpload } from '../files/uploads.js';
import { dunmere } from '../testing/case-world.js';
import { outsideCases } from '../testing/outside-cases.js';
import { sendOutside } from './send-outside.js';

onBothEngines('photos that are added to a case later', (world) => {
  const { connected, here, outsideOf, sent } = outsideCases(world);
  const add = async (caseId: string, name: string): Promise<string> => {
    const bytes = Buffer.concat([png, Buffer.from(name)]);
    const file = await storeUpload(world().kernel, { field: 'file', name, bytes });
    return (await world().run(here().officer, addFile, { caseId, file })).id;
  };
  /** Has the pictures of all photos so far made. */
  const made = async (): Promise<void> => {
    const picture = { digest: await world().kernel.files.put(Buffer.from('small')), width: 4, height: 3 };
    for (const { id: storedFileId } of await listWaitingPhotos(world().kernel.db.read(everyAuthority), 50))
      await world().run(systemActor('a photo is shown on pages'), keepPicture, { storedFileId, picture });
  };

  it('go to the system that has it as soon as their pictures are made, once, and none that went with it again', async () => {
    const farEnd = aWorksFarEnd();
    const { id } = await here().log();
    await add(id, 'with-it.png');
    await made();
    const { go } = connected(farEnd.adapter);
    await go();
    await add(id, 'later.png');
    await go();
    expect(farEnd.added).to.deep.equal([]);
    await made();
    world().clock.advance(10 * SECOND_MS);
    await go();
    await go();
    expect(farEnd.cases.map(({ files }) => files.map(({ name }) => name))).to.deep.equal([['with-it.png']]);
    expect(farEnd.added.map(({ text }) => text)).to.deep.equal(['Photo added: later.png']);
    const [photo] = farEnd.added;
    expect(photo?.theirReference).to.equal((await outsideOf(id))?.theirReference);
    // The picture that was made of it, with nothing of the camera.
    expect(Buffer.from((await photo?.file.read()) ?? []).toString()).to.equal('small');
    expect(photo?.file.mediaType).to.equal('image/jpeg');
  });

  it('while it is on its way follow it, and go with no second attempt', async () => {
    const farEnd = aWorksFarEnd();
    const { go, id } = await sent(
      (farEnd.fail(new AdapterError('unreachable', 'Nothing answers'), 'keeps-it'), farEnd),
    );
    await add(id, 'meanwhile.png');
    await made();
    await go();
    expect([farEnd.cases.length, farEnd.added.length]).to.deep.equal([1, 0]);
    farEnd.fail();
    world().clock.advance(HOUR_MS);
    await go();
    expect(farEnd.cases[0]?.files).to.deep.equal([]);
    expect(farEnd.added.map(({ file }) => file.name)).to.deep.equal(['meanwhile.png']);
  });

  it('stay where the case is restricted since, or they were taken off', async () => {
    const { farEnd, go, id } = await sent();
    const kept = await sent();
    for (const one of [farEnd, kept.farEnd]) one.fail(new AdapterError('unreachable', 'Nothing answers'));
    const fileId = await add(id, 'wrong-house.png');
    await add(kept.id, 'restricted.png');
    await made();
    await go();
    await kept.go();
    await world().run(here().officer, removeFile, { caseId: id, fileId });
    const leader = await world().staff(['cases.restrict', 'cases.read', 'cases.work'], [dunmere]);
    await world().run(leader, restrictCase, { caseId: kept.id, expectedVersion: 1, reason: 'safeguarding' });
    for (const one of [farEnd, kept.farEnd]) one.fail();
    world().clock.advance(HOUR_MS);
    await go();
    await kept.go();
    expect([farEnd.added, kept.farEnd.added]).to.deep.equal([[], []]);
    const [word] = (await outsideOf(id))?.words ?? [];
    expect(word).to.include({ kind: 'photo', state: 'settled', fault: 'The photo was taken off the case' });
  });

  it('by the other system, with what it says, are on the case once; those that can’t be had are named', async () => {
    const { farEnd, hear, id, theirs } = await sent();
    const file = (name: string, read: () => Promise<Uint8Array>) => ({
      place: `https://photos.example/${name}`,
      name,
      read,
    });
    const lost = new AdapterError('refused', 'Its configuration does not allow the host');
    const files = [
      file('done.png', async () => Buffer.concat([png, Buffer.from('done')])),
      file('lost.png', () => Promise.reject(lost)),
      file('page.png', async () => Buffer.from('<!doctype html><script>alert(1)</script>')),
    ];
    const comment = { text: 'Done', for: 'staff' } as const;
    farEnd.say({ id: 'p', theirReference: theirs, comment, files, at: testNow });
    await hear();
    await made();
    await hear();
    const kept = await world().read(here().officer, listCaseFiles, { caseId: id });
    expect(kept.map(({ name, addedByName }) => [name, addedByName])).to.deep.equal([['done.png', 'Far end (works)']]);
    const [word] = (await outsideOf(id))?.words ?? [];
    expect(word?.body).to.equal(
      'Done\n\nPhoto: https://photos.example/lost.png\n\nPhoto: https://photos.example/page.png',
    );
    expect(farEnd.added).to.deep.equal([]); // none goes back
  });

  const theirPhoto = (name: string, read: () => Promise<Uint8Array>) => ({
    place: `https://photos.example/${name}`,
    name,
    read,
  });
  const photoOf = (name: string): Buffer => Buffer.concat([png, Buffer.from(name)]);
  const namesOn = async (caseId: string): Promise<string[]> =>
    (await world().read(here().officer, listCaseFiles, { caseId })).map(({ name }) => name);
  const saidOf = async (id: string) =>
    (await outsideOf(id))?.words.filter(({ direction }) => direction === 'in').map(({ body }) => body);

  it('hold no news up where nothing answers for them: no other is asked for in that round', async () => {
    const { farEnd, hear, id, theirs } = await sent();
    let asked = 0;
    const hangs = (): Promise<Uint8Array> => {
      asked += 1;
      return Promise.reject(new AdapterError('timed_out', 'No answer'));
    };
    for (const at of [1, 2, 3]) {
      const files = [theirPhoto(`${at}a.png`, hangs), theirPhoto(`${at}b.png`, hangs)];
      farEnd.say({ id: `h${at}`, theirReference: theirs, files, at: testNow + at });
    }
    await hear();
    expect(asked).to.equal(1);
    const named = (at: number): string =>
      `Photo: https://photos.example/${at}a.png\n\nPhoto: https://photos.example/${at}b.png`;
    expect(await saidOf(id)).to.have.members([named(1), named(2), named(3)]);
    farEnd.say({ id: 'h4', theirReference: theirs, files: [theirPhoto('4.png', async () => photoOf('4'))] });
    await hear();
    expect(await namesOn(id)).to.deep.equal(['4.png']);
  });

  it('never go back, not even with a case that was refused and is sent again', async () => {
    const { farEnd, go, hear, id, kernel, theirs } = await sent();
    const files = [theirPhoto('theirs.png', async () => photoOf('theirs'))];
    farEnd.say({ id: 'r1', theirReference: theirs, files, at: testNow + 1 });
    farEnd.say({
      id: 'r2',
      theirReference: theirs,
      at: testNow + 2,
      refuses: { id: farEnd.cases[0]?.id ?? '', reason: 'No' },
    });
    await hear();
    await made();
    await add(id, 'ours.png');
    await made();
    await runCommand(kernel, here().officer, sendOutside, { caseId: id });
    await go();
    expect((await outsideOf(id))?.state).to.equal('sent');
    expect(await namesOn(id)).to.have.members(['theirs.png', 'ours.png']);
    expect(farEnd.added.map(({ file }) => file.name)).to.deep.equal(['ours.png']);
  });

  it('that come slowly come in several rounds: what needs none goes ahead, and what is said of a case is kept in order', async () => {
    const farEnd = aWorksFarEnd();
    const [slowly, other] = [await sent(farEnd), await sent(farEnd)];
    const slow = (name: string) =>
      theirPhoto(name, async () => {
        world().clock.advance(6 * SECOND_MS);
        return photoOf(name);
      });
    const says = (id: string, theirReference: string, ...files: ReturnType<typeof slow>[]): void =>
      farEnd.say({ id, theirReference, comment: { text: id, for: 'staff' }, files, at: testNow + Number(id) });
    // The far end tells two at a time.
    says('1', slowly.theirs, slow('1.png'), slow('2.png'), slow('3.png'));
    says('2', other.theirs);
    says('3', other.theirs, slow('4.png'));
    says('4', slowly.theirs);
    says('5', other.theirs);
    await other.hear();
    expect(await namesOn(slowly.id)).to.have.members(['1.png', '2.png']);
    expect(await saidOf(slowly.id)).to.have.members(['1\n\nPhoto: https://photos.example/3.png', '4']);
    expect(await saidOf(other.id)).to.deep.equal(['2']);
    await other.hear();
    expect(await namesOn(other.id)).to.deep.equal(['4.png']);
    expect(await saidOf(other.id)).to.have.members(['2', '3', '5']);
  });

  it('with a name or an address that looks like a card number go and come all the same, without it in any words', async () => {
    const { farEnd, go, hear, id, theirs } = await sent();
    await add(id, 'received_4111111111111111.jpeg');
    await made();
    await go();
    expect(farEnd.added.map(({ text }) => text)).to.deep.equal([
      'Photo added: its name holds what looks like a card number',
    ]);
    const lost = theirPhoto('4111111111111111.png', async () => Buffer.from(''));
    const comment = { text: 'Done', for: 'staff' } as const;
    farEnd.say({ id: 'card', theirReference: theirs, comment, files: [lost] });
    await hear();
    const [words = ''] = (await saidOf(id)) ?? [];
    expect(words)
      .to.match(/^Done\n\nPhoto: Its address holds/)
      .and.to.not.include('4111');
  });

  it('are for staff to pass on where the system takes none, and they are told', async () => {
    const { go, id } = await sent(aWorksFarEnd({}, { without: ['addFile'] }));
    await add(id, 'later.png');
    await made();
    await go();
    expect((await outsideOf(id))?.words[0]).to.include({ kind: 'photo', state: 'not-taken' });
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.include('outside.stuck');
  });
});
