import { expect } from 'chai';
import { changeStatus, getCasePage } from '../../cases/index.js';
import { restrictCustomer } from '../../customers/index.js';
import { addTeamMember } from '../../directory/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { aMember, setup } from '../../testing/case-world.js';
import { auditOf, errorOf, eventsOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { messageInBulk } from '../commands/message-in-bulk.js';
import { recordDelivery } from '../commands/record-delivery.js';
import { undoMessageInBulk } from '../commands/undo-message-in-bulk.js';
import { listCaseMessages } from '../queries.js';
import { joansMail, messageWorld, messageWork, type MessageWorld } from '../testing/message-world.js';
import { listLetters } from './several-query.js';

const manyWork = [...messageWork, 'cases.change-many'];
const words = { en: { subject: 'On {reference}', body: 'Dear {customer-name}, we are late.', text: null } };
const welsh = { cy: { subject: 'Am {reference}', body: 'Annwyl {customer-name}', text: null } };

onBothEngines('writing to the customers of several cases', (world) => {
  let at: MessageWorld;
  let leader: StaffActor;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
    leader = await aMember(world(), at.teamId, 'Folake Adeyemi', manyWork);
  });
  beforeEach(() => world().clock.set(testNow));

  const log = (customerId = at.customerId) => at.log({ customerId }, at.tom);
  const write = (caseId: string, more: object = {}, actor = leader) =>
    world().run(actor, messageInBulk, { ...{ batchId: world().newId(), caseId, expectedVersion: 1, words }, ...more });
  const messagesOf = (caseId: string) => world().read(at.tom, listCaseMessages, { caseId });
  const letters = (ids: readonly string[], more: object = {}) =>
    world().read(leader, listLetters, { ids: [...ids], words, ...more });

  it('writes each as a single reply would: filled in, queued, on the timeline, in both audit rows', async () => {
    const { id: caseId, reference } = await log();
    const { messageId, state } = await write(caseId);
    expect(state).to.equal('waiting');
    const [message] = await messagesOf(caseId);
    expect(message).to.include({ id: messageId, channel: 'email', subject: `On ${reference}`, address: joansMail });
    expect(message?.body).to.equal('Dear Joan Prosser, we are late.');
    const { timeline } = await world().read(at.tom, getCasePage, { id: caseId });
    expect(timeline.events[0]?.data).to.deep.equal({ messageId, channel: 'email', state: 'waiting' });
    expect((await eventsOf(world(), messageId)).map(({ topic }) => topic)).to.deep.equal(['message.queued']);
    const actions = (await auditOf(world(), caseId)).map(({ action }) => action);
    expect(actions).to.include.members(['correspondence.send-message', 'correspondence.message-in-bulk']);
  });

  it('goes to each in their language and by the channel nearest to their wish', async () => {
    const address = { line: '4 Quarry Lane, Dunmere', postcode: 'DM4 2LL' };
    const post = await log(await at.customer({ lastName: 'Post', preferredChannel: 'post', language: 'cy', address }));
    const mail = await log();
    const both = { ...words, ...welsh };
    for (const { id } of [post, mail]) await write(id, { words: both });
    expect((await messagesOf(post.id))[0]).to.include({
      channel: 'letter',
      language: 'cy',
      subject: `Am ${post.reference}`,
    });
    expect((await messagesOf(mail.id))[0]).to.include({ channel: 'email', language: 'en' });
    const { chosen } = await letters([post.id, mail.id], { words: both });
    expect(chosen.map(({ letter }) => [letter?.way.channel, letter?.way.language])).to.deep.equal([
      ['letter', 'cy'],
      ['email', 'en'],
    ]);
  });

  it('tells before what it refuses after: who can’t be written to, and why', async () => {
    const mobile = { lastName: 'Mobile', emails: [], telephones: ['07700 900123'] };
    const own = await at.template({ occasion: 'by-hand', serviceId: at.serviceId });
    const refused = [
      { id: (await at.log({}, at.tom)).id, why: 'anonymous' },
      { id: (await log(await at.customer({ lastName: 'Nowhere', emails: [] }))).id, why: 'no postal address'.slice(3) },
      { id: (await log(await at.customer(mobile))).id, why: 'Only a mobile number' },
    ];
    const { chosen, templates } = await letters(refused.map(({ id }) => id));
    for (const [index, { id, why }] of refused.entries()) {
      const error = await errorOf(write(id));
      expect(error.code).to.equal('case_not_written_to');
      expect(error.message).to.include(why);
      expect(chosen[index]).to.deep.include({ letter: undefined, unwritten: error.message });
      expect(await messagesOf(id)).to.deep.equal([]);
    }
    expect(templates.map(({ id }) => id)).to.include(own);
  });

  it('says that filled-in words are too long for one of them, before and after', async () => {
    const customerId = await at.customer({
      ...{ firstName: 'J'.repeat(90), lastName: 'P', emails: [], telephones: ['07700 900124'] },
    });
    const { id } = await log(customerId);
    const long = { en: { subject: 'S', body: 'B', text: `${'x'.repeat(560)} {customer-name}` } };
    const { chosen } = await letters([id], { words: long });
    expect(chosen[0]?.unwritten).to.include('Shorten the message: filled in');
    expect((await errorOf(write(id, { words: long }))).faults[0]?.message).to.equal(chosen[0]?.unwritten);
  });

  it('holds the message to a restricted person, which is told before', async () => {
    const customerId = await at.customer({ lastName: 'Kept' });
    const { id: caseId } = await log(customerId);
    const dpo = await world().staff(['customers.restrict', 'customers.read-restricted', 'customers.read'], [dunmere]);
    const why = { restriction: 'concealed-address', reason: 'She is in danger' } as const;
    await world().run(dpo, restrictCustomer, { id: customerId, expectedVersion: 1, ...why });
    expect((await letters([caseId])).chosen[0]?.letter).to.include({ caution: 'restricted-customer' });
    expect((await write(caseId)).state).to.equal('held');
  });

  it('leaves out a case that somebody changed since it was shown', async () => {
    const { id: caseId } = await log();
    await world().run(leader, changeStatus, { caseId, event: 'start', expectedVersion: 1 });
    expect((await errorOf(write(caseId))).code).to.equal('stale_version');
    expect(await messagesOf(caseId)).to.deep.equal([]);
  });

  it('takes both permissions, the case’s own authority, and its own council’s templates', async () => {
    const { id } = await log();
    expect((await errorOf(write(id, {}, at.tom))).facts).to.deep.equal({ permission: 'cases.change-many' });
    const mute = await aMember(world(), at.teamId, 'Mei Lin', ['cases.change-many', 'cases.read']);
    expect((await errorOf(write(id, {}, mute))).facts).to.deep.equal({ permission: 'correspondence.send' });
    const stranger = await world().staff(manyWork, [castlebridge]);
    expect((await errorOf(write(id, {}, stranger))).code).to.equal('not_found');
    expect((await world().read(stranger, listLetters, { ids: [id] })).chosen).to.deep.equal([]);
    const foreign = await at.template({ occasion: 'by-hand', authorityId: castlebridge });
    expect((await errorOf(write(id, { templateId: foreign }))).faults[0]?.field).to.equal('templateId');
    expect(await messagesOf(id)).to.deep.equal([]);
  });

  it('names each field of the words that nobody knows', async () => {
    const { id } = await log();
    const wrong = { en: { subject: 'S', body: 'Dear {forename}' }, cy: { subject: '{x}', body: 'B' } };
    const { faults } = await errorOf(write(id, { words: wrong }));
    expect(faults.map(({ field }) => field)).to.deep.equal(['words.en.body', 'words.cy.subject']);
  });

  describe('taken back', () => {
    const undo = (batchId: string, caseId: string, actor = leader) =>
      world().run(actor, undoMessageInBulk, { batchId, caseId });

    it('cancels what waits, once, for whoever wrote it, for ten minutes', async () => {
      const [one, two] = [await log(), await log()];
      const batchId = world().newId();
      for (const { id } of [one, two]) await write(id, { batchId });
      const other = await aMember(world(), at.teamId, 'Amira Haddad', manyWork);
      expect((await errorOf(undo(batchId, one.id, other))).code).to.equal('not_found');
      await undo(batchId, one.id);
      expect((await messagesOf(one.id))[0]).to.include({ state: 'cancelled' });
      expect((await errorOf(undo(batchId, one.id))).code).to.equal('already_undone');
      world().clock.advance(10 * MINUTE_MS + 1);
      expect((await errorOf(undo(batchId, two.id))).code).to.equal('undo_too_late');
      expect((await messagesOf(two.id))[0]).to.include({ state: 'waiting' });
    });

    it('says of a message that has gone that it can’t be', async () => {
      const { id: caseId } = await log();
      const batchId = world().newId();
      const { messageId: id } = await write(caseId, { batchId });
      for (const step of ['begin', 'deliver'] as const) await world().run(setup, recordDelivery, { id, step });
      expect((await errorOf(undo(batchId, caseId))).code).to.equal('message_gone');
      expect((await messagesOf(caseId))[0]).to.include({ state: 'sent' });
    });
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    let adviser: Browser;
    before(async () => {
      http = await startHttp(world());
      const someone = async (role: 'officer' | 'adviser') => {
        const { personId } = await addPerson(world(), { roles: [['dunmere', role]] });
        await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
        return await http.signIn(personId);
      };
      browser = await someone('officer');
      adviser = await someone('adviser');
    });
    after(() => http.close());

    const address = (cases: readonly { readonly id: string }[], more: Record<string, string> = {}) => {
      const query = new URLSearchParams({ back: `/desk/queue?team=${at.teamId}`, ...more });
      for (const { id } of cases) query.append('case', id);
      return `/desk/queue/message?${query.toString()}`;
    };
    const open = async (cases: readonly { readonly id: string }[], more: Record<string, string> = {}) => {
      const { text } = await browser.get(address(cases, more));
      const seen = [...text.matchAll(/name="case" value="([^"]+\.\d+)"/g)].map(([, value]) => value ?? '');
      const named = { back: hiddenField(text, 'back'), batch: hiddenField(text, 'batch') };
      return { text, fields: { ...named, case: seen } };
    };
    const post = (fields: object) => browser.post('/desk/queue/message', { ...fields });
    const typed = { 'en.subject': 'On {reference}', 'en.body': 'Dear {customer-name}, <b>soon</b>.' };

    it('is offered in the queue’s bar, previewed for one case after the other, sent once, and taken back', async () => {
      const [one, two] = [await log(await at.customer({ lastName: 'First' })), await log()];
      expect((await browser.get(`/desk/queue?team=${at.teamId}`)).text).to.include('formaction="/desk/queue/message"');
      const { fields } = await open([one, two]);
      const preview = await post({ ...fields, ...typed, show: 'first' });
      expect(preview.text).to.include(`On ${one.reference}`).and.include('Dear Joan First, &lt;b&gt;soon&lt;/b&gt;.');
      expect(preview.text).to.include(`Show the next: ${two.reference}`).and.include('2 cases are written about');
      const next = await post({ ...fields, ...typed, show: two.id });
      expect(next.text).to.include(`On ${two.reference}`).and.include(`${two.reference}, 2 of 2`);
      expect(await messagesOf(one.id)).to.deep.equal([]);
      const sent = await post({ ...fields, ...typed, does: 'send' });
      await post({ ...fields, ...typed, does: 'send' });
      expect(sent.location).to.equal(`/desk/queue?team=${at.teamId}`);
      const after = await browser.get(sent.location);
      expect(after.text).to.include('2 messages wait to be sent');
      for (const { id } of [one, two]) expect(await messagesOf(id)).to.have.length(1);
      const action = /action="(\/desk\/queue\/changes\/[^"]+\/undo)"/.exec(after.text)?.[1] ?? '';
      const undone = await browser.post(action, { back: sent.location });
      expect((await browser.get(undone.location)).text).to.include('2 cases put back');
      expect((await messagesOf(one.id))[0]).to.include({ state: 'cancelled' });
    });

    it('shows who can’t be written to and who gets several before, and lists what failed after', async () => {
      const [one, two] = [await log(), await log()];
      const nobody = await log(await at.customer({ lastName: 'Nowhere', emails: [] }));
      const { text, fields } = await open([one, two, nobody]);
      expect(text).to.include('1 case can’t be written about').and.include('Joan Prosser gets 2');
      expect(text).to.include('No email address, mobile number or postal address is on record');
      await world().run(leader, changeStatus, { caseId: two.id, event: 'start', expectedVersion: 1 });
      const result = await post({ ...fields, ...typed, does: 'send' });
      expect(result.text).to.include('2 cases could not be written about').and.include('1 message waits to be sent');
      expect(result.text).to.include(two.reference).and.include('Somebody else changed this record');
      expect(result.text).to.include(nobody.reference).and.not.include(one.reference);
      expect(await messagesOf(two.id)).to.deep.equal([]);
    });

    it('leaves out the cases whose tick was taken away', async () => {
      const [one, two] = [await log(), await log()];
      const { fields } = await open([one, two]);
      await post({ ...fields, ...typed, case: fields.case.slice(0, 1), does: 'send' });
      expect(await messagesOf(one.id)).to.have.length(1);
      expect(await messagesOf(two.id)).to.deep.equal([]);
    });

    it('begins from a template, whose words are shown filled in', async () => {
      const template = await at.template({ name: 'We are on it', occasion: 'by-hand' });
      const { reference, id } = await log();
      const { text } = await open([{ id }], { template });
      expect(text).to.include('Your report {reference}').and.include(`Your report ${reference}`);
      expect(hiddenField(text, 'template')).to.equal(template);
    });

    it('says what is wrong with the words and keeps them, and sends nothing without a case', async () => {
      const { fields } = await open([await log()]);
      const { status, text } = await post({ ...fields, 'en.body': 'Dear {forename}', does: 'send' });
      expect(status).to.equal(422);
      expect(text).to.include('Enter the subject').and.include('Dear {forename}').and.include('href="#en-subject"');
      const unknown = await post({ ...fields, ...typed, 'en.body': 'Dear {forename}', does: 'send' });
      expect(unknown.text).to.include('There is no field {forename}');
      expect((await post({ ...fields, ...typed, case: [], does: 'send' })).text).to.include('No case is selected.');
    });

    it('is not for those who may not change many', async () => {
      expect((await adviser.get('/desk/queue/message')).status).to.equal(403);
      expect((await adviser.get(`/desk/queue?team=${at.teamId}`)).text).to.not.include('formaction');
    });
  });
});
