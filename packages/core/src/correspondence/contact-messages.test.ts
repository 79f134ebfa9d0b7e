import { expect } from 'chai';
import { createDispatcher } from '../adapters/index.js';
import { recordDeath, restrictCustomer } from '../customers/index.js';
import { finishInteraction, openEnquiry, startInteraction } from '../interactions/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, origin, testNow } from '../testing/harness.js';
import { addPerson, startHttp } from '../testing/http.js';
import { createTemplate } from './commands/save-template.js';
import { cancelMessage, confirmMessage, printMessage } from './commands/settle-message.js';
import { writeToContact } from './commands/write-to-contact.js';
import { listContactMessages, previewToContact } from './contact-queries.js';
import { queueMessages } from './jobs.js';
import { messageCourier } from './message-courier.js';
import { aMessageFarEnd, connectedTo } from '../testing/far-end.js';
import { getLetter, getMessage, getReply, listMessages } from './queries.js';
import { joansMail, messageWorld, messageWork, type MessageWorld } from './testing/message-world.js';

const link = `${origin}/s/${'x'.repeat(43)}`;
const words = {
  en: { subject: 'How did we do, {customer-name}?', body: 'About {service}: {survey-link}', text: '{survey-link}' },
  cy: { subject: 'Sut wnaethon ni?', body: 'Am {service}: {survey-link}', text: null },
};
const system = systemActor('sets up a test');

onBothEngines('messages about a contact', (world) => {
  let at: MessageWorld;
  let adviser: StaffActor;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
    const handles = ['interactions.handle', 'interactions.read', 'customers.read', 'services.read'];
    adviser = await world().staff(handles, [dunmere, castlebridge], 'Priya Nair');
    const survey = { authorityId: dunmere, key: 'survey', name: 'Survey', occasion: 'survey', words } as const;
    await world().run(system, createTemplate, survey);
  });

  const contact = async (customerId = at.customerId): Promise<string> => {
    const about = { channel: 'telephone', authorityId: dunmere, ...(customerId ? { customerId } : {}) } as const;
    return (await world().run(adviser, startInteraction, about)).id;
  };
  const write = (interactionId: string, more: object = {}, actor = at.tom) =>
    world().run(actor, writeToContact, { interactionId, occasion: 'survey', link, ...more });

  it('are filled in with the contact’s service, queued, and in the audit trail without their words', async () => {
    const interactionId = await contact();
    await world().run(adviser, openEnquiry, { interactionId, words: 'bin', serviceId: at.serviceId });
    const { id, state } = await write(interactionId);
    const message = await world().read(at.tom, getLetter, { id });
    expect(message).to.include({ caseId: null, reference: null, interactionId, customerId: at.customerId, state });
    expect(message).to.include({ channel: 'email', address: joansMail, subject: 'How did we do, Joan Prosser?' });
    expect(message.body).to.equal(`About Missed bin: ${link}`);
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.deep.equal(['message.queued']);
    const [audited] = (await auditOf(world(), interactionId)).filter(({ action }) =>
      action.includes('write-to-contact'),
    );
    expect(JSON.stringify(audited)).to.include(id).and.not.include('Prosser').and.not.include(joansMail);
  });

  it('are written in the customer’s language, and by no other channel than those allowed', async () => {
    const customerId = await at.customer({ firstName: 'Siân', language: 'cy', telephones: ['07700 900123'] });
    const preview = (only?: ('email' | 'text')[]) =>
      contact(customerId).then((interactionId) =>
        world().read(at.tom, previewToContact, { interactionId, occasion: 'survey', link, ...(only ? { only } : {}) }),
      );
    expect(await preview()).to.include({ language: 'cy', channel: 'email', subject: 'Sut wnaethon ni?' });
    expect(await preview(['text'])).to.deep.equal({ unwritten: 'unreachable' });
  });

  it('reach whoever only left a mobile number', async () => {
    const interactionId = await contact('');
    const participant = JSON.stringify({ name: 'Ossie Vane', telephone: '07700 900456' });
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('interactions', { id: interactionId }, { participant }),
    );
    const { id } = await write(interactionId);
    expect(await world().read(at.tom, getMessage, { id })).to.include({
      ...{ channel: 'text', recipientName: 'Ossie Vane', customerId: null, address: '+447700900456' },
    });
  });

  it('show the customer’s link to nobody but whoever prints the letter', async () => {
    const interactionId = await contact();
    const { id } = await write(interactionId);
    const bodies = [
      (await world().read(at.tom, getMessage, { id })).body,
      ...(await world().read(at.tom, listContactMessages, { interactionId })).map(({ body }) => body),
      ...(await world().read(at.tom, listMessages, { limit: 200 })).items.map(({ body }) => body),
    ];
    expect(bodies.join()).to.include('/s/…').and.not.include(link);
    expect((await world().read(at.tom, getLetter, { id })).body).to.include(link);
  });

  it('are sent with the link, printed, cancelled and confirmed like any other', async () => {
    const { got, adapter } = aMessageFarEnd();
    const { id } = await write(await contact());
    const kernel = connectedTo(world().kernel, adapter);
    await queueMessages.run(kernel, { subjectId: id });
    await createDispatcher(kernel, [messageCourier]).runDue();
    expect(got[0]?.body).to.include(link);
    expect((await world().read(at.tom, getMessage, { id })).state).to.equal('sent');
    for (const step of [printMessage, cancelMessage]) {
      const { id: other } = await write(await contact());
      const { state } = await world().run(at.tom, step, { id: other, expectedVersion: 1 });
      expect(state).to.equal(step === printMessage ? 'printed' : 'cancelled');
    }
  });

  it('wait for somebody to confirm them where the record is restricted, and hide where they go', async () => {
    const customerId = await at.customer({ lastName: 'Kept' });
    const interactionId = await contact(customerId);
    const why = { restriction: 'concealed-address', reason: 'He is in danger' } as const;
    await world().run(system, restrictCustomer, { id: customerId, expectedVersion: 1, ...why });
    const preview = await world().read(at.tom, previewToContact, { interactionId, occasion: 'survey', link });
    expect(preview).to.include({ caution: 'restricted-customer', address: null });
    const { id, state } = await write(interactionId);
    expect([state, (await world().read(at.tom, getMessage, { id })).address]).to.deep.equal(['held', null]);
    expect((await world().run(at.leader, confirmMessage, { id, expectedVersion: 1 })).state).to.equal('waiting');
  });

  it('are not written to the dead, to nobody, or without the council’s words, and say why', async () => {
    const dead = await at.customer({ lastName: 'Gone' });
    await world().run(system, recordDeath, { id: dead, diedOn: '2026-11-01', expectedVersion: 1 });
    const why = async (interactionId: string) => (await errorOf(write(interactionId))).facts['why'];
    expect(await why(await contact(dead))).to.equal('died');
    expect(await why(await contact(''))).to.equal('unreachable');
    const abroad = await world().staff(messageWork, [castlebridge]);
    const theirs = { channel: 'counter', authorityId: castlebridge } as const;
    const { id } = await world().run(adviser, startInteraction, theirs);
    const error = await errorOf(write(id, {}, abroad));
    expect([error.code, error.facts['why']]).to.deep.equal(['contact_not_written_to', 'no-words']);
  });

  it('are out of reach for another council, and for whoever writes to nobody', async () => {
    const interactionId = await contact();
    const { id } = await write(interactionId);
    const abroad = await world().staff(messageWork, [castlebridge]);
    const refused = [
      write(interactionId, {}, abroad),
      world().read(abroad, getMessage, { id }),
      world().read(abroad, listContactMessages, { interactionId }),
      world().run(abroad, cancelMessage, { id, expectedVersion: 1 }),
    ];
    for (const work of refused) expect((await errorOf(work)).code).to.equal('not_found');
    const reader = await world().staff(['correspondence.read'], [dunmere]);
    expect((await errorOf(write(interactionId, {}, reader))).code).to.equal('not_allowed');
  });

  it('can’t be about a case and a contact at once, or about neither', async () => {
    const { id } = await write(await contact());
    const { id: caseId } = await at.log({}, at.tom);
    const db = world().kernel.db;
    for (const about of [{ case_id: caseId }, { interaction_id: null }]) {
      const changed = db.write(everyAuthority, (writes) => writes.update('messages', { id }, about));
      expect(
        await changed.then(
          () => 'stored',
          () => 'refused',
        ),
      ).to.equal('refused');
    }
  });

  describe('the words for the survey', () => {
    const save = (en: object) =>
      world().run(system, createTemplate, {
        ...{ authorityId: castlebridge, key: 'survey', name: 'Survey', occasion: 'survey' },
        words: { en: { ...words.en, ...en } },
      });

    it('hold the link, and nothing that only a case has', async () => {
      const { faults } = await errorOf(save({ body: 'About {reference}', text: 'Tell us' }));
      expect(faults.map(({ field }) => field)).to.deep.equal(['words.en.body', 'words.en.body', 'words.en.text']);
      expect(faults[2]?.message).to.equal('Put {survey-link} where the link to the question belongs');
    });

    it('are not offered for a reply about a case', async () => {
      const { reference } = await at.log({ customerId: at.customerId }, at.tom);
      const { templates } = await world().read(at.tom, getReply, { reference });
      expect(templates.map(({ occasion }) => occasion)).to.not.include('survey');
    });
  });

  it('have a page and a letter of their own at the desk', async () => {
    const http = await startHttp(world());
    try {
      const officer = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
      const interactionId = await contact();
      const { id } = await write(interactionId);
      const shown = await officer.get(`/desk/messages/${id}`);
      expect([shown.status, shown.text.includes(`/desk/interactions/${interactionId}`)]).to.deep.equal([200, true]);
      expect(shown.text).to.not.include(link);
      expect((await officer.get(`/desk/messages/${id}/letter`)).text).to.include(link);
      const done = await officer.post(`/desk/messages/${id}`, { version: '1', does: 'print' });
      expect([done.status, done.location]).to.deep.equal([303, `/desk/messages/${id}`]);
      expect((await officer.get(`/desk/messages`)).text).to.include('About');
    } finally {
      await http.close();
    }
  });

  it('are left alone when the contact is finished', async () => {
    const interactionId = await contact();
    await write(interactionId);
    await world().run(adviser, finishInteraction, { id: interactionId, expectedVersion: 1 });
    expect(await world().read(at.tom, listContactMessages, { interactionId })).to.have.length(1);
  });
});
