import type { NotificationsInstance } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { restrictCustomer } from '../../customers/index.js';
import { getInteraction } from '../../interactions/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { systemActor, type StaffActor } from '../../kernel/actor.js';
import { errorOf } from '../../testing/expectations.js';
import { anAdapter, connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp } from '../../testing/http.js';
import { messageWorld, messageWork, type MessageWorld } from '../testing/message-world.js';
import { textListener } from './hear-texts.js';
import { undividedTexts } from './undivided-texts.js';
import { getMail, listMail } from './mail-queries.js';
import { placeMail } from './settle-mail.js';

const system = systemActor('sets up a test');

onBothEngines('text messages that come in', (world) => {
  let at: MessageWorld;
  let reader: StaffActor;
  const instance = { channels: ['text'], check: async () => ({ ok: true }) } as unknown as NotificationsInstance;
  const notify = anAdapter('notifications', instance, { name: 'notify', authorityIds: [dunmere] });
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
    reader = await world().staff([...messageWork, 'interactions.read'], [dunmere]);
  });

  let told = 0;
  let settled = 0;
  const tell = (said: object = {}, key = `text ${(told += 1)}`, one: ConfiguredAdapter = notify) => {
    const news = { id: key, instance: one.name, key, what: 'text', about: null, attempts: 1 };
    const message = { from: '+447700900123', text: 'The bin is still here', ...said };
    return textListener.take(
      world().kernel,
      one,
      { ...news, said: message, happenedAt: testNow - 60_000, receivedAt: testNow },
      async () => void (settled += 1),
    );
  };
  const all = async (actor = reader) => (await world().read(actor, listMail, { limit: 200 })).items;
  const newest = async () => {
    const id =
      (await all())
        .map((one) => one.id)
        .sort()
        .at(-1) ?? '';
    return await world().read(reader, getMail, { id });
  };

  it('are a contact of the customer whose number it is, and wait to be put on a case', async () => {
    const customerId = await at.customer({ emails: [], telephones: ['07700 900123'] });
    expect(await tell()).to.equal('taken');
    const text = await newest();
    expect(text).to.include({
      channel: 'text',
      fromAddress: '+447700900123',
      subject: '',
      customerId,
      state: 'waiting',
    });
    expect(text).to.include({ body: 'The bin is still here', receivedAt: testNow - 60_000 });
    const contact = await world().read(reader, getInteraction, { id: text.interactionId ?? '' });
    expect(contact).to.include({ channel: 'text', customerId });
    const { reference } = await at.log({ customerId }, at.tom);
    await world().run(at.tom, placeMail, { id: text.id, expectedVersion: 1, reference });
    expect(await world().read(reader, getMail, { id: text.id })).to.include({ state: 'placed', reference });
  });

  it('are kept once, however often they are told', async () => {
    const before = [(await all()).length, settled] as const;
    expect([await tell({}, 'text twice'), await tell({}, 'text twice')]).to.deep.equal(['taken', 'taken']);
    expect([(await all()).length, settled]).to.deep.equal([before[0] + 1, before[1] + 2]);
  });

  it('are nobody’s where two customers have the number, or it is none', async () => {
    for (const lastName of ['Vane', 'Rao']) await at.customer({ lastName, telephones: ['07700 900456'] });
    for (const from of ['+447700900456', '60777', 'Depot']) {
      await tell({ from });
      expect(await newest(), from).to.include({ customerId: null, fromAddress: from.toLowerCase() });
    }
  });

  it('wait where nothing says which council they came to', async () => {
    const both = anAdapter('notifications', instance, { name: 'both', authorityIds: [dunmere, castlebridge] });
    const before = (await all()).length;
    const refused = await tell({}, 'text both', both).catch((error: Error) => error);
    expect(refused).to.be.an('error').with.property('message').that.includes('adapters.both');
    expect(await all()).to.have.length(before);
    expect(await tell({}, 'text both', { ...both, authorityIds: [dunmere] })).to.equal('taken');
  });

  it('have a connection reported that tells of them and serves several councils', async () => {
    const telling = { ...instance, receive: async () => [] } as NotificationsInstance;
    const authorityIds = [dunmere, castlebridge];
    const list = [
      anAdapter('notifications', telling, { name: 'both', authorityIds }),
      anAdapter('notifications', telling, { name: 'ours', authorityIds: [dunmere] }),
      anAdapter('notifications', instance, { name: 'deaf', authorityIds }),
    ];
    expect(await undividedTexts(connectedTo(world().kernel, ...list))).to.deep.equal(['both']);
  });

  it('hold no card number, and nothing that turns what stands beside it', async () => {
    await tell({ text: 'My card is 4111 1111 1111 1111' });
    expect((await newest()).body)
      .to.include('not kept')
      .and.not.include('4111');
    await tell({ text: 'Left\u202eRight\u0000' });
    expect((await newest()).body).to.equal('LeftRight');
  });

  it('are read by their own council alone, and a restricted customer’s by whoever may open the record', async () => {
    const id = await at.customer({ lastName: 'Kept', telephones: ['07700 900789'] });
    await tell({ from: '+447700900789', text: 'I am at the refuge' });
    const why = { restriction: 'concealed-address', reason: 'She is in danger' } as const;
    await world().run(system, restrictCustomer, { id, expectedVersion: 1, ...why });
    const hidden = await newest();
    expect(hidden).to.include({ body: '', fromAddress: '', isKeptBack: true });
    const abroad = await world().staff(messageWork, [castlebridge]);
    expect((await errorOf(world().read(abroad, getMail, { id: hidden.id }))).code).to.equal('not_found');
  });

  it('stand among the mail at the desk, by their first words, and on a page of their own', async () => {
    await tell({ from: '+447700900999', text: `The crew <never> came. ${'It is still out. '.repeat(10)}` });
    const { id } = await newest();
    const http = await startHttp(world());
    try {
      const officer = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
      expect((await officer.get('/desk/mail')).text)
        .to.include('The crew &lt;never&gt; came.')
        .and.include('07700 900999');
      const { text } = await officer.get(`/desk/mail/${id}`);
      expect(text).to.include('Text message from 07700 900999').and.include('By text message');
    } finally {
      await http.close();
    }
  });
});
