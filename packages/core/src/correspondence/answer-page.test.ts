import { expect } from 'chai';
import { createCustomer } from '../customers/index.js';
import { finishInteraction, getInteraction } from '../interactions/index.js';
import { systemActor } from '../kernel/actor.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';

const system = systemActor('sets up a test');
const mobile = '07700 900144';

onBothEngines('the page for sending an answer, without scripts', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let at: Surroundings;
  let customerId: string;
  before(async () => {
    at = await someSurroundings(world());
    http = await startHttp(world());
    adviser = await http.signIn(
      (await addPerson(world(), { name: 'Priya Nair', roles: [['dunmere', 'adviser']] })).personId,
    );
    const ida = { firstName: 'Ida', lastName: 'Marsh', telephones: [mobile], emails: ['ida@marsh.example'] };
    const about = { authorityId: dunmere, confirmedNew: true, preferredChannel: 'text' as const };
    customerId = (await world().run(system, createCustomer, { ...ida, ...about })).id;
  });
  after(() => http.close());

  const start = async (about: object) => {
    const answeredAs = { channel: 'telephone', authorityId: String(dunmere) };
    const { location } = await adviser.post('/desk/interactions/new', { ...answeredAs, ...about });
    const id = location.split('/')[3]?.split('?')[0] ?? '';
    return { id, path: `/desk/interactions/${id}/send-answer` };
  };
  /** A contact of the adviser’s with an enquiry that the article answers, and its page for the answer. */
  const contact = async (about: object = { customerId }) => {
    const { id, path } = await start(about);
    await adviser.post(`/desk/interactions/${id}/subject`, {
      ...{ version: '1', words: 'wheelie bin not emptied', enquiryId: '', enquiryVersion: '0' },
      choose: `article:${at.articleId}:${dunmere}`,
    });
    const shown = await adviser.get(path);
    return { id, path, shown, enquiryId: hiddenField(shown.text, 'enquiryId') };
  };
  const read = (id: string) => world().read(system, getInteraction, { id });
  const sent = async (id: string) => await world().kernel.db.read(everyAuthority).all(ofContact, { id });

  it('is one key from the answer, and begins with the way and the words that fit', async () => {
    const { id, shown } = await contact();
    const call = await adviser.get(`/desk/interactions/${id}`);
    expect(call.text).to.match(/href="\/desk\/interactions\/[^"]+\/send-answer"[^>]*data-key="T"/);
    expect(shown.status).to.equal(200);
    expect(shown.text).to.include('Text the answer to Ida Marsh');
    expect(shown.text).to.match(/value="[0-9a-f-]{36}" checked[^>]* data-channel="text"/);
    expect(shown.text, 'before the check').to.include('to the mobile number on record').and.not.include('900144');
    expect(shown.text).to.include('Dunmere District Council: Check the round first, then log it.');
    expect(shown.text).to.include('61 characters, 1 text message.');
    expect(shown.text).to.include('It is not kept as a contact point.');
  });

  it('sends and resolves in one step, and is back on the call', async () => {
    const { id, path, enquiryId, shown } = await contact();
    const to = /value="([0-9a-f-]{36})" checked/.exec(shown.text)?.[1] ?? '';
    const form = { to, language: 'en', body: 'The crew is back tomorrow.', enquiryId, does: 'resolve' };
    const once = hiddenField(shown.text, '_once');
    const first = await adviser.post(path, { ...form, _once: once });
    expect([first.status, first.location]).to.deep.equal([303, `/desk/interactions/${id}`]);
    const call = await adviser.get(first.location);
    expect(call.text).to.include('Text message to the mobile number on record: waits to be sent. Resolved now.');
    const again = await adviser.post(path, { ...form, _once: once });
    expect([again.status, again.location], 'sent twice').to.deep.equal([303, first.location]);
    expect(await sent(id)).to.deep.equal([{ channel: 'text', address: '+447700900144', body: form.body }]);
    expect((await read(id)).enquiries[0]).to.include({ outcome: 'resolved', articleId: at.articleId });
  });

  it('sends alone, and leaves the enquiry to the one key that resolves it', async () => {
    const { id, path, enquiryId } = await contact({ caller: mobile, customerId: '' });
    const form = { to: 'typed', address: 'ida@marsh.example', subject: 'Your bin', body: 'Soon.', enquiryId };
    const { location } = await adviser.post(path, { ...form, does: 'send' });
    expect((await adviser.get(location)).text).to.include('Email to ida@marsh.example: waits to be sent.');
    const version = hiddenField((await adviser.get(location)).text, 'version');
    await adviser.post(`/desk/interactions/${id}/resolve`, { version, enquiryId });
    expect((await read(id)).enquiries[0]).to.include({ outcome: 'resolved', articleId: at.articleId });
    const over = await adviser.get(`/desk/interactions/${id}/send-answer`);
    expect(over.text, 'nothing left to resolve').to.not.include('Send and resolve');
  });

  it('previews with the fields filled in, and takes the article’s words for another way', async () => {
    const { id, path, enquiryId } = await contact({ caller: '07700 900777', customerId: '' });
    const typed = {
      to: 'typed',
      address: 'ida@marsh.example',
      subject: 'For {council}',
      body: 'Hello {customer-name}',
    };
    const preview = await adviser.post(path, { ...typed, enquiryId, does: 'preview' });
    expect(preview.text).to.include('As it will arrive').and.to.include('For Dunmere District Council');
    expect(preview.text).to.include('Hello Customer').and.to.include('Hello {customer-name}');
    const words = await adviser.post(path, { ...typed, enquiryId, does: 'words' });
    expect(words.text).to.include('value="Missed bin: when to report"').and.to.include('Dear Customer,');
    expect(words.text).to.include('value="ida@marsh.example"');
    expect(await sent(id)).to.deep.equal([]);
  });

  it('says the field and the fix, and keeps what was typed', async () => {
    const { id, path, enquiryId } = await contact({ customerId: '' });
    const faulty = async (form: object) => {
      const { status, text } = await adviser.post(path, { to: 'typed', enquiryId, does: 'resolve', ...form });
      expect(status).to.equal(422);
      return text;
    };
    const nowhere = await faulty({ address: '', body: 'Kept, though nowhere to go' });
    expect(nowhere).to.include('href="#address">Enter a mobile number or an email address');
    expect(nowhere).to.include('Kept, though nowhere to go');
    const landline = await faulty({ address: '01632 960144', body: 'Kept' });
    expect(landline).to.include('takes no text messages').and.to.include('value="01632 960144"');
    const long = await faulty({ address: mobile, body: 'b'.repeat(700) });
    expect(long).to.include('href="#body">Shorten the message to 612 characters').and.to.include('b'.repeat(700));
    expect(long).to.include('700 characters, 5 text messages.');
    expect(await faulty({ address: mobile, body: '{refernce}', does: 'preview' })).to.include('There is no field');
    expect(await sent(id)).to.deep.equal([]);
    expect((await read(id)).enquiries[0]?.outcome).to.equal(null);
  });

  it('lets an adviser write where nothing answers yet', async () => {
    const { id, path } = await start({ customerId: '' });
    const shown = await adviser.get(path);
    expect(shown.text).to.not.include('Send and resolve').and.not.include('Use the answer’s words');
    const done = await adviser.post(path, { address: mobile, body: 'We open at nine.', does: 'send' });
    expect(done.status).to.equal(303);
    expect(await sent(id)).to.have.length(1);
  });

  it('keeps on the page what was typed for a contact that was finished in another window', async () => {
    const { id, path, enquiryId } = await contact();
    const { version } = await read(id);
    await world().run(system, finishInteraction, { id, expectedVersion: version, openEnquiries: 'abandon' });
    const late = { to: 'typed', address: mobile, body: 'Typed too late', enquiryId, does: 'resolve' };
    const { status, text } = await adviser.post(path, late);
    expect(status).to.equal(409);
    expect(text).to.include('This contact is finished.').and.to.include('Typed too late');
    expect(text).to.not.include('Send and resolve');
    expect((await adviser.get(path)).location).to.equal(`/desk/interactions/${id}`);
    expect(await sent(id)).to.deep.equal([]);
  });

  it('stands with the contact once it is over', async () => {
    const { id, path } = await contact();
    await adviser.post(path, { to: 'typed', address: mobile, body: 'Soon.', does: 'send' });
    const { version } = await read(id);
    await world().run(system, finishInteraction, { id, expectedVersion: version, openEnquiries: 'abandon' });
    const { text } = await adviser.get(`/desk/interactions/${id}`);
    expect(text).to.match(/href="\/desk\/messages\/[0-9a-f-]{36}">Text message</);
  });

  it('is not there for a colleague’s contact, for another council, or for whoever sends nothing', async () => {
    const { id, path } = await contact();
    const browse = async (council: string, role: 'adviser' | 'knowledge-editor') =>
      http.signIn((await addPerson(world(), { roles: [[council, role]] })).personId);
    const colleague = await browse('dunmere', 'adviser');
    expect((await colleague.get(path)).location).to.equal(`/desk/interactions/${id}`);
    const theirs = { to: 'typed', address: mobile, body: 'Not mine' };
    expect((await colleague.post(path, theirs)).status).to.equal(403);
    const abroad = await browse('castlebridge', 'adviser');
    expect((await abroad.get(path)).status).to.equal(404);
    expect((await abroad.post(path, theirs)).status).to.equal(404);
    const editor = await browse('dunmere', 'knowledge-editor');
    expect((await editor.get(path)).status).to.equal(403);
    expect(await sent(id)).to.deep.equal([]);
  });

  it('answers a second enquiry with its own words', async () => {
    const { id, path, shown } = await contact();
    await adviser.post(path, {
      to: 'typed',
      address: mobile,
      body: 'First.',
      enquiryId: hiddenField(shown.text, 'enquiryId'),
      does: 'resolve',
    });
    const { version } = await read(id);
    expect(version).to.be.greaterThan(0);
    await adviser.post(`/desk/interactions/${id}/subject`, {
      ...{ version: String(version), words: 'bin not emptied', enquiryId: '', enquiryVersion: '0' },
      choose: `service:${at.missedBinId}:${dunmere}`,
    });
    const { text } = await adviser.get(path);
    expect(text).to.include('Dunmere District Council: Tell us that a bin was not emptied.');
    expect(text).to.include('Send and resolve').and.not.include('First.');
  });
});

const ofContact = statement<{ id: string }, { channel: string; address: string; body: string }>(
  'select channel, address, body from @messages where interaction_id = :id order by queued_at',
);
