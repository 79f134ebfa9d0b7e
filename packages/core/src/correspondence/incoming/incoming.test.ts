import type { IncomingMail, InboxInstance } from '@moothall/adapter-sdk';
import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { getCasePage, listCaseFiles, sendOutside } from '../../cases/index.js';
import { restrictCustomer } from '../../customers/index.js';
import { getInteraction } from '../../interactions/index.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { aMember, dunmere, setup, westmoor } from '../../testing/case-world.js';
import { codeOf, eventsOf } from '../../testing/expectations.js';
import { anAdapter, aWorksFarEnd, connectedTo } from '../../testing/far-end.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { png } from '../../testing/one-pixel.js';
import { planOf } from '../../testing/plans.js';
import { sendMessage } from '../commands/send-message.js';
import { replyTokenOf } from '../reply-token.js';
import { getMessage } from '../queries.js';
import { joansMail, messageWorld, messageWork, type MessageWorld } from '../testing/message-world.js';
import { mostAnHour } from './keep-mail.js';
import { getMail, listMail } from './mail-queries.js';
import { fromSender, mailsInState } from './mails-repository.js';
import { readAll } from './read-inboxes.js';
import { dealWithMail, placeMail } from './settle-mail.js';

onBothEngines('mail that comes in', (world) => {
  let at: MessageWorld;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));

  let made = 0;
  const aMail = (changes: Partial<IncomingMail> = {}): IncomingMail => ({
    ...{
      id: `1/${(made += 1)}`,
      receivedAt: testNow - HOUR_MS,
      from: { name: 'Ann Other', address: 'ann@other.example' },
    },
    ...{
      subject: 'Hello',
      text: 'A word.',
      messageId: `<${made}@other.example>`,
      answers: ['replies@dunmere.example'],
    },
    ...{ isAutomatic: false, returned: null, files: [], isCut: false },
    ...changes,
  });
  let inboxes = 0;
  /** An inbox of Dunmere's with these mails, each given again every time. */
  const inboxOf = (mails: readonly (IncomingMail | Error)[], about: object = {}) => {
    const asked: (string | null)[] = [];
    const instance: InboxInstance = {
      check: async () => ({ ok: true }),
      newMail: async (cursor) => {
        asked.push(cursor);
        const page = mails.slice(Number(cursor ?? 0), Number(cursor ?? 0) + 2);
        for (const one of page) if (one instanceof Error) throw one;
        const until = Number(cursor ?? 0) + page.length;
        return { mails: page as IncomingMail[], cursor: String(until), hasMore: until < mails.length };
      },
    };
    const name = `inbox${(inboxes += 1)}`;
    return { asked, name, adapter: anAdapter('inbox', instance, { name, authorityIds: [dunmere], ...about }) };
  };
  const read = async (...mails: readonly IncomingMail[]): Promise<void> =>
    readAll(connectedTo(world().kernel, inboxOf(mails).adapter));
  const list = (state: 'waiting' | 'placed' | 'set-aside' | 'dealt-with', actor = at.tom) =>
    world().read(actor, listMail, { state, limit: 200 });
  const newest = async (state: 'waiting' | 'placed' | 'set-aside' = 'waiting') => {
    const mails = await list(state);
    const id = mails.items
      .map((one) => one.id)
      .sort()
      .at(-1);
    return await world().read(at.tom, getMail, { id: id ?? '' });
  };
  const aSent = async (more: object = {}) => {
    const { id: caseId, reference } = await at.log({ customerId: at.customerId, ...more }, at.tom);
    const { id } = await world().run(at.tom, sendMessage, {
      caseId,
      channel: 'email',
      subject: 'Yours',
      body: 'Done.',
    });
    await world().kernel.db.write(everyAuthority, (db) => db.update('messages', { id }, { state: 'sent' }));
    return { id, caseId, reference, token: replyTokenOf(world().kernel.config.secrets.key, id) };
  };

  it('goes on the case of the message that it answers, with what was attached, and whoever has it is told', async () => {
    const { caseId, reference, token } = await aSent();
    const files = [
      { name: 'note.txt', bytes: Buffer.from('By the gate') },
      { name: 'photo.jpg', bytes: Buffer.from('MZ\u0000\u0000 no photo') },
      { name: 'page.svg', bytes: Buffer.from('<svg onload="alert(1)"/>') },
    ];
    await read(aMail({ answers: [`replies+${token.toUpperCase()}@dunmere.example`], text: 'It is back.', files }));
    expect(await newest('placed')).to.include({ reference, body: 'It is back.', aside: null });
    const { events } = (await world().read(at.tom, getCasePage, { id: caseId })).timeline;
    const mail = events.find(({ kind }) => kind === 'mail');
    expect(mail).to.include({ visibility: 'customer' });
    expect(mail?.body).to.match(/^Hello\n\nIt is back\.\n\nLeft out: photo\.jpg.*\nLeft out: page\.svg/);
    expect((await world().read(at.tom, listCaseFiles, { caseId })).map(({ name }) => name)).to.deep.equal(['note.txt']);
    const told = (await eventsOf(world(), caseId)).find(({ topic }) => topic === 'case.mail-arrived');
    expect(told?.payload).to.include({ reference });
  });

  it('has its photos follow the case to the system in which its work is done', async () => {
    const { caseId, reference, token } = await aSent();
    const kernel = connectedTo(world().kernel, aWorksFarEnd().adapter);
    await runCommand(kernel, at.tom, sendOutside, { caseId });
    const answers = [`replies+${token}@dunmere.example`];
    await read(aMail({ answers, files: [{ name: 'photo.png', bytes: png }] }));
    const [photo] = await world().read(at.tom, listCaseFiles, { caseId });
    const added = (await eventsOf(world(), caseId)).filter(({ topic }) => topic === 'outside.file-added');
    expect(added.map(({ payload }) => payload)).to.deep.equal([{ reference, fileId: photo?.id }]);
  });

  it('is kept once, however often the inbox gives it, and read on from where it was', async () => {
    const mails = [aMail(), aMail(), aMail()];
    const inbox = inboxOf(mails);
    const kernel = connectedTo(world().kernel, inbox.adapter);
    await readAll(kernel);
    await readAll(kernel);
    expect(inbox.asked).to.deep.equal([null, '2', '3']);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('inbox_cursors', { instance: inbox.name }, { mail_cursor: '0' }),
    );
    await readAll(kernel);
    const rows = world().kernel.db.read(everyAuthority);
    const kept = await rows.rows(rows.from('incoming_mails').where({ instance: inbox.name }).select('id'));
    expect(kept).to.have.length(3);
  });

  it('is a contact by mail of the customer whose address it is, if it is one customer’s alone', async () => {
    await read(aMail({ from: { name: 'Joan', address: joansMail.toUpperCase() } }));
    const mail = await newest();
    expect(mail).to.include({ customerId: at.customerId, fromAddress: joansMail });
    const contact = await world().read(setup, getInteraction, { id: mail.interactionId ?? '' });
    expect(contact).to.include({ channel: 'email', state: 'finished', customerId: at.customerId, adviserId: null });
    const twin = await at.customer({ emails: ['both@prosser.example'] });
    await at.customer({ firstName: 'Owen', emails: ['both@prosser.example'] });
    await read(aMail({ from: { name: '', address: 'both@prosser.example' } }));
    expect(await newest(), twin).to.include({ customerId: null });
  });

  it('finds no case with a token that nobody signed, of another council, or none; and answers nothing', async () => {
    const { caseId, token } = await aSent();
    const forged = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
    const before = (await world().read(at.tom, getCasePage, { id: caseId })).timeline.events.length;
    const countOf = async () => {
      const db = world().kernel.db.read(everyAuthority);
      return (await db.rows(db.from('messages').select('id'))).length;
    };
    const written = await countOf();
    await read(aMail({ answers: [`replies+${forged}@dunmere.example`] }), aMail({ subject: `Re: ${caseId}` }));
    expect((await newest()).caseId).to.equal(null);
    const elsewhere = inboxOf([aMail({ answers: [`<${token}@dunmere.example>`] })], { authorityIds: [westmoor] });
    await readAll(connectedTo(world().kernel, elsewhere.adapter));
    expect((await world().read(at.tom, getCasePage, { id: caseId })).timeline.events).to.have.length(before);
    expect(await countOf()).to.equal(written);
  });

  it('marks a message that a mail server returned as not delivered, and is set aside', async () => {
    const { id, token } = await aSent();
    const text = `Message-ID: <${token}@dunmere.example>`;
    await read(aMail({ from: null, isAutomatic: true, returned: { outcome: 'wrong-address', text } }));
    expect(await world().read(at.tom, getMessage, { id })).to.include({ state: 'undelivered' });
    expect(await newest('set-aside')).to.include({ aside: 'returned', interactionId: null });
  });

  it('is set aside when a machine wrote it, when it is our own, and when there are too many from one address', async () => {
    const { caseId, token } = await aSent();
    const asides = async () => (await list('set-aside')).items.map(({ aside }) => aside);
    await read(aMail({ isAutomatic: true, answers: [`<${token}@dunmere.example>`] }));
    expect(await newest('set-aside')).to.include({ aside: 'automatic', caseId: null });
    await read(aMail({ messageId: `<${token}@dunmere.example>` }));
    expect(await newest('set-aside')).to.include({ aside: 'our-own' });
    const from = { name: 'Loop', address: `loop${made}@other.example` };
    await read(
      ...Array.from({ length: mostAnHour + 1 }, () => aMail({ from, answers: [`<${token}@dunmere.example>`] })),
    );
    expect((await asides()).filter((aside) => aside === 'too-many')).to.have.length(1);
    const { events } = (await world().read(at.tom, getCasePage, { id: caseId })).timeline;
    expect(events.filter(({ kind }) => kind === 'mail')).to.have.length(mostAnHour);
  });

  it('keeps no card number, nothing unseen, and says what was too long', async () => {
    const text = 'My card is 4111 1111 1111 1111.';
    await read(aMail({ text, isCut: true }));
    const mail = await newest();
    expect(mail.body)
      .to.match(/card number/)
      .and.not.include('4111');
    expect(mail.leftOut).to.match(/too long/);
    await read(aMail({ subject: 'A\u202egpj\u0000\nB', text: 'one\r\ntwo\u0007' }));
    expect(await newest()).to.include({ subject: 'Agpj B', body: 'one\ntwo' });
  });

  it('is put on a case by hand, once, by its version', async () => {
    const { caseId, reference } = await aSent();
    await read(aMail({ text: 'No token.', files: [{ name: 'map.txt', bytes: Buffer.from('Here') }] }));
    const { id, version, interactionId } = await newest();
    const place = (typed: string, expectedVersion = version) =>
      world().run(at.tom, placeMail, { id, expectedVersion, reference: typed });
    expect(await codeOf(place('DUN-NOSUCH'))).to.equal('bad_input');
    expect(await codeOf(place(reference, version + 1))).to.equal('stale_version');
    await place(reference);
    expect(await codeOf(place(reference, version + 1))).to.equal('mail_settled');
    const { events } = (await world().read(at.tom, getCasePage, { id: caseId })).timeline;
    expect(events.map(({ kind }) => kind)).to.include.members(['mail', 'file']);
    const contact = await world().read(setup, getInteraction, { id: interactionId ?? '' });
    expect(contact.aboutCaseId).to.equal(caseId);
  });

  it('is dealt with without a case by saying what was done', async () => {
    await read(aMail());
    const { id, version: expectedVersion } = await newest();
    expect(await codeOf(world().run(at.tom, dealWithMail, { id, expectedVersion, note: '' }))).to.equal('bad_input');
    await world().run(at.tom, dealWithMail, { id, expectedVersion, note: 'Rang her' });
    expect(await world().read(at.tom, getMail, { id })).to.include({ state: 'dealt-with', note: 'Rang her' });
  });

  it('of a restricted customer shows its words to those alone who may open the record', async () => {
    const customerId = await at.customer({ firstName: 'Secret', emails: ['secret@prosser.example'] });
    const restriction = {
      id: customerId,
      expectedVersion: 1,
      restriction: 'safeguarding',
      reason: 'A threat',
    } as const;
    await world().run(setup, restrictCustomer, restriction);
    await read(aMail({ from: { name: 'Secret', address: 'secret@prosser.example' }, text: 'Quibblewick' }));
    const { id } = await newest();
    expect(JSON.stringify([await newest(), (await list('waiting')).items])).to.not.match(/Quibblewick|secret@/);
    expect((await world().read(at.leader, getMail, { id })).body).to.equal('Quibblewick');
  });

  it('is read and placed by nobody without the permission', async () => {
    await read(aMail());
    const { id, version: expectedVersion } = await newest();
    const reader = await aMember(
      world(),
      at.teamId,
      'Una Reader',
      messageWork.filter((one) => one !== 'correspondence.send'),
    );
    const stranger = await aMember(world(), at.teamId, 'Sam Stranger', ['cases.read']);
    expect(await codeOf(world().run(reader, dealWithMail, { id, expectedVersion, note: 'x' }))).to.equal('not_allowed');
    expect(await codeOf(world().read(stranger, getMail, { id }))).to.equal('not_allowed');
    expect(await codeOf(world().read(stranger, listMail, {}))).to.equal('not_allowed');
  });

  it('of one inbox is read though another is away', async () => {
    const broken = inboxOf([new AdapterError('unreachable', 'Nothing answers')]);
    const good = inboxOf([aMail({ subject: 'All the same' })]);
    const kernel: Kernel = connectedTo(world().kernel, broken.adapter, good.adapter);
    await readAll(kernel);
    expect((await newest()).subject).to.equal('All the same');
  });

  it('is found by indexes', async () => {
    const listed = { authorities: [dunmere], state: 'waiting', at: testNow, id: world().newId(), limit: 50 };
    expect(await planOf(world(), mailsInState, listed)).to.include(
      'incoming_mails_authority_id_state_received_at_id_idx',
    );
    const sender = { authority: dunmere, address: 'a@b.example', since: 0 };
    expect(await planOf(world(), fromSender, sender)).to.include(
      'incoming_mails_authority_id_from_address_kept_at_idx',
    );
  });
});
