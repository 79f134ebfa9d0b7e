import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
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

  it('are for staff to pass on where the system takes none, and they are told', async () => {
    const { go, id } = await sent(aWorksFarEnd({}, { without: ['addFile'] }));
    await add(id, 'later.png');
    await made();
    await go();
    expect((await outsideOf(id))?.words[0]).to.include({ kind: 'photo', state: 'not-taken' });
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.include('outside.stuck');
  });
});
