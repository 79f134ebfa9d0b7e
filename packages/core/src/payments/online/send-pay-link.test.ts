import { expect } from 'chai';
import { confirmMessage, createTemplate, messageStateOf, recordDelivery } from '../../correspondence/index.js';
import { createCustomer, recordDeath, restrictCustomer } from '../../customers/index.js';
import { addTeamMember } from '../../directory/index.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishService } from '../../services/index.js';
import { aMissedBin, caseWorld, missedBin, setup, type CaseWorld } from '../../testing/case-world.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, origin, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { aPaymentFarEnd } from '../../testing/payment-far-end.js';
import { keepAnswer } from './keep-answer.js';
import { askProvider } from './provider.js';
import { sendPayLink } from './send-pay-link.js';

const words = {
  en: { subject: 'Pay {amount}', body: '{payment-for}, by {pay-by}: {payment-link}', text: 'Pay {payment-link}' },
  cy: { subject: 'Talu {amount}', body: '{payment-for}, tan {pay-by}: {payment-link}', text: null },
};

onBothEngines('the link to pay as a message', (world) => {
  const far = aPaymentFarEnd();
  let at: CaseWorld;
  let http: TestHttp;
  let adviser: Browser;
  let feeServiceId: string;
  before(async () => {
    world().clock.set(testNow);
    world().connect(far.adapter);
    at = await caseWorld(world());
    http = await startHttp(world(), { origin });
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
    adviser = await http.signIn(personId);
    const fee = { amountPence: 3500, buys: 'a new bin' };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    feeServiceId = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
    const about = { authorityId: dunmere, key: 'pay', name: 'Pay', occasion: 'payment', words } as const;
    await world().run(setup, createTemplate, about);
  });
  after(() => http.close());
  beforeEach(() => world().clock.set(testNow));

  const customer = async (more: object = {}): Promise<string> => {
    const person = { authorityId: dunmere, firstName: 'Siân', lastName: 'Prosser', confirmedNew: true };
    return (await world().run(setup, createCustomer, { ...person, emails: ['sian@mail.example'], ...more })).id;
  };
  const begun = async (customerId: string | undefined, way = 'online'): Promise<string> => {
    const { reference } = await at.log({ ...aMissedBin(feeServiceId), ...(customerId ? { customerId } : {}) });
    return (await adviser.post(`/desk/cases/${reference}/payments/card`, { amount: '35.00', way })).location;
  };
  const idOf = (path: string): string => path.split('/').at(-1) ?? '';
  const said = async (path: string): Promise<string> => {
    const sent = await adviser.post(`${path}/link`);
    expect([sent.status, sent.location]).to.deep.equal([303, path]);
    return (await adviser.get(path)).text;
  };
  const messageOf = (page: string): string => /href="([^"]*\/messages\/[^"]+)"/.exec(page)?.[1] ?? '';

  it('goes to the customer in the council’s words, once however often it is pressed, and leads to the payment', async () => {
    const path = await begun(await customer());
    expect((await adviser.get(path)).text).to.include('Send the link to the customer');
    const both = await Promise.all([adviser.post(`${path}/link`), adviser.post(`${path}/link`)]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    const shown = (await adviser.get(path)).text;
    expect(shown).to.include('Waits to go by email').and.include('Send the link again');
    expect(await said(path)).to.include('sent a moment ago');
    const message = (await adviser.get(messageOf(shown))).text;
    expect(message).to.include('Pay £35.00').and.include('New bin, ');
    const link = /\/pay\/[\w/-]+/.exec(message)?.[0] ?? '';
    expect((await http.browser().get(link)).text).to.include('Pay £35.00 to');
    const steps = (await auditOf(world(), idOf(path))).filter(({ action }) => action === 'payments.send-pay-link');
    expect(steps).to.have.length(1);
    world().clock.advance(2 * 60_000);
    expect(await said(path)).to.include('The link waits to be sent');
  });

  it('goes by text message, or in Welsh, as the customer has it', async () => {
    const texts = await begun(await customer({ emails: [], telephones: ['07700 900123'] }));
    expect(await said(texts)).to.include('Waits to go by text message');
    const welsh = await said(await begun(await customer({ language: 'cy' })));
    expect((await adviser.get(messageOf(welsh))).text).to.include('Talu £35.00');
  });

  it('is not sent without an address or to the dead, is held for a restricted record, and says so', async () => {
    expect(await said(await begun(undefined))).to.include('no email address or mobile number');
    const dead = await customer();
    await world().run(setup, recordDeath, { id: dead, diedOn: '2026-11-01', expectedVersion: 1 });
    expect(await said(await begun(dead))).to.include('the customer has died');
    const hidden = await customer();
    const path = await begun(hidden);
    const why = { restriction: 'concealed-address', reason: 'He is in danger' } as const;
    await world().run(setup, restrictCustomer, { id: hidden, expectedVersion: 1, ...why });
    const held = await said(path);
    expect(held).to.include('held until somebody confirms it').and.include('Waits until somebody confirms it, to go');
    expect(held).to.not.include('Sent by email');
    expect(await said(await begun(await customer(), 'phone'))).to.include('can’t be used any more');
  });

  it('takes nothing once the payment was cancelled or its week is over, and isn’t sent any more', async () => {
    const path = await begun(await customer());
    const message = (await adviser.get(messageOf(await said(path)))).text;
    const link = /\/pay\/[\w/-]+/.exec(message)?.[0] ?? '';
    const version = hiddenField((await adviser.get(`${path}/cancel`)).text, 'version');
    await adviser.post(`${path}/cancel`, { version, reason: 'Not wanted' });
    world().clock.advance(3 * 60_000);
    expect((await http.browser().get(link)).text).to.not.include('<form');
    expect((await adviser.get(path)).text).to.not.include(`${path}/link`);
    expect(await said(path)).to.include('can’t be used any more');
    const old = await begun(await customer());
    world().clock.advance(8 * 86_400_000);
    const tom = await world().staff(['payments.record', 'correspondence.send', 'cases.read'], [dunmere]);
    const refused = await errorOf(world().run(tom, sendPayLink, { id: idOf(old) }));
    expect(refused.code).to.equal('pay_link_closed');
  });

  it('is taken back, and can’t be confirmed, once it leads nowhere: cancelled, paid, or past its week', async () => {
    const why = { restriction: 'concealed-address', reason: 'He is in danger' } as const;
    const heldOne = async () => {
      const hidden = await customer();
      const path = await begun(hidden);
      await world().run(setup, restrictCustomer, { id: hidden, expectedVersion: 1, ...why });
      return { path, message: idOf(messageOf(await said(path)).split('?')[0] ?? '') };
    };
    const state = async (id: string) => {
      const found = await messageStateOf(world().kernel.db.read(everyAuthority), id);
      if (found !== 'cancelled') return found;
      const confirm = world().run(setup, confirmMessage, { id, expectedVersion: 2 });
      return (await errorOf(confirm)).code;
    };
    const [cancelled, paid, over, again] = [await heldOne(), await heldOne(), await heldOne(), await heldOne()];
    expect(await state(cancelled.message)).to.equal('held');
    const version = hiddenField((await adviser.get(`${cancelled.path}/cancel`)).text, 'version');
    await adviser.post(`${cancelled.path}/cancel`, { version, reason: 'Not wanted' });
    expect(await state(cancelled.message)).to.equal('message_state_not_allowed');
    expect((await adviser.get(cancelled.path)).text).to.include('Taken back before it went by email');
    const heard = { attempt: 0, theirReference: null, paidAt: testNow, why: null };
    await world().run(setup, keepAnswer, { ...heard, paymentId: idOf(paid.path), state: 'paid' });
    expect(await state(paid.message)).to.equal('message_state_not_allowed');
    world().clock.advance(3 * 60_000);
    await said(again.path);
    expect(await state(again.message), 'another was written').to.equal('message_state_not_allowed');
    world().clock.advance(8 * 86_400_000);
    await askProvider(world().kernel, idOf(over.path));
    expect(await state(over.message)).to.equal('message_state_not_allowed');
  });

  it('goes no second time where a sender had it while it was taken back', async () => {
    const leftIn = async (step: 'begin' | 'deliver' | 'put-back' | 'fail') => {
      const path = await begun(await customer());
      const id = idOf(messageOf(await said(path)).split('?')[0] ?? '');
      await world().run(setup, recordDelivery, { id, step: 'begin' });
      const version = hiddenField((await adviser.get(`${path}/cancel`)).text, 'version');
      await adviser.post(`${path}/cancel`, { version, reason: 'Not wanted' });
      await world().run(setup, recordDelivery, { id, step });
      expect(await world().run(setup, recordDelivery, { id, step: 'begin' })).to.equal(undefined);
      return await messageStateOf(world().kernel.db.read(everyAuthority), id);
    };
    expect(await leftIn('put-back')).to.equal('cancelled');
    expect(await leftIn('fail')).to.equal('cancelled');
    expect(await leftIn('begin'), 'a worker was cut off').to.equal('cancelled');
    expect(await leftIn('deliver'), 'it had gone').to.equal('sent');
  });

  it('needs both to take payments and to write to customers, in the payment’s council', async () => {
    const id = idOf(await begun(await customer()));
    const takes = ['payments.read', 'payments.record', 'cases.read'];
    const send = async (permissions: readonly string[], council = dunmere) =>
      (await errorOf(world().run(await world().staff(permissions, [council]), sendPayLink, { id }))).code;
    expect(await send(takes)).to.equal('not_allowed');
    expect(await send(['correspondence.send', 'cases.read'])).to.equal('not_allowed');
    expect(await send([...takes, 'correspondence.send'], castlebridge)).to.equal('not_found');
  });
});
