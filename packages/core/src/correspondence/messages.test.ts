import { expect } from 'chai';
import { addNote, changeStatus, getCasePage, liftRestriction, resolveCase, restrictCase } from '../cases/index.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';
import { recordDeath, restrictCustomer } from '../customers/index.js';
import type { StaffActor } from '../kernel/actor.js';
import { latest } from '../kernel/timeline.js';
import { setup } from '../testing/case-world.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { queueAutomatic } from './commands/queue-automatic.js';
import { sendMessage } from './commands/send-message.js';
import { cancelMessage, confirmMessage, printMessage } from './commands/settle-message.js';
import { tellCustomers } from './jobs.js';
import { getMessage, getReply, listCaseMessages, listMessages } from './queries.js';
import { listMessageItems } from './timeline.js';
import { joansMail, messageWorld, messageWork, someTemplate, type MessageWorld } from './testing/message-world.js';

onBothEngines('messages to customers', (world) => {
  let at: MessageWorld;
  beforeEach(async () => {
    world().clock.set(testNow);
  });
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
  });

  const log = (customerId = at.customerId) => at.log({ customerId }, at.tom);
  const send = (caseId: string, changes: object = {}, actor = at.tom) =>
    world().run(actor, sendMessage, { caseId, channel: 'email', subject: 'About it', body: 'Done.', ...changes });
  const messagesOf = (caseId: string, actor = at.tom) => world().read(actor, listCaseMessages, { caseId });
  const keepFrom = async (id: string, restriction: 'concealed-address' | null, expectedVersion = 1) => {
    const keeper = ['customers.restrict', 'customers.read-restricted', 'customers.read'];
    const about = { id, expectedVersion, restriction, reason: 'She is in danger' };
    await world().run(await world().staff(keeper, [dunmere]), restrictCustomer, about);
  };
  const restrict = async (more: object = {}) => {
    const customerId = await at.customer({ lastName: 'Kept', ...more });
    await keepFrom(customerId, 'concealed-address');
    return customerId;
  };

  describe('by hand', () => {
    it('are filled in, queued, kept on the case’s timeline and in the audit trail', async () => {
      const { id: caseId, reference } = await log();
      const body = 'Dear {customer-name}, we finish {reference} by {due-date}.';
      const { id, state } = await send(caseId, { subject: 'Your {service}', body });
      expect(state).to.equal('waiting');
      const message = await world().read(at.tom, getMessage, { id });
      expect(message).to.include({ subject: 'Your Missed bin', address: joansMail, queuedByName: 'Tom Reyes' });
      expect(message.body).to.equal(`Dear Joan Prosser, we finish ${reference} by Wednesday 18 November.`);
      const { timeline } = await world().read(at.tom, getCasePage, { id: caseId });
      const [newest] = timeline.events;
      expect(newest).to.deep.include({ kind: 'message', visibility: 'customer' });
      expect(newest?.data).to.deep.equal({ messageId: id, channel: 'email', state: 'waiting' });
      expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.deep.equal(['message.queued']);
      const [audited] = (await auditOf(world(), caseId)).filter(({ action }) => action.includes('send-message'));
      expect(JSON.stringify(audited)).to.not.include('Prosser').and.not.include(joansMail);
    });

    it('say which field nobody knows, which part is missing, and where nothing reaches the customer', async () => {
      const { id } = await log();
      const faultsOf = async (changes: object) => (await errorOf(send(id, changes))).faults.map(({ field }) => field);
      expect(await faultsOf({ body: 'Dear {forename}' })).to.deep.equal(['body']);
      expect(await faultsOf({ subject: '', body: ' ' })).to.deep.equal(['subject', 'body']);
      expect(await faultsOf({ channel: 'letter' })).to.deep.equal(['channel']);
      const { faults } = await errorOf(send(id, { channel: 'text' }));
      expect(faults[0]?.message).to.equal('Choose another way: there is no mobile number on record');
      expect(await messagesOf(id)).to.deep.equal([]);
    });

    it('keep a subject to one line, whatever a name holds', async () => {
      const { id: caseId } = await at.log({ participant: { name: 'Eve', email: 'eve@prosser.example' } }, at.tom);
      const { id } = await send(caseId, { subject: 'For\n{customer-name}' });
      expect((await world().read(at.tom, getMessage, { id })).subject).to.equal('For Eve');
    });

    it('reach whoever is not on record where they said', async () => {
      const participant = { name: 'Owen', telephone: '07700 900123', address: '4 Quarry Lane', postcode: 'DM4 2LL' };
      const { id: caseId, reference } = await at.log({ participant }, at.tom);
      const reply = await world().read(at.tom, getReply, { reference });
      expect(reply.reach).to.deep.equal({ text: '+447700900123', letter: '4 Quarry Lane\nDM4 2LL' });
      const { id } = await send(caseId, { channel: 'text', body: 'Done, {customer-name}.' });
      const { subject, body, address } = await world().read(at.tom, getMessage, { id });
      expect([subject, body, address]).to.deep.equal(['', 'Done, Owen.', '+447700900123']);
    });

    it('take the permission, of the case’s own authority, and say nothing of another’s', async () => {
      const { id: caseId } = await log();
      const { id } = await send(caseId);
      const reader = await world().staff(['cases.read', 'correspondence.read'], [dunmere]);
      expect((await errorOf(send(caseId, {}, reader))).code).to.equal('not_allowed');
      const stranger = await world().staff(messageWork, [castlebridge]);
      expect((await errorOf(send(caseId, {}, stranger))).code).to.equal('not_found');
      expect((await errorOf(world().read(stranger, getMessage, { id }))).code).to.equal('not_found');
      expect((await errorOf(messagesOf(caseId, stranger))).code).to.equal('not_found');
      expect((await world().read(stranger, listMessages, {})).items).to.deep.equal([]);
    });
  });

  describe('to somebody whose record is restricted', () => {
    it('wait until somebody confirms them, and go nowhere before', async () => {
      const { id: caseId } = await log(await restrict());
      const { id, state } = await send(caseId);
      expect(state).to.equal('held');
      expect(await eventsOf(world(), id)).to.deep.equal([]);
      const step = { id, expectedVersion: 1 };
      expect((await errorOf(world().run(at.tom, confirmMessage, step))).code).to.equal('not_allowed');
      expect((await errorOf(world().run(at.tom, printMessage, step))).code).to.equal('message_state_not_allowed');
      await world().run(at.leader, confirmMessage, step);
      expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.deep.equal(['message.queued']);
      expect((await world().read(at.tom, getMessage, { id })).state).to.equal('waiting');
    });

    it('show where they go only to those who may open the record, and no words in a list', async () => {
      const { id: caseId, reference } = await log(await restrict({ lastName: 'Hidden' }));
      const { id } = await send(caseId);
      expect((await world().read(at.tom, getReply, { reference })).reach).to.deep.equal({ email: null });
      expect((await world().read(at.tom, getMessage, { id })).address).to.equal(null);
      expect((await world().read(at.leader, getMessage, { id })).address).to.equal(joansMail);
      const listed = (await world().read(at.leader, listMessages, { state: 'held' })).items.find(
        (one) => one.id === id,
      );
      expect(listed).to.include({ recipientName: '', address: null, subject: '', body: '' });
    });
  });

  describe('that were written before a restriction', () => {
    const wordless = { recipientName: '', address: null, subject: '', body: '' };
    /** No reason given, and of no team. */
    const officer = () => {
      const told = ['cases.read', 'cases.read-restricted', 'customers.read', 'customers.read-restricted'];
      return world().staff(['correspondence.read', ...told], [dunmere]);
    };
    const inList = async (id: string, actor: StaffActor) =>
      (await world().read(actor, listMessages, { limit: 200 })).items.find((one) => one.id === id);

    it('are veiled in lists like those written after it, for as long as the record is restricted', async () => {
      const customerId = await at.customer({ lastName: 'Before' });
      const { id: caseId } = await log(customerId);
      const { id } = await send(caseId);
      const dpo = await officer();
      const items = () => world().read(dpo, listMessageItems, { customerId, from: latest, limit: 10 });
      expect(await inList(id, dpo)).to.include({ recipientName: 'Joan Before', body: 'Done.', restricted: null });
      expect((await items())[0]?.text).to.equal('About it');
      await keepFrom(customerId, 'concealed-address');
      expect(await inList(id, dpo)).to.include({ ...wordless, restricted: 'customer' });
      expect((await items())[0]?.text).to.equal(null);
      expect((await world().read(at.tom, getMessage, { id })).address, 'where it went').to.equal(null);
      expect((await world().read(at.leader, getMessage, { id })).address).to.equal(joansMail);
      await keepFrom(customerId, null, 2);
      expect(await inList(id, dpo)).to.include({ body: 'Done.', restricted: null });
    });

    it('are veiled in lists for as long as their case is restricted', async () => {
      const { id: caseId } = await log();
      const { id } = await send(caseId);
      const dpo = await officer();
      const why = { reason: 'safeguarding' } as const;
      const { version } = await world().run(setup, restrictCase, { caseId, expectedVersion: 1, ...why });
      expect(await inList(id, dpo)).to.include({ ...wordless, restricted: 'case' });
      expect((await errorOf(world().read(dpo, getMessage, { id }))).code).to.equal('case_reason_needed');
      await world().run(setup, liftRestriction, { caseId, expectedVersion: version, reason: 'It is over' });
      expect(await inList(id, dpo)).to.include({ body: 'Done.', restricted: null });
    });
  });

  describe('on their way', () => {
    it('are changed by one of two people; the other is told', async () => {
      const { id: caseId } = await log();
      const { id } = await send(caseId);
      await world().run(at.tom, cancelMessage, { id, expectedVersion: 1 });
      const late = world().run(at.leader, printMessage, { id, expectedVersion: 1 });
      expect((await errorOf(late)).code).to.equal('stale_version');
      const again = world().run(at.leader, printMessage, { id, expectedVersion: 2 });
      expect((await errorOf(again)).code).to.equal('message_state_not_allowed');
      const [message] = await messagesOf(caseId);
      expect(message).to.include({ state: 'cancelled', settledAt: testNow });
    });

    it('are listed by how far they are, in pages, with their counts', async () => {
      const before = (await world().read(at.tom, listMessages, {})).counts.waiting ?? 0;
      const { id: caseId } = await log();
      for (let count = 0; count < 3; count += 1) await send(caseId);
      const first = await world().read(at.tom, listMessages, { limit: before + 2 });
      expect(first.counts.waiting).to.equal(before + 3);
      const rest = await world().read(at.tom, listMessages, { limit: 50, cursor: first.nextCursor ?? '' });
      expect([first.items.length, rest.items.length, rest.nextCursor]).to.deep.equal([before + 2, 1, null]);
      const broken = world().read(at.tom, listMessages, { cursor: 'x' });
      expect((await errorOf(broken)).code).to.equal('malformed_request');
    });
  });

  describe('by themselves', () => {
    before(async () => {
      await at.template();
      await at.template({ name: 'Asked', occasion: 'status', status: 'waiting-for-customer' });
      await at.template({
        name: 'Closed',
        occasion: 'closed',
        words: { en: { ...someTemplate.words.en, text: null } },
      });
    });

    /** What the sequencer hands on of a case. */
    const events = async (caseId: string) =>
      (await eventsOf(world(), caseId)).map(({ topic, payload }, index) => {
        return { id: `${caseId.slice(0, 30)}-${index}`, authorityId: dunmere, topic, subjectId: caseId, payload };
      });
    const tell = async (caseId: string) => {
      for (const event of await events(caseId))
        if (tellCustomers.topics?.includes(event.topic)) await tellCustomers.run(world().kernel, event);
    };
    const occasionsOf = async (caseId: string) => (await messagesOf(caseId)).map(({ occasion }) => occasion).reverse();

    it('tell of a case that is logged, waits for the customer and is resolved, each once', async () => {
      const { id: caseId } = await log();
      const move = { caseId, expectedVersion: 1, event: 'ask-customer' };
      await world().run(at.officer, changeStatus, move);
      await world().run(at.officer, resolveCase, { caseId, expectedVersion: 2, outcome: 'emptied' });
      await tell(caseId);
      await tell(caseId);
      expect((await occasionsOf(caseId)).sort()).to.deep.equal(['closed', 'logged', 'status']);
      const [logged] = (await messagesOf(caseId)).filter(({ occasion }) => occasion === 'logged');
      expect(logged?.queuedByName).to.equal('Automatic');
    });

    it('say nothing of what there are no words for', async () => {
      const { id: caseId } = await log();
      await world().run(at.officer, changeStatus, { caseId, expectedVersion: 1, event: 'start' });
      await world().run(at.officer, addNote, { caseId, text: 'Seen' });
      await tell(caseId);
      expect(await occasionsOf(caseId)).to.deep.equal(['logged']);
    });

    it('are written in Welsh to whoever wants it, as a letter where there is no mail', async () => {
      const address = { line: '4 Quarry Lane, Dunmere', postcode: 'DM4 2LL' };
      const wish = { language: 'cy', preferredChannel: 'email', emails: [], address };
      const { id: caseId } = await log(await at.customer({ lastName: 'Rees', ...wish }));
      await tell(caseId);
      const [message] = await messagesOf(caseId);
      expect(message).to.include({ channel: 'letter', language: 'cy', address: '4 Quarry Lane\nDunmere\nDM4 2LL' });
      expect(message?.body).to.equal('Annwyl Joan Rees, Dydd Mercher 18 Tachwedd');
    });

    it('are held for a restricted record, and never written to the dead or to nobody', async () => {
      const { id: kept } = await log(await restrict({ lastName: 'Veiled' }));
      const gone = await at.customer({ lastName: 'Late' });
      const dpo = await world().staff(['customers.edit', 'customers.read'], [dunmere]);
      await world().run(dpo, recordDeath, { id: gone, expectedVersion: 1, diedOn: '2026-11-01' });
      const { id: late } = await log(gone);
      const { id: nobody } = await at.log({}, at.tom);
      for (const caseId of [kept, late, nobody]) await tell(caseId);
      expect((await messagesOf(kept)).map(({ state }) => state)).to.deep.equal(['held']);
      expect([await messagesOf(late), await messagesOf(nobody)]).to.deep.equal([[], []]);
    });

    it('are told once, though two workers hear of the event in one moment', async () => {
      const { id: caseId } = await log();
      const input = { caseId, occasion: 'logged', status: null, eventId: world().newId() } as const;
      const system = { kind: 'system', reason: 'a test' } as const;
      await Promise.all([0, 1, 2].map(() => world().run(system, queueAutomatic, input)));
      expect(await messagesOf(caseId)).to.have.length(1);
    });
  });
});
