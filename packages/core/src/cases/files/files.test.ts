import { expect } from 'chai';
import type { StaffActor } from '../../kernel/actor.js';
import { everyAuthority } from '../../kernel/scope.js';
import { statement } from '../../kernel/db/statement.js';
import { publishService } from '../../services/index.js';
import { dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { png } from '../../testing/one-pixel.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { addFile } from '../commands/add-file.js';
import { logCase } from '../commands/log-case.js';
import { keepPicture } from '../commands/keep-picture.js';
import { removeFile } from '../commands/remove-file.js';
import { getCaseFile, listCaseFiles } from './file-query.js';
import { makePictures } from './make-pictures.js';
import { listWaitingPhotos } from './pictures-repository.js';
import { aMissedBin, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { fileName, mediaTypeOf, storeUpload } from './uploads.js';

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const html = Buffer.from('<!doctype html><script>alert(1)</script>');
const program = Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff', 'latin1');

describe('the kind of an uploaded file', () => {
  const kind = (name: string, bytes: Buffer) => mediaTypeOf({ name, bytes });

  it('is what its bytes say, whatever its name', async () => {
    expect(await kind('photo.png', png)).to.equal('image/png');
    expect(await kind('photo.jpg', png)).to.equal('image/png');
    expect(await kind('letter.pdf', pdf)).to.equal('application/pdf');
  });

  it('is refused for what can run where it is shown', async () => {
    for (const name of ['logo.svg', 'logo.png', 'notes.txt', 'data.csv', 'mail.eml'])
      expect(await kind(name, svg), name).to.equal(undefined);
    for (const name of ['page.html', 'page.txt', 'page.png', 'page'])
      expect(await kind(name, html), name).to.equal(undefined);
    expect(await kind('setup.txt', program)).to.equal(undefined);
    expect(await kind('note.txt', Buffer.from('\uFEFF  <SVG onload=alert(1)>'))).to.equal(undefined);
    expect(await kind('note.txt', Buffer.from('Hello\n<script>alert(1)</script>'))).to.equal(undefined);
  });

  it('is text for text, by its extension', async () => {
    expect(await kind('notes.txt', Buffer.from('Rang the crew: 3 < 4 bins.'))).to.equal('text/plain');
    expect(await kind('round.csv', Buffer.from('round,day\n7,tuesday\n'))).to.equal('text/csv');
    expect(await kind('mail.eml', Buffer.from('From: a@dunmere.example\nSubject: Bin\n\nHello'))).to.equal(
      'message/rfc822',
    );
    expect(await kind('notes.txt', Buffer.from([0xff, 0xfe, 0x00]))).to.equal(undefined);
    expect(await kind('notes.sh', Buffer.from('rm -rf'))).to.equal(undefined);
  });

  it('is an Outlook message only with that message’s inside', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024)]);
    const message = Buffer.concat([compound, Buffer.from('__nameid_version1.0', 'utf16le')]);
    expect(await kind('mail.msg', message)).to.equal('application/vnd.ms-outlook');
    expect(await kind('mail.msg', compound)).to.equal(undefined);
    expect(await kind('mail.doc', message)).to.equal(undefined);
  });
});

describe('the name of an uploaded file', () => {
  it('loses folders, unseen characters and what turns the direction of writing', () => {
    expect(fileName('../../etc/passwd.png', 'image/png')).to.equal('passwd.png');
    expect(fileName('C:\\Users\\joan\\Bin photo.PNG', 'image/png')).to.equal('Bin photo.png');
    expect(fileName('photo\u202Egnp.exe', 'image/png')).to.equal('photognp.exe.png');
    expect(fileName('a\u0000b\r\nc.png', 'image/png')).to.equal('abc.png');
    expect(fileName('...', 'image/png')).to.equal('file.png');
  });

  it('ends as its bytes deserve, and keeps other scripts', () => {
    expect(fileName('photo.jpg', 'image/png')).to.equal('photo.jpg.png');
    expect(fileName('photo.jpeg', 'image/jpeg')).to.equal('photo.jpeg');
    expect(fileName('Tŷ a gardd.pdf', 'application/pdf')).to.equal('Tŷ a gardd.pdf');
    expect([...fileName(`${'x'.repeat(400)}.pdf`, 'application/pdf')].length).to.equal(124);
  });
});

onBothEngines('files of a case', (world) => {
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
  });
  const add = async (caseId: string, name = 'photo.png', bytes = png, actor: StaffActor = at.officer) => {
    const file = await storeUpload(world().kernel, { field: 'file', name, bytes });
    return await world().run(actor, addFile, { caseId, file });
  };

  it('are kept once for the same bytes, listed, and read back', async () => {
    const { id: caseId } = await at.log();
    const first = await add(caseId);
    await add(caseId, 'again.png');
    const files = await world().read(at.officer, listCaseFiles, { caseId });
    expect(files.map(({ name, mediaType }) => [name, mediaType])).to.deep.equal([
      ['photo.png', 'image/png'],
      ['again.png', 'image/png'],
    ]);
    const { digest } = await world().read(at.officer, getCaseFile, { caseId, fileId: first.id });
    expect(await world().kernel.files.get(digest)).to.deep.equal(png);
    const stored = statement<{ digest: string }, { count: number }>(
      'select count(*) as count from @stored_files where digest = :digest',
    );
    const rows = await world().kernel.db.read(everyAuthority).first(stored, { digest });
    expect(Number(rows?.count)).to.equal(1);
  });

  it('are refused when empty, too large or of a kind that isn’t accepted, naming the field', async () => {
    const refused = async (name: string, bytes: Buffer) =>
      (await errorOf(storeUpload(world().kernel, { field: 'file', name, bytes }))).faults[0];
    expect((await refused('empty.png', Buffer.alloc(0)))?.field).to.equal('file');
    expect((await refused('large.png', Buffer.alloc(11_000_000)))?.message).to.include('at most 10 MB');
    expect((await refused('logo.png', svg))?.message).to.include('Choose a file of another kind');
  });

  it('are gone from the case once removed, and can’t be removed twice', async () => {
    const { id: caseId } = await at.log();
    const { id: fileId } = await add(caseId);
    await world().run(at.officer, removeFile, { caseId, fileId });
    expect(await world().read(at.officer, listCaseFiles, { caseId })).to.deep.equal([]);
    expect((await errorOf(world().read(at.officer, getCaseFile, { caseId, fileId }))).code).to.equal('not_found');
    const again = world().run(at.officer, removeFile, { caseId, fileId });
    expect((await errorOf(again)).code).to.equal('file_already_removed');
  });

  it('are found under their own case and authority only', async () => {
    const [one, other] = [await at.log(), await at.log()];
    const { id: fileId } = await add(one.id);
    const elsewhere = world().read(at.officer, getCaseFile, { caseId: other.id, fileId });
    expect((await errorOf(elsewhere)).code).to.equal('not_found');
    const stranger = await world().staff(caseWork, [westmoor]);
    expect((await errorOf(add(one.id, 'photo.png', png, stranger))).code).to.equal('not_found');
    const read = world().read(stranger, getCaseFile, { caseId: one.id, fileId });
    expect((await errorOf(read)).code).to.equal('not_found');
  });

  it('take the permission to work on cases', async () => {
    const { id } = await at.log();
    const reader = await world().staff(['cases.read', 'cases.note'], [dunmere]);
    expect((await errorOf(add(id, 'photo.png', png, reader))).code).to.equal('not_allowed');
  });

  it('are the answers to the form’s file questions', async () => {
    const photo = { key: 'photo', label: 'A photo', called: 'a photo', type: 'file', required: true, personal: 'none' };
    const definition = missedBin({ key: 'photo-bin', form: { questions: [photo] }, summaryTemplate: 'Bin' });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const file = await storeUpload(world().kernel, { field: 'answers.photo', name: 'photo.png', bytes: png });
    const { location } = aMissedBin(serviceId);
    const input = { serviceId, location, answers: {}, files: [{ ...file, question: 'photo' }] };
    const { id } = await world().run(at.officer, logCase, input);
    expect((await world().read(at.officer, listCaseFiles, { caseId: id })).map(({ name }) => name)).to.deep.equal([
      'photo.png',
    ]);
    const without = world().run(at.officer, logCase, { ...input, files: [] });
    expect((await errorOf(without)).faults[0]?.field).to.equal('answers.photo');
  });
});

onBothEngines('pictures of photos on a case', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let officer: Browser;
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'officer']] });
    officer = await http.signIn(personId);
  });
  after(() => http.close());

  const photo = (words: string) => Buffer.concat([png, Buffer.from(words)]);
  const added = async (name: string, bytes: Buffer) => {
    const { id: caseId, reference } = await at.log();
    const file = await storeUpload(world().kernel, { field: 'file', name, bytes });
    const { id } = await world().run(at.officer, addFile, { caseId, file });
    return { caseId, href: `/desk/cases/${reference}`, picture: `/desk/cases/${reference}/files/${id}/picture`, id };
  };
  const pictures = async () => {
    for (let round = 0; round < 5; round += 1) await makePictures.run(world().kernel, {});
  };
  const pictureOf = async (caseId: string) =>
    (await world().read(at.officer, listCaseFiles, { caseId })).map(({ picture }) => picture);

  it('are made after the photo was added, and shown on the case', async () => {
    const { caseId, href, picture } = await added('bin.png', photo('made'));
    expect(await pictureOf(caseId)).to.deep.equal(['waiting']);
    expect((await officer.get(href)).text)
      .to.include('its picture is being made')
      .and.not.include('<img class="photo"');
    expect((await officer.get(picture)).status).to.equal(404);
    await pictures();
    expect((await officer.get(href)).text).to.include(`<img class="photo" src="${picture}" width="1" height="1"`);
    const { status, headers } = await officer.get(picture);
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'image/jpeg']);
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(headers.get('content-disposition')).to.include('attachment');
  });

  it('are none for a photo that is broken or no photo, whose name leads to the file', async () => {
    const broken = await added('broken.png', png.subarray(0, 30));
    const letter = await added('letter.pdf', pdf);
    await pictures();
    for (const { caseId, href, picture, id } of [broken, letter]) {
      expect(await pictureOf(caseId)).to.deep.equal([null]);
      expect((await officer.get(href)).text)
        .to.include(`${href}/files/${id}"`)
        .and.not.include('<img class="photo"');
      expect((await officer.get(picture)).status).to.equal(404);
    }
  });

  it('do not wait for a photo whose bytes are lost', async () => {
    const { id: caseId } = await at.log();
    const lost = { digest: 'd'.repeat(64), name: 'lost.png', mediaType: 'image/png', sizeBytes: 9 };
    await world().run(at.officer, addFile, { caseId, file: lost });
    const { caseId: other } = await added('after.png', photo('after the lost one'));
    await pictures();
    expect(await pictureOf(caseId)).to.deep.equal([null]);
    expect((await pictureOf(other))[0]).to.include({ width: 1, height: 1 });
  });

  it('are gone with the file, and shown to nobody who may not see the case', async () => {
    const { caseId, picture, id } = await added('gone.png', photo('gone'));
    await pictures();
    const { personId } = await addPerson(world(), { roles: [['westmoor', 'officer']] });
    expect((await (await http.signIn(personId)).get(picture)).status).to.equal(404);
    expect((await http.browser().get(picture)).status).to.equal(303);
    await world().run(at.officer, removeFile, { caseId, fileId: id });
    expect((await officer.get(picture)).status).to.equal(404);
  });

  it('are kept once, with a line in the audit trail', async () => {
    await added('kept.png', photo('kept'));
    const [waiting] = await listWaitingPhotos(world().kernel.db.read(everyAuthority), 1);
    const storedFileId = waiting?.id ?? '';
    const picture = { digest: await world().kernel.files.put(Buffer.from('small')), width: 4, height: 3 };
    await world().run(at.officer, keepPicture, { storedFileId, picture });
    expect((await auditOf(world(), storedFileId)).map(({ action }) => action)).to.deep.equal(['cases.keep-picture']);
    const twice = world().run(at.officer, keepPicture, { storedFileId, picture: null });
    expect((await errorOf(twice)).code).to.equal('not_found');
    const reader = await world().staff(['cases.read'], [dunmere]);
    const refused = world().run(reader, keepPicture, { storedFileId, picture: null });
    expect((await errorOf(refused)).code).to.equal('not_allowed');
  });
});
