import { expect } from 'chai';
import { restrictCustomer } from '../customers/index.js';
import { addTeamMember } from '../directory/index.js';
import { everyAuthority } from '../kernel/scope.js';
import { setup } from '../testing/case-world.js';
import { dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { recordOutcome } from './commands/record-outcome.js';
import { messageWorld, type MessageWorld } from './testing/message-world.js';

onBothEngines('messages at the desk', (world) => {
  let at: MessageWorld;
  let http: TestHttp;
  let officer: Browser;
  let helen: Browser;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
    http = await startHttp(world());
    const someone = async (role: 'officer' | 'administrator') =>
      (await addPerson(world(), { roles: [['dunmere', role]] })).personId;
    const personId = await someone('officer');
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
    officer = await http.signIn(personId);
    helen = await http.signIn(await someone('administrator'));
  });
  after(() => http.close());

  const log = async (customerId = at.customerId) => (await at.log({ customerId }, at.tom)).reference;
  const reply = (reference: string, fields: Record<string, string>) =>
    officer.post(`/desk/cases/${reference}/reply`, { channel: 'email', language: 'en', ...fields });

  it('begin from a template, are previewed with the real case, and are sent', async () => {
    const template = await at.template({ name: 'We are on it', occasion: 'by-hand' });
    const reference = await log();
    expect((await officer.get(`/desk/cases/${reference}`)).text).to.include(`/desk/cases/${reference}/reply`);
    const page = await officer.get(`/desk/cases/${reference}/reply?template=${template}`);
    expect(page.text).to.include('Dear Joan Prosser').and.include(`Your report ${reference}`);
    const typed = { subject: 'On {reference}', body: 'Dear {customer-name}, <b>soon</b>.' };
    const preview = await reply(reference, { ...typed, does: 'preview' });
    expect(preview.status).to.equal(200);
    expect(preview.text).to.include(`On ${reference}`).and.include('Dear Joan Prosser, &lt;b&gt;soon&lt;/b&gt;.');
    const sent = await reply(reference, { ...typed, does: 'send' });
    expect(sent.location).to.match(/\/messages\/[0-9a-f-]{36}$/);
    const { text } = await officer.get(sent.location);
    expect(text).to.include('It waits for a mail adapter.').and.include('Print as a letter');
    const timeline = await officer.get(`/desk/cases/${reference}`);
    expect(timeline.text).to.include('Email waiting to be sent').and.include(sent.location);
  });

  it('keep what was typed when something is wrong with it, and say what', async () => {
    const reference = await log();
    const answer = await reply(reference, { subject: '', body: 'Dear {forename}' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('Enter the subject').and.include('There is no field {forename}');
    expect(answer.text).to.include('Dear {forename}');
  });

  it('read the customer’s wish back, and say why it is not followed', async () => {
    const address = { line: '4 Quarry Lane, Dunmere', postcode: 'DM4 2LL' };
    const reference = await log(
      await at.customer({ lastName: 'Post', preferredChannel: 'email', emails: [], address }),
    );
    const { text } = await officer.get(`/desk/cases/${reference}/reply`);
    expect(text).to.include('nothing is on record for that. This goes by letter.');
    const nobody = await at.customer({ lastName: 'Nowhere', emails: [] });
    const lost = await officer.get(`/desk/cases/${await log(nobody)}/reply`);
    expect(lost.text).to.include('Nothing is on record to reach this person by.').and.not.include('value="send"');
  });

  it('are printed as letters, and kept as printed', async () => {
    const address = { line: '4 Quarry Lane, Dunmere', postcode: 'DM4 2LL' };
    const reference = await log(await at.customer({ lastName: 'Paper', preferredChannel: 'post', address }));
    const sent = await reply(reference, { channel: 'letter', subject: 'S', body: 'One.\n\nTwo.', does: 'send' });
    const letter = await officer.get(`${sent.location}/letter`);
    expect(letter.text).to.include('4 Quarry Lane<br>Dunmere<br>DM4 2LL').and.include('<p>Two.</p>');
    const version = hiddenField(letter.text, 'version');
    await officer.post(sent.location, { version, does: 'print' });
    expect((await officer.get(sent.location)).text).to.include('It was printed as a letter.');
    const again = await officer.post(sent.location, { version, does: 'cancel' });
    expect(again.status).to.equal(409);
  });

  it('are held for a restricted person, whose address the officer doesn’t see', async () => {
    const customerId = await at.customer({ lastName: 'Safe', emails: ['safe@hidden.example'] });
    const dpo = await world().staff(['customers.restrict', 'customers.read-restricted'], [dunmere]);
    const why = { restriction: 'safeguarding', reason: 'Asked for' } as const;
    await world().run(dpo, restrictCustomer, { id: customerId, expectedVersion: 1, ...why });
    const reference = await log(customerId);
    const page = await officer.get(`/desk/cases/${reference}/reply`);
    expect(page.text).to.include('This person’s record is restricted.').and.not.include('safe@hidden.example');
    const sent = await reply(reference, { subject: 'S', body: 'B', does: 'send' });
    const message = await officer.get(sent.location);
    expect(message.text).to.include('Nobody has confirmed yet').and.not.include('safe@hidden.example');
    expect(message.text).to.not.include('Confirm: it may go');
    expect((await officer.get('/desk/messages?state=held')).text).to.include(reference);
  });

  it('say what an empty list is for, and refuse who may not write', async () => {
    expect((await officer.get('/desk/messages?state=failed')).text).to.include('could be sent');
    expect((await officer.get('/desk/messages?state=undelivered')).text).to.include('known not to have arrived');
    expect((await helen.get('/desk/messages')).status).to.equal(403);
    expect((await helen.get(`/desk/cases/${await log()}/reply`)).status).to.equal(403);
    expect((await officer.get('/desk/admin/message-templates')).status).to.equal(403);
  });

  it('have templates that administrators write, check and preview', async () => {
    const path = '/desk/admin/message-templates';
    const typed = {
      ...{
        authorityId: String(dunmere),
        occasion: 'by-hand',
        serviceId: '',
        status: '',
        name: 'Thanks',
        enabled: 'yes',
      },
      ...{ 'en.subject': 'Thank you', 'en.body': 'Dear {name}', 'en.text': '', 'cy.subject': '', 'cy.body': '' },
    };
    const empty = await helen.post(path, { ...typed, occasion: 'never', name: '' });
    expect(empty.text.indexOf('href="#occasion"')).to.be.above(0);
    expect(empty.text.indexOf('href="#name"')).to.be.above(empty.text.indexOf('href="#occasion"'));
    expect(empty.text.match(/href="#name"/g), 'the name is asked for once').to.have.lengthOf(1);
    expect(empty.text).to.not.include('href="#key"').and.not.include('name="key"');
    expect(empty.text).to.match(/<option value="[a-z-]+">Waiting for/);
    const wrong = await helen.post(path, typed);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('There is no field {name}').and.include('href="#en-body"').and.include('Dear {name}');
    const right = { ...typed, 'en.body': 'Dear {customer-name}' };
    const preview = await helen.post(path, { ...right, does: 'preview' });
    expect(preview.text).to.include('Dear Mrs Joan Prosser');
    expect((await helen.post(path, { ...right, does: 'save' })).location).to.equal(path);
    const same = await helen.post(path, { ...right, does: 'save' });
    expect(same.text).to.include('Choose another name').and.include('href="#name"');
    const { text } = await helen.get(path);
    const href = /href="(\/desk\/admin\/message-templates\/[0-9a-f-]{36})">Thanks/.exec(text)?.[1] ?? '';
    const page = await helen.get(href);
    const fields = { ...right, version: hiddenField(page.text, 'version'), name: 'Many thanks' };
    await helen.post(href, fields);
    const late = await helen.post(href, { ...fields, name: 'Thanks again' });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Somebody else saved this template').and.include('Thanks again');
    await helen.post(href, { ...fields, name: 'Thanks again', version: hiddenField(late.text, 'version') });
    expect((await helen.get(path)).text).to.include('Thanks again');
  });

  it('that were not delivered say why, are written another way, and are dealt with', async () => {
    const reference = await log();
    const { location } = await reply(reference, { subject: 'Soon', body: 'Soon.', does: 'send' });
    const id = location.split('/').at(-1) ?? '';
    await world().kernel.db.write(everyAuthority, (db) => db.update('messages', { id }, { state: 'sent' }));
    await world().run(setup, recordOutcome, { id, outcome: 'wrong-address' });
    const page = await officer.get(location);
    expect(page.text).to.include('The mail address doesn’t exist. Ask for another.').and.include('Not delivered');
    expect(page.text).to.include('Write another way').and.include(`href="/desk/cases/${reference}/reply"`);
    const list = await officer.get('/desk/messages?state=undelivered');
    expect(list.text).to.include(reference).and.include('The mail address doesn’t exist.');
    expect((await officer.get(`/desk/cases/${reference}`)).text).to.include('Email not delivered');
    expect((await officer.get(`/desk/customers/${at.customerId}`)).text).to.include('messages find nobody there since');
    const version = hiddenField(page.text, 'version');
    const dealt = await officer.post(location, { version, does: 'deal' });
    expect((await officer.get(dealt.location)).text).to.include('Somebody has dealt with it. The mail address');
    const gone = await officer.get('/desk/messages?state=undelivered');
    expect(gone.text).to.not.include(location);
  });
});
