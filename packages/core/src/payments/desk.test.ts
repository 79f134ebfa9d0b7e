import { expect } from 'chai';
import { addTeamMember } from '../directory/index.js';
import { publishService } from '../services/index.js';
import { aMissedBin, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';

onBothEngines('payments at the desk', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let officer: Browser;
  let analyst: Browser;
  let reference: string;
  before(async () => {
    world().clock.set(testNow);
    at = await caseWorld(world());
    http = await startHttp(world());
    const signIn = async (role: 'officer' | 'analyst') => {
      const { personId } = await addPerson(world(), { roles: [['dunmere', role]] });
      if (role === 'officer') await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      return http.signIn(personId);
    };
    officer = await signIn('officer');
    analyst = await signIn('analyst');
    const fee = { amountPence: 3500, buys: 'a new bin' };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    const { id } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    ({ reference } = await at.log(aMissedBin(id)));
  });
  after(() => http.close());

  const casePath = (): string => `/desk/cases/${reference}`;
  const call = async (): Promise<string> => {
    const started = await officer.post('/desk/interactions/new', { channel: 'counter', authorityId: String(dunmere) });
    return started.location.split('?')[0] ?? '';
  };

  it('say what a case costs, what was paid and what is due', async () => {
    const empty = await officer.get(`${casePath()}/payments`);
    expect(empty.text).to.include('The fee is £35.00: it buys a new bin. Nothing is paid yet, £35.00 is due.');
    expect(empty.text).to.include('Nothing is recorded yet.');
    const form = await officer.get(`${casePath()}/payments/new`);
    expect(form.text).to.include('value="35.00"');
    const done = await officer.post(`${casePath()}/payments`, { amount: '£10', method: 'card', receipt: 'T4-0091' });
    expect(done.location).to.include(`${casePath()}/payments`);
    const list = await officer.get(`${casePath()}/payments`);
    expect(list.text).to.include('Paid £10.00, £25.00 is due.').and.include('T4-0091');
    const timeline = await officer.get(casePath());
    expect(timeline.text).to.include('Payment of £10.00').and.include('/desk/payments/');
  });

  it('keep what was typed, and name the box and the fix', async () => {
    const typed = { amount: 'ten pounds', method: 'cheque', receipt: 'T4-0092' };
    const unreadable = await officer.post(`${casePath()}/payments`, typed);
    expect(unreadable.status).to.equal(422);
    expect(unreadable.text)
      .to.include('Enter the amount in pounds and pence, like 12.50')
      .and.include('href="#amount"');
    expect(unreadable.text).to.include('ten pounds').and.include('T4-0092');
    const card = await officer.post(`${casePath()}/payments`, {
      ...{ amount: '10', method: 'card', receipt: '4111 1111 1111 1111' },
    });
    expect(card.status).to.equal(422);
    expect(card.text).to.include('Take out the card number').and.include('href="#receipt"');
    const without = await officer.post(`${casePath()}/payments`, { amount: '10' });
    expect(without.text).to.include('Choose how it was paid');
  });

  it('are recorded once however often the button is pressed', async () => {
    const { text } = await officer.get(`${casePath()}/payments/new`);
    const fields = { amount: '1.23', method: 'cash', _once: hiddenField(text, '_once') };
    await officer.post(`${casePath()}/payments`, fields);
    await officer.post(`${casePath()}/payments`, fields);
    const list = await officer.get(`${casePath()}/payments`);
    expect(list.text.match(/£1\.23<\/a>/g)).to.have.lengthOf(1);
  });

  it('are recorded from within a contact, and lead back to it', async () => {
    const contact = await call();
    expect((await officer.get(contact)).text).to.include(`${contact}/payments/new`);
    const fields = { purpose: 'Council tax', amount: '42', method: 'cash' };
    const done = await officer.post(`${contact}/payments`, fields);
    expect(done.location).to.include(contact);
    const id = contact.split('/').at(-1) ?? '';
    const forCase = await officer.post(`${casePath()}/payments?contact=${id}`, { amount: '5', method: 'card' });
    expect(forCase.location).to.include(contact);
    const missing = await officer.post(`${contact}/payments`, { ...fields, purpose: '' });
    expect(missing.status).to.equal(422);
    expect(missing.text).to.include('Enter what it was for').and.include('href="#purpose"');
  });

  it('stand with the contact when it is finished, for those who may see them', async () => {
    const contact = await call();
    await officer.post(`${contact}/payments`, { purpose: 'Replacement permit', amount: '12.50', method: 'cash' });
    const version = hiddenField((await officer.get(contact)).text, 'version');
    await officer.post(`${contact}/finish`, { version, notes: '', avoidable: 'no' });
    const { text } = await officer.get(contact);
    expect(text).to.include('finished and can only be read');
    expect(text).to.match(/href="\/desk\/payments\/[0-9a-f-]{36}">£12\.50<\/a> Replacement permit/);
    expect(text).to.include('Cash, today 10am');
    expect((await analyst.get(contact)).text).to.not.include('£12.50');
  });

  it('are cancelled with a reason, and are told as cancelled to whoever comes second', async () => {
    const { text } = await officer.get(`${casePath()}/payments`);
    const [, id = ''] = /\/desk\/payments\/([0-9a-f-]{36})/.exec(text) ?? [];
    const asked = await officer.get(`/desk/payments/${id}/cancel`);
    const version = hiddenField(asked.text, 'version');
    const without = await officer.post(`/desk/payments/${id}/cancel`, { version, reason: '' });
    expect(without.status).to.equal(422);
    expect(without.text).to.include('Enter why the payment is cancelled');
    const done = await officer.post(`/desk/payments/${id}/cancel`, { version, reason: 'Wrong case' });
    expect(done.location).to.include(`/desk/payments/${id}`);
    expect((await officer.get(`/desk/payments/${id}`)).text)
      .to.include('Cancelled')
      .and.include('Wrong case');
    const second = await officer.post(`/desk/payments/${id}/cancel`, { version, reason: 'Mine as well' });
    expect(second.status).to.equal(409);
    expect(second.text).to.include('Mine as well');
  });

  it('are kept from those who may not see them', async () => {
    expect((await analyst.get(`${casePath()}/payments`)).status).to.equal(403);
    expect((await analyst.post(`${casePath()}/payments`, { amount: '1', method: 'cash' })).status).to.equal(403);
  });
});
