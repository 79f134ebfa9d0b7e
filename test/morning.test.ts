import { expect } from 'chai';
import { startCallOut } from '#core/call-outs/index.js';
import { logCase, promiseCallBack } from '#core/cases/index.js';
import { HOUR_MS } from '#core/kernel/clock.js';
import { closeEnquiry, openEnquiry, startInteraction } from '#core/interactions/index.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { acknowledgeWork, listMorning } from '#core/morning/index.js';
import { giveToken } from '#core/testing/api-token.js';
import { aMissedBin } from '#core/testing/case-world.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor } from '#core/testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '#core/testing/http.js';
import { agreeingCouncils, codeOf } from './agreements/councils.js';

const always = { hours: { when: 'always' }, abilities: ['log'] } as const;

onBothEngines('what was answered for a council', (world) => {
  const { as, at, inForce } = agreeingCouncils(world);
  let http: TestHttp;
  let desk: Browser;
  let token = '';
  let officerId = '';
  before(async () => {
    http = await startHttp(world());
    officerId = (await addPerson(world(), { name: 'Owen Pugh', roles: [['dunmere', 'officer']] })).personId;
    desk = await http.signIn(officerId);
    token = await giveToken(world().kernel, officerId);
  });
  after(() => http.close());
  const officer = () => world().staff(['morning.read', 'morning.acknowledge'], [dunmere], 'Tom Reyes');

  /** A call by night, about two things: one is logged, one is passed on. */
  const aCall = async () => {
    const adviser = await as('adviser');
    const { id: interactionId } = await world().run(adviser, startInteraction, {
      ...{ channel: 'telephone', called: at().dunmereLine },
    });
    const enquiry = async (words: string) => (await world().run(adviser, openEnquiry, { interactionId, words })).id;
    const [enquiryId, other] = [await enquiry('My bin was missed'), await enquiry('And my council tax')];
    const bin = { ...aMissedBin(at().missedBinId), interactionId, enquiryId };
    const { id: caseId, reference } = await world().run(adviser, logCase, bin);
    const passed = { enquiryId: other, outcome: 'passed', passedToTeamId: at().teamId, note: 'Ring her' } as const;
    await world().run(adviser, closeEnquiry, passed);
    return { interactionId, caseId, reference };
  };
  const aPromise = async (interactionId: string, by: object) =>
    world().run(await as('adviser'), promiseCallBack, {
      ...{ about: { interactionId }, by, telephone: '01632 960144' },
      ...{ fromAt: testNow + HOUR_MS, untilAt: testNow + 2 * HOUR_MS },
    } as never);
  const list = async () => world().read(await officer(), listMorning, { authorityId: dunmere });
  const acknowledgeAll = async () => {
    const { items } = await list();
    if (items.length > 0) await world().run(await officer(), acknowledgeWork, { ids: items.map(({ id }) => id) });
  };

  it('names the calls that were promised for its own teams, and lets nobody of the other council promise their own', async () => {
    await acknowledgeAll();
    await inForce(always);
    const { interactionId } = await aCall();
    const adviser = await as('adviser');
    const own = aPromise(interactionId, { personId: adviser.staffId });
    expect(await codeOf(own)).to.equal('bad_input');
    const { id } = await aPromise(interactionId, { teamId: at().teamId });
    const call = (await list()).items.find(({ subjectId }) => subjectId === id);
    expect(call).to.deep.include({ kind: 'call-back', state: 'promised', untilAt: testNow + 2 * HOUR_MS });
    const page = await desk.get(`/desk/morning?authority=${dunmere}`);
    expect(page.text).to.include(`/desk/call-backs/${id}`).and.include('Promised today 11am to midday');
  });

  it('names emergencies for which its duty list was rung, and lets nobody start one whom no agreement allows it', async () => {
    await acknowledgeAll();
    const emergency = { about: { authorityId: dunmere }, reason: 'A wall leans', place: 'Mill Lane' };
    const start = async () => world().run(await as('adviser'), startCallOut, emergency);
    await inForce(always);
    expect(await codeOf(start())).to.equal('not_found');
    await inForce({ hours: { when: 'always' }, abilities: ['log', 'call-out'] });
    const { id } = await start();
    const emergencies = (await list()).items.filter(({ kind }) => kind === 'call-out');
    expect(emergencies.map(({ subjectId }) => subjectId)).to.deep.equal([id]);
    expect(emergencies[0]).to.include({ state: 'exhausted', endedByName: null });
    const page = await desk.get(`/desk/morning?authority=${dunmere}`);
    expect(page.text).to.include(`/desk/call-outs/${id}`).and.include('Nobody has accepted it');
    expect((await desk.get(`/desk/call-outs/${id}`)).text).to.include('Mill Lane');
  });

  it('stands in its list once, by whom, with what was promised; what its own people did does not', async () => {
    await acknowledgeAll();
    const { id: agreementId } = await inForce(always);
    const { interactionId, caseId, reference } = await aCall();
    const own = await world().staff(['cases.log', 'services.read'], [dunmere]);
    await world().run(own, logCase, aMissedBin(at().missedBinId));
    const westmoors = { ...aMissedBin(at().potholeId), interactionId };
    await world().run(await as('adviser'), logCase, westmoors);
    const { left, items } = await list();
    expect(left).to.equal(2);
    expect(items.map(({ kind, subjectId }) => [kind, subjectId])).to.deep.equal([
      ['interaction', interactionId],
      ['case', caseId],
    ]);
    for (const work of items)
      expect(work).to.include({ personName: 'adviser', agreementId, providerId: westmoor, acknowledgedAt: null });
    const { text } = await desk.get('/desk/morning');
    expect(text)
      .to.include('2 still to acknowledge')
      .and.include(reference)
      .and.include('“And my council tax”: passed to Waste, who will be in touch')
      .and.match(/Promised by [A-Za-z]/)
      .and.include('adviser of Westmoor');
  });

  it('reaches nought as it is acknowledged, each by whoever was first, in the list, the API and the audit', async () => {
    await inForce(always);
    await acknowledgeAll();
    for (let calls = 0; calls < 3; calls += 1) await aCall();
    const ids = (await list()).items.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(6);
    const csrf = hiddenField((await desk.get('/desk/morning')).text, '_csrf');
    expect(csrf).not.to.equal('');
    const none = await desk.post('/desk/morning/acknowledge', {});
    expect([none.status, /Choose what you acknowledge/.test(none.text)]).to.deep.equal([422, true]);
    await desk.post('/desk/morning/acknowledge', { 'ids[]': ids.slice(0, 2) });
    expect((await list()).left).to.equal(4);
    const answer = await http.browser().send('/api/v1/agreement-work/acknowledgements', {
      ...{ method: 'POST', json: { ids: ids.slice(1, 5) }, headers: { authorization: `Bearer ${token}` } },
    });
    expect(JSON.parse(answer.text)).to.deep.equal({ acknowledged: 3, before: 1, left: 1 });
    await world().run(await officer(), acknowledgeWork, { ids });
    expect(await list()).to.deep.equal({ left: 0, items: [] });
    const query = { authorityId: dunmere, show: 'acknowledged' } as const;
    const { items } = await world().read(await officer(), listMorning, query);
    const by = ids.map((id) => items.find((work) => work.id === id)?.acknowledgedBy);
    expect(by).to.deep.equal([...Array<string>(5).fill('Owen Pugh'), 'Tom Reyes']);
    const db = world().kernel.db.read(everyAuthority);
    const audited = await db.rows<{ subject_id: string }>(
      db.from('audit_entries').where({ actor_id: officerId, action: 'morning.acknowledge-work' }),
    );
    expect(new Set(audited.map((row) => row.subject_id))).to.deep.equal(new Set(ids.slice(0, 5)));
    expect((await desk.get('/desk/morning')).text).to.include('Nothing is left to acknowledge');
  });

  it('is nobody else’s to see or acknowledge, and nothing of it is when one part isn’t theirs', async () => {
    await inForce(always);
    await aCall();
    const { items, left } = await list();
    const abroad = await world().staff(['morning.read', 'morning.acknowledge'], [castlebridge]);
    const ids = items.map(({ id }) => id);
    expect(await codeOf(world().read(abroad, listMorning, { authorityId: dunmere }))).to.equal('not_found');
    expect(await codeOf(world().run(abroad, acknowledgeWork, { ids }))).to.equal('not_found');
    const withStranger = [...ids, world().newId()];
    expect(await codeOf(world().run(await officer(), acknowledgeWork, { ids: withStranger }))).to.equal('not_found');
    expect(await codeOf(world().read(await as('adviser'), listMorning, { authorityId: dunmere }))).to.equal(
      'not_allowed',
    );
    expect((await list()).left).to.equal(left);
    expect(await codeOf(world().run(await officer(), acknowledgeWork, { ids: [] }))).to.equal('bad_input');
  });
});
