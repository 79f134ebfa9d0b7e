import { expect } from 'chai';
import { addTeamMember } from '../../directory/index.js';
import { publishService } from '../../services/index.js';
import { aMissedBin, caseWorld, missedBin, setup, type CaseWorld } from '../../testing/case-world.js';
import { dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { aPaymentFarEnd } from '../../testing/payment-far-end.js';

onBothEngines('payments by card at the desk and behind the link', (world) => {
  const far = aPaymentFarEnd();
  let at: CaseWorld;
  let http: TestHttp;
  let leader: Browser;
  let adviser: Browser;
  let feeServiceId: string;
  before(async () => {
    world().clock.set(testNow);
    world().connect(far.adapter);
    at = await caseWorld(world());
    http = await startHttp(world(), { origin: undefined });
    const signIn = async (role: 'adviser' | 'team-leader') => {
      const { personId } = await addPerson(world(), { roles: [['dunmere', role]] });
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      return await http.signIn(personId);
    };
    [leader, adviser] = [await signIn('team-leader'), await signIn('adviser')];
    const fee = { amountPence: 3500, buys: 'a new bin' };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    feeServiceId = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  });
  after(() => http.close());

  /** Answers the address of the payment's page. */
  const begun = async (way: string): Promise<string> => {
    const { reference } = await at.log(aMissedBin(feeServiceId));
    const path = `/desk/cases/${reference}/payments`;
    expect((await adviser.get(path)).text).to.include(`${path}/card`);
    expect((await adviser.get(`${path}/card`)).text).to.include('value="35.00"');
    const done = await adviser.post(`${path}/card`, { amount: '35.00', way });
    expect(done.status, done.text).to.equal(303);
    return done.location;
  };
  const linkIn = (text: string): string => /href="(\/pay\/[^"]+)"/.exec(text)?.[1] ?? '';

  it('are paid on the telephone: on to the provider’s page, back, and given back by a team leader', async () => {
    const path = await begun('phone');
    expect((await adviser.get(path)).text)
      .to.include('Not paid yet')
      .and.include(`${path}/go`);
    const onward = await adviser.post(`${path}/go`);
    expect(onward.headers.get('refresh')).to.match(/^0; url=https:\/\/pay\.example\/P-\d+$/);
    expect(onward.text).to.include('Go on to the payment page');
    far.become('paid', testNow);
    const back = await adviser.get(`${path}/back`);
    expect(back.text).to.include('Paid').and.not.include(`${path}/go`);
    expect((await adviser.get(`${path}/refund`)).status).to.equal(403);
    const asked = await leader.get(`${path}/refund`);
    const version = hiddenField(asked.text, 'version');
    const more = await leader.post(`${path}/refund`, { version, amount: '36', reason: 'Broken' });
    expect(more.status).to.equal(422);
    expect(more.text).to.include('£35.00 or less').and.include('Broken').and.include('href="#amount"');
    expect((await leader.post(`${path}/refund`, { version, amount: '5', reason: 'Broken' })).location).to.equal(path);
    expect((await leader.get(path)).text)
      .to.include('£5.00 given back')
      .and.include('With the provider');
    const stale = await leader.post(`${path}/refund`, { version, amount: '5', reason: 'Broken again' });
    expect(stale.status).to.equal(409);
    expect(stale.text).to.include('Broken again');
  });

  it('are paid behind the link without signing in, in English and Welsh, and tried again after a refusal', async () => {
    const path = await begun('online');
    const link = linkIn((await adviser.get(path)).text);
    const payer = http.browser();
    expect((await payer.get(link)).text)
      .to.include('Pay £35.00 to')
      .and.include('New bin, ');
    expect((await payer.get(`${link}?lang=cy`)).text)
      .to.include('Talu £35.00 i')
      .and.include('lang="cy"');
    expect((await payer.send(link, { method: 'POST', form: {} })).headers.get('refresh')).to.match(/pay\.example/);
    far.become('failed');
    world().clock.advance(10_000);
    expect((await payer.get(link)).text).to.include('nothing was taken');
    await payer.send(link, { method: 'POST', form: {} });
    far.become('paid', testNow);
    world().clock.advance(10_000);
    expect((await payer.get(link)).text)
      .to.include('Thank you')
      .and.not.include('<form');
    expect((await payer.send(link, { method: 'POST', form: {} })).text).to.include('Thank you');
    expect((await payer.get(`${link.slice(0, -1)}${link.endsWith('x') ? 'y' : 'x'}`)).status).to.equal(404);
  });

  it('say that the provider is away, and lose nothing', async () => {
    const path = await begun('online');
    const link = linkIn((await adviser.get(path)).text);
    far.fail('unreachable');
    const answer = await http.browser().send(link, { method: 'POST', form: {} });
    expect(answer.status).to.equal(503);
    expect(answer.text).to.include('Nothing was taken').and.include('<form');
    far.fail();
    expect((await adviser.get(path)).text).to.include('Not paid yet');
  });

  it('keep what was typed, and name the box and the fix', async () => {
    const { reference } = await at.log(aMissedBin(feeServiceId));
    const path = `/desk/cases/${reference}/payments/card`;
    const none = await adviser.post(path, { amount: 'a lot', way: 'phone' });
    expect(none.status).to.equal(422);
    expect(none.text).to.include('value="a lot"').and.include('href="#amount"');
    expect((await adviser.post(path, { amount: '5' })).text).to.include('Choose how it is paid');
  });

  it('are cancelled with a reason until they are paid, and called off at the provider', async () => {
    const path = await begun('phone');
    await adviser.post(`${path}/go`);
    const version = hiddenField((await adviser.get(`${path}/cancel`)).text, 'version');
    await adviser.post(`${path}/cancel`, { version, reason: 'Rang off' });
    expect((await adviser.get(path)).text)
      .to.include('Cancelled')
      .and.include('Rang off');
    expect(far.payments.at(-1)?.state).to.equal('cancelled');
  });
});
