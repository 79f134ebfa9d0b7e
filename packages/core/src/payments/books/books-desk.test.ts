import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { aPaymentFarEnd } from '../../testing/payment-far-end.js';
import { getPaymentDay } from './books-queries.js';
import { keepComparison } from './keep-comparison.js';

const system = systemActor('compares payments with the provider’s');

onBothEngines('payments by day at the desk', (world) => {
  const far = aPaymentFarEnd({ name: 'pay', authorityIds: [dunmere] });
  let http: TestHttp;
  let leader: Browser;
  let adviser: Browser;
  let dayId: string;
  let differenceId: string;
  before(async () => {
    world().clock.set(testNow);
    world().connect(far.adapter);
    http = await startHttp(world());
    const signIn = async (role: 'adviser' | 'team-leader') =>
      await http.signIn((await addPerson(world(), { roles: [['dunmere', role]] })).personId);
    [leader, adviser] = [await signIn('team-leader'), await signIn('adviser')];
  });
  after(() => http.close());

  const path = (): string => `/desk/payment-days/${dayId}`;
  const close = (): string => `/desk/payment-differences/${differenceId}/close`;

  it('say that nothing is compared yet, and are nobody’s without the permission', async () => {
    expect((await leader.get('/desk/payment-days')).text).to.include('No day is compared yet.');
    expect((await leader.get('/desk/payment-days?which=open')).text).to.include('Nothing is open');
    expect((await adviser.get('/desk/payment-days')).status).to.equal(403);
    expect((await adviser.get('/desk')).text).to.not.include('/desk/payment-days');
  });

  it('list days with what differs, by fund code and as CSV that no spreadsheet runs', async () => {
    const totals = [
      {
        fundCode: 'WASTE-410',
        ours: { takenPence: 3500, givenBackPence: 0 },
        theirs: { takenPence: 4400, givenBackPence: 0, settledPence: 3500 },
      },
    ];
    const alone = { entryKind: 'payment', difference: 'not-ours', paymentId: null, theirReference: 'X-1' } as const;
    const theirs = { theirName: '=1+1', fundCode: null, ourPence: null, theirPence: 900, theirState: 'paid' } as const;
    const about = { authorityId: dunmere, instance: 'pay', providerName: 'Pay', dayOn: '2026-11-15', fault: null };
    const differences = [{ ...alone, ...theirs, at: testNow }];
    const compared = { totals, agreeing: 1, unknown: 0, differences };
    ({ id: dayId } = await world().run(system, keepComparison, { ...about, compared }));
    differenceId = (await world().read(system, getPaymentDay, { id: dayId })).differences[0]?.id ?? '';
    expect((await leader.get('/desk/payment-days')).text)
      .to.include(path())
      .and.include('1 difference')
      .and.include('£35.00');
    expect((await leader.get(path())).text)
      .to.include('WASTE-410')
      .and.include('£44.00')
      .and.include('Moothall doesn’t have it as taken')
      .and.include(close());
    expect((await leader.get(`${path()}/csv`)).text).to.include("'=1+1");
  });

  it('are explained with a reason; what was typed stays, and the slower of two is told', async () => {
    const version = hiddenField((await leader.get(close())).text, 'version');
    const empty = await leader.post(close(), { version, reason: '' });
    expect(empty.status).to.equal(422);
    expect(empty.text).to.include('href="#reason"');
    const done = await leader.post(close(), { version, reason: 'Taken at the pool' });
    expect(done.location).to.equal(path());
    expect((await leader.get(path())).text)
      .to.include('Taken at the pool')
      .and.include('Explained');
    const slower = await leader.post(close(), { version, reason: 'Taken at the library' });
    expect(slower.status).to.equal(409);
    expect(slower.text).to.include('Taken at the library');
  });

  it('are compared again at a press; without the connection it says so', async () => {
    expect((await leader.post(`${path()}/compare`, {})).location).to.equal(path());
    expect((await leader.get(path())).text).to.include('Explained');
    far.fail('unreachable');
    await leader.post(`${path()}/compare`, {});
    expect((await leader.get(path())).text).to.include('The provider could not be asked last');
    far.fail();
  });
});
