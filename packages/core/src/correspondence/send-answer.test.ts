import { expect } from 'chai';
import { getCustomer, recordDeath, restrictCustomer } from '../customers/index.js';
import {
  closeEnquiry,
  finishInteraction,
  getInteraction,
  openEnquiry,
  recordIdentityCheck,
  startInteraction,
} from '../interactions/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { latest } from '../kernel/timeline.js';
import { getArticle, publishArticle } from '../knowledge/index.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership, testNow } from '../testing/harness.js';
import { getAnswer } from './answer/answer-queries.js';
import { sendAnswer } from './commands/send-answer.js';
import { confirmMessage } from './commands/settle-message.js';
import { listContactMessages } from './contact-queries.js';
import { getMessage } from './queries.js';
import { joansMail, messageWorld, messageWork, type MessageWorld } from './testing/message-world.js';
import { listMessageItems } from './timeline.js';

const system = systemActor('sets up a test');
const mobile = '07700 900123';
const adviserWork = [...messageWork, 'interactions.handle', 'interactions.read', 'knowledge.read', 'services.read'];

onBothEngines('an answer sent while the contact goes on', (world) => {
  let at: MessageWorld;
  let adviser: StaffActor;
  let articleId: string;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
    adviser = await world().staff(adviserWork, [dunmere, partnership], 'Priya Nair');
    articleId = (await world().run(system, publishArticle, { authorityId: partnership, article: lateBin })).id;
  });

  const contact = async (about: object = { customerId: at.customerId }, actor = adviser): Promise<string> =>
    (await world().run(actor, startInteraction, { channel: 'telephone', authorityId: dunmere, ...about })).id;
  const enquiry = async (interactionId: string, more: object = { articleId }): Promise<string> =>
    (await world().run(adviser, openEnquiry, { interactionId, words: 'bin', ...more })).id;
  const send = (interactionId: string, more: object = {}, actor = adviser) =>
    world().run(actor, sendAnswer, { interactionId, address: mobile, body: 'Put it out again.', ...more });
  const prepared = (interactionId: string) => world().read(adviser, getAnswer, { interactionId });
  const faultsOf = async (work: Promise<unknown>) =>
    (await errorOf(work)).faults.map(({ field, message }) => [field, message]);

  it('goes to a contact point, stands with the contact and the customer, and is in the audit without its words', async () => {
    const customerId = await at.customer({ firstName: 'Ida', telephones: [mobile] });
    const interactionId = await contact({ customerId });
    const { ways } = await prepared(interactionId);
    const contactPointId = ways[0]?.contactPointId ?? '';
    const sent = await send(interactionId, { address: undefined, contactPointId, body: 'Hello {customer-name}' });
    expect(sent).to.include({ state: 'waiting', textParts: 1 });
    const message = await world().read(adviser, getMessage, { id: sent.id });
    expect(message).to.include({ interactionId, customerId, caseId: null, channel: 'text', subject: '' });
    expect(message).to.include({ address: '+447700900123', body: 'Hello Ida Prosser', queuedByName: 'Priya Nair' });
    expect((await eventsOf(world(), sent.id)).map(({ topic }) => topic)).to.deep.equal(['message.queued']);
    const [listed] = await world().read(adviser, listContactMessages, { interactionId });
    const [item] = await world().read(adviser, listMessageItems, { customerId, from: latest, limit: 5 });
    expect([listed?.id, item?.id]).to.deep.equal([sent.id, sent.id]);
    const audited = (await auditOf(world(), interactionId)).filter(({ action }) => action.includes('send-answer'));
    expect(audited).to.have.length(1);
    expect(JSON.stringify(audited)).to.include(sent.id).and.not.include('Ida').and.not.include('900123');
  });

  it('goes to an address that is typed in, which becomes no contact point', async () => {
    const interactionId = await contact();
    const before = await world().read(adviser, getCustomer, { id: at.customerId });
    const { id, textParts } = await send(interactionId, { address: 'new@prosser.example', subject: 'Your bin' });
    expect(textParts).to.equal(null);
    const message = await world().read(adviser, getMessage, { id });
    expect(message).to.include({ channel: 'email', address: 'new@prosser.example', subject: 'Your bin' });
    const after = await world().read(adviser, getCustomer, { id: at.customerId });
    expect(after.contactPoints).to.deep.equal(before.contactPoints);
    expect(after.version).to.equal(before.version);
  });

  it('goes to whoever is not known, and says nothing of a customer', async () => {
    const interactionId = await contact({});
    expect((await prepared(interactionId)).ways).to.deep.equal([]);
    const { id } = await send(interactionId);
    const message = await world().read(adviser, getMessage, { id });
    expect(message).to.include({ customerId: null, recipientName: 'Customer', address: '+447700900123' });
  });

  it('resolves the enquiry with it, and credits the article as the ordinary key does', async () => {
    const tally = async () => (await world().read(adviser, getArticle, { id: articleId })).tally;
    const before = await tally();
    const interactionId = await contact();
    const enquiryId = await enquiry(interactionId);
    await send(interactionId, { enquiryId });
    expect((await tally()).resolved, 'sent alone').to.equal(before.resolved);
    await send(interactionId, { enquiryId, resolves: true });
    const { enquiries } = await world().read(adviser, getInteraction, { id: interactionId });
    expect(enquiries[0]).to.include({ outcome: 'resolved', articleId, caseId: null });
    expect(await tally()).to.deep.equal({ used: before.used + 1, resolved: before.resolved + 1 });
    expect((await eventsOf(world(), enquiryId)).at(-1)?.payload).to.include({ firstContactResolution: true });
  });

  it('is not sent where the enquiry can’t be resolved with it', async () => {
    const interactionId = await contact();
    const enquiryId = await enquiry(interactionId);
    await world().run(adviser, closeEnquiry, { enquiryId, outcome: 'resolved' });
    expect((await errorOf(send(interactionId, { enquiryId, resolves: true }))).code).to.equal('enquiry_closed');
    const other = await enquiry(await contact());
    expect(await faultsOf(send(interactionId, { enquiryId: other, resolves: true }))).to.deep.equal([
      ['enquiryId', 'Name an enquiry of this contact'],
    ]);
    expect(await faultsOf(send(interactionId, { resolves: true }))).to.deep.equal([
      ['enquiryId', 'Name the enquiry that is resolved'],
    ]);
    expect(await world().read(adviser, listContactMessages, { interactionId })).to.deep.equal([]);
  });

  it('begins with the article in short, in the customer’s language and the council’s own wording', async () => {
    const customerId = await at.customer({ firstName: 'Siân', language: 'cy', telephones: [mobile] });
    const interactionId = await contact({ customerId });
    await enquiry(interactionId);
    const { short, recipient, article } = await prepared(interactionId);
    expect(recipient.language).to.equal('cy');
    expect(short.en?.summary).to.equal('Dunmere’s crew comes back within a day.');
    expect(short.cy?.summary).to.equal('Daw’r criw yn ôl.');
    expect(article?.id).to.equal(articleId);
    const service = await contact();
    await enquiry(service, { serviceId: at.serviceId });
    expect((await prepared(service)).short.en?.title).to.equal('Missed bin');
  });

  it('shows where it can go once identity is checked, and the number that calls at once', async () => {
    const customerId = await at.customer({ firstName: 'Ned', telephones: [mobile] });
    const interactionId = await contact({ customerId, caller: mobile });
    const addresses = async () => (await prepared(interactionId)).ways.map(({ address }) => address);
    expect(await addresses()).to.deep.equal(['+447700900123', null]);
    const questions = ['name', 'address'] as const;
    const check = {
      id: interactionId,
      expectedVersion: 1,
      level: 'basic' as const,
      questions: [...questions],
      passed: true,
    };
    await world().run(adviser, recordIdentityCheck, check);
    expect(await addresses()).to.deep.equal(['+447700900123', joansMail]);
  });

  it('is held for somebody whose record is restricted, and shows nowhere it could go', async () => {
    const customerId = await at.customer({ lastName: 'Kept', telephones: [mobile] });
    const interactionId = await contact({ customerId });
    const [way] = (await prepared(interactionId)).ways;
    const why = { restriction: 'concealed-address', reason: 'He is in danger' } as const;
    await world().run(system, restrictCustomer, { id: customerId, expectedVersion: 1, ...why });
    const { ways, recipient } = await prepared(interactionId);
    expect(ways.map(({ address }) => address)).to.deep.equal([null, null]);
    expect(recipient.caution).to.equal('restricted-customer');
    const { id, state } = await send(interactionId, { address: undefined, contactPointId: way?.contactPointId });
    expect(state).to.equal('held');
    expect((await world().read(adviser, getMessage, { id })).address).to.equal(null);
    expect((await world().run(at.leader, confirmMessage, { id, expectedVersion: 1 })).state).to.equal('waiting');
  });

  it('is held where the record is of somebody who has died', async () => {
    const customerId = await at.customer({ lastName: 'Gone' });
    const interactionId = await contact({ customerId });
    await world().run(system, recordDeath, { id: customerId, diedOn: '2026-11-01', expectedVersion: 1 });
    expect((await send(interactionId)).state).to.equal('held');
  });

  it('says which field to put right, and how', async () => {
    const interactionId = await contact();
    const ended = { address: undefined, contactPointId: world().newId() };
    const theirs = [['contactPointId', 'Choose a mobile number or an email address of the customer']];
    expect(await faultsOf(send(interactionId, ended))).to.deep.equal(theirs);
    expect(await faultsOf(send(interactionId, { address: '', body: ' ' }))).to.deep.equal([
      ['address', 'Enter a mobile number or an email address'],
      ['body', 'Enter the message'],
    ]);
    expect((await faultsOf(send(interactionId, { address: '01632 960144' })))[0]?.[1]).to.include('begins with 07');
    expect(await faultsOf(send(interactionId, { body: 'a'.repeat(613) }))).to.deep.equal([
      ['body', 'Shorten the message to 612 characters'],
    ]);
    expect((await faultsOf(send(interactionId, { body: 'Case {reference}' })))[0]?.[1]).to.include(
      'There is no field {reference} here',
    );
    expect(await faultsOf(send(interactionId, { address: joansMail }))).to.deep.equal([
      ['subject', 'Enter the subject'],
    ]);
    expect(await world().read(adviser, listContactMessages, { interactionId })).to.deep.equal([]);
  });

  it('belongs to the adviser’s own contact, and to one that goes on', async () => {
    const interactionId = await contact();
    const colleague = await world().staff(adviserWork, [dunmere]);
    expect((await errorOf(send(interactionId, {}, colleague))).code).to.equal('interaction_of_another');
    await world().run(adviser, finishInteraction, { id: interactionId, expectedVersion: 1 });
    expect((await errorOf(send(interactionId))).code).to.equal('interaction_finished');
  });

  it('is out of reach for another council, and for whoever writes to nobody', async () => {
    const interactionId = await contact();
    const abroad = await world().staff(adviserWork, [castlebridge]);
    expect((await errorOf(send(interactionId, {}, abroad))).code).to.equal('not_found');
    expect((await errorOf(world().read(abroad, getAnswer, { interactionId }))).code).to.equal('not_found');
    const reader = await world().staff(['correspondence.read', 'interactions.read'], [dunmere]);
    expect((await errorOf(send(interactionId, {}, reader))).code).to.equal('not_allowed');
    expect((await errorOf(world().read(reader, getAnswer, { interactionId }))).code).to.equal('not_allowed');
  });
});

const lateBin = {
  key: 'late-bin',
  title: 'A bin that was left',
  summary: 'The crew comes back within two days.',
  keywords: ['bin left', 'bin full', 'rubbish'],
  audience: ['district' as const],
  lgsl: [],
  script: { steps: [{ text: 'Say when the crew comes back.' }] },
  body: [{ paragraphs: ['Crews finish at three.'] }],
  outcomeHint: 'answer' as const,
  effectiveOn: '2026-01-01',
  reviewOn: '2027-01-01',
  ownerTeam: 'waste',
  variants: [{ authority: 'dunmere', summary: 'Dunmere’s crew comes back within a day.' }],
  welsh: {
    title: 'Bin a adawyd',
    summary: 'Daw’r criw yn ôl.',
    script: { steps: [{ text: 'Dywedwch pryd.' }] },
    body: [{ paragraphs: ['Mae criwiau’n gorffen am dri.'] }],
  },
};
