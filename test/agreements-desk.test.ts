import { expect } from 'chai';
import { HOUR_MS } from '#core/kernel/clock.js';
import { changeTerms } from '#core/partnerships/commands/change-terms.js';
import { endAgreement } from '#core/partnerships/commands/end-agreement.js';
import { someTerms } from '#core/partnerships/testing/agreements.js';
import { dunmere, onBothEngines, westmoor } from '#core/testing/harness.js';
import { hiddenField, startHttp, type Browser, type TestHttp } from '#core/testing/http.js';
import { agreeingCouncils, evening } from './agreements/councils.js';

const { title, kind, fromOn, lawfulBasis, purpose } = someTerms;
const form = {
  ...{ title, kind, fromOn, lawfulBasis, purpose, when: 'outside-office-hours', priceKind: 'free' },
  ...{ 'shares[]': ['customers', 'cases'], 'abilities[]': ['log'] },
  ...{ receiverId: String(dunmere), providerId: String(westmoor) },
};

onBothEngines('agreements at the desk', (world) => {
  const { as, at, draft, idOf, inForce } = agreeingCouncils(world);
  let http: TestHttp;
  let theirs: Browser;
  let ours: Browser;
  before(async () => {
    http = await startHttp(world());
    theirs = await http.signIn(idOf('theirs'));
    ours = await http.signIn(idOf('ours'));
  });
  after(() => http.close());
  const sign = async (browser: Browser, path: string, side: string) => {
    const { text } = await browser.get(path);
    return browser.post(`${path}/sign`, { expectedVersion: hiddenField(text, 'expectedVersion'), side });
  };

  it('are drafted, signed by both and suspended, each seeing where they stand', async () => {
    const { text: asked } = await theirs.get(`/desk/agreements/new?receiver=${dunmere}&provider=${westmoor}`);
    expect(asked).to.include('Westmoor answers for Dunmere.').and.include('Missed');
    const { location } = await theirs.post('/desk/agreements/new', form);
    expect((await theirs.get(location)).text)
      .to.include('Sign for Dunmere')
      .and.not.include('Sign for Westmoor');
    await sign(theirs, location, 'receiver');
    const waiting = (await ours.get(location)).text;
    expect(waiting)
      .to.include('theirs, today 10am')
      .and.include('Sign for Westmoor')
      .and.not.include('Sign for Dunmere');
    await sign(ours, location, 'provider');
    const agreed = (await ours.get(location)).text;
    expect(agreed).to.include('In force').and.include('Outside office hours').and.include('Terms 1, agreed');
    for (const browser of [theirs, ours])
      expect((await browser.get('/desk/agreements')).text)
        .to.include(title)
        .and.include('Westmoor answers for Dunmere');
    const end = { expectedVersion: hiddenField(agreed, 'expectedVersion'), does: 'suspend' };
    const without = await ours.post(`${location}/end`, { ...end, reason: '' });
    expect([without.status, /href="#endReason"/.test(without.text)]).to.deep.equal([422, true]);
    await ours.post(`${location}/end`, { ...end, reason: 'Nobody is trained yet' });
    const suspended = (await theirs.get(location)).text;
    expect(suspended).to.include('Suspended').and.include('Nobody is trained yet').and.not.include('Let it hold again');
    expect((await ours.get(location)).text).to.include('Let it hold again');
  });

  it('say at the field what can’t be read, and keep what was typed', async () => {
    const wrong = { ...form, when: 'weekly', weekly: 'whenever', priceKind: 'per-case', price: 'little' };
    const { status, text } = await theirs.post('/desk/agreements/new', { ...wrong, purpose: 'A reason of our own' });
    expect(status).to.equal(422);
    expect(text).to.include('Enter the hours line by line').and.include('Enter the price in pounds and pence');
    expect(text).to.include('whenever').and.include('A reason of our own');
    const { text: late } = await theirs.post('/desk/agreements/new', { ...form, toOn: '2026-10-01' });
    expect(late).to.include('Choose a last day that is not before the first');
    expect(late).to.include('href="#toOn"').and.include('id="toOn"');
  });

  it('come back as they were typed when a colleague was quicker', async () => {
    const { id } = await draft();
    const path = `/desk/agreements/${id}/terms`;
    const expectedVersion = hiddenField((await theirs.get(path)).text, 'expectedVersion');
    await world().run(await as('ours'), changeTerms, { ...someTerms, id, expectedVersion: 1, purpose: 'Theirs' });
    const late = await theirs.post(path, { ...form, expectedVersion, purpose: 'Typed by the other' });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Typed by the other').and.include('changed this agreement meanwhile');
    const signed = await theirs.post(`/desk/agreements/${id}/sign`, { expectedVersion, side: 'receiver' });
    expect(signed.status).to.equal(409);
  });

  it('are tried for two at night on a bank holiday', async () => {
    const { id } = await draft();
    const tried = async (time: string) => (await theirs.get(`/desk/agreements/${id}/try?at=${time}`)).text;
    expect(await tried('2026-12-25T02:00'))
      .to.include('Covered.')
      .and.include('supposes that both councils sign');
    expect(await tried('2026-11-16T10:00'))
      .to.include('Not covered.')
      .and.include('It does not hold at that time.');
    expect((await theirs.get(`/desk/agreements/${id}/try?at=tonight`)).status).to.equal(422);
  });

  it('are opened at the desk by whom they name', async () => {
    const terms = { kind: 'continuity', hours: { when: 'always' }, openForHours: 4, officerIds: [idOf('ours')] };
    const { id } = await inForce(terms);
    const path = `/desk/agreements/${id}`;
    expect((await theirs.get(path)).text).to.not.include('Open it now');
    const { text } = await ours.get(path);
    const open = { expectedVersion: hiddenField(text, 'expectedVersion'), reason: 'Flood' };
    const long = await ours.post(`${path}/open`, { ...open, hours: '9' });
    expect([long.status, long.text.includes('Enter 4 hours or fewer')]).to.deep.equal([422, true]);
    await ours.post(`${path}/open`, { ...open, hours: '3' });
    const opened = (await theirs.get(path)).text;
    expect(opened).to.include('Opened by ours until today 1pm: Flood').and.include('Close it now');
    await theirs.post(`${path}/close`, { expectedVersion: hiddenField(opened, 'expectedVersion') });
    expect((await theirs.get(path)).text)
      .to.include('Dormant')
      .and.not.include('Close it now');
  });

  it('let an adviser answer as the other council, and end in the middle of the contact', async () => {
    const { id, expectedVersion } = await inForce();
    world().clock.set(evening - HOUR_MS);
    const early = await http.signIn(idOf('adviser'));
    const call = { channel: 'telephone', authorityId: String(dunmere) };
    expect((await early.post('/desk/interactions/new', call)).status).to.not.equal(303);
    expect((await early.get(`/desk/customers/${at().customerId}`)).status).to.equal(404);
    world().clock.set(evening + HOUR_MS);
    const adviser = await http.signIn(idOf('adviser'));
    const { status, location } = await adviser.post('/desk/interactions/new', call);
    expect(status).to.equal(303);
    const log = `/desk/cases/log?service=${at().missedBinId}`;
    const paths = [location, `/desk/customers/${at().customerId}`, log];
    for (const path of paths) expect((await adviser.get(path)).status, path).to.equal(200);
    await world().run(await as('theirs'), endAgreement, { id, expectedVersion, reason: 'It is over' });
    for (const path of paths) expect((await adviser.get(path)).status, path).to.equal(404);
  });
});
