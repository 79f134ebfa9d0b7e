import { expect } from 'chai';
import { systemActor, type StaffActor } from '../../kernel/actor.js';
import {
  addPlace,
  correctResponsibility,
  endRule,
  getResponsibilityRule,
  listResponsibilityRules,
  setResponsibility,
} from '../../places/index.js';
import { auditOf, errorOf, eventsOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { whoAnswersAt } from './answering-queries.js';

const page = '/desk/admin/who-answers';

onBothEngines('who answers where', (world) => {
  let http: TestHttp;
  let desk: Browser;
  let manager: StaffActor;
  before(async () => {
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { name: 'Glyn Penry', roles: [['dunmere', 'administrator']] });
    desk = await http.signIn(personId);
    manager = await world().staff(['places.manage', 'places.read'], [dunmere]);
  });
  after(() => http.close());

  const rule = (serviceKey: string, more: object = {}) =>
    world().run(manager, setResponsibility, {
      ...{ area: { kind: 'authority', authorityId: dunmere }, serviceKey, responsibleAuthorityId: dunmere },
      ...{ fromOn: '2026-01-01', ...more },
    } as never);
  const aPlace = async (about: { number: string; uprn?: string }): Promise<string> => {
    const address = { street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL', ...about };
    return (await world().run(systemActor('test'), addPlace, { authorityId: dunmere, ...address })).id;
  };
  const said = (id: string) => world().read(manager, getResponsibilityRule, { id });
  const fieldsOf = async (work: Promise<unknown>) => (await errorOf(work)).faults.map(({ field }) => field);

  it('is put right by whoever saw the rule last, and audited with what stood before', async () => {
    const { id } = await rule('litter');
    const change = (authorityId: number) =>
      world().run(manager, correctResponsibility, {
        ...{ id, responsibleAuthorityId: authorityId, fromOn: '2026-02-01', toOn: '2027-02-01', expectedVersion: 1 },
      });
    const both = await Promise.allSettled([change(westmoor), change(castlebridge)]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await errorOf(change(westmoor))).code).to.equal('stale_version');
    expect(await said(id)).to.include({ fromOn: '2026-02-01', toOn: '2027-02-01', version: 2, where: 'Dunmere' });
    const [, corrected] = await auditOf(world(), id);
    expect(corrected?.action).to.equal('places.correct-responsibility');
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.deep.equal([
      ...['responsibility.set', 'responsibility.corrected'],
    ]);
  });

  it('is ended from a day on, once, never before it began', async () => {
    const { id } = await rule('graffiti');
    const end = (expectedVersion: number, toOn?: string) =>
      world().run(manager, endRule, { id, expectedVersion, ...(toOn === undefined ? {} : { toOn }) });
    expect(await fieldsOf(end(1, 'soon'))).to.deep.equal(['toOn']);
    await end(1, '2027-01-01');
    expect(await said(id)).to.include({ toOn: '2027-01-01', version: 2 });
    expect(await fieldsOf(end(2, '2027-06-01'))).to.deep.equal(['toOn']);
    await end(2, '2025-01-01');
    expect(await said(id)).to.include({ toOn: '2026-01-01' });
  });

  it('refuses days in the wrong order and councils that are not here, naming the field', async () => {
    expect(await fieldsOf(rule('needles', { toOn: '2025-12-31' }))).to.deep.equal(['toOn']);
    const { id } = await rule('needles', { toOn: '2027-01-01' });
    const change = (more: object) =>
      world().run(manager, correctResponsibility, {
        ...{ id, responsibleAuthorityId: dunmere, fromOn: '2026-01-01', expectedVersion: 1, ...more },
      });
    expect(await fieldsOf(change({ toOn: '2026-01-01' }))).to.deep.equal(['toOn']);
    expect(await fieldsOf(change({ responsibleAuthorityId: 99 }))).to.deep.equal(['responsibleAuthorityId']);
    expect(await said(id)).to.include({ version: 1, toOn: '2027-01-01' });
  });

  it('is said by those who may, for their own area alone', async () => {
    const { id } = await rule('abandoned-vehicle');
    const reader = await world().staff(['places.read'], [dunmere]);
    const stranger = await world().staff(['places.read', 'places.manage'], [castlebridge]);
    const correct = { id, responsibleAuthorityId: castlebridge, fromOn: '2026-01-01', expectedVersion: 1 };
    for (const [actor, code] of [
      [reader, 'not_allowed'],
      [stranger, 'not_found'],
    ] as const) {
      expect((await errorOf(world().run(actor, correctResponsibility, correct))).code).to.equal(code);
      expect((await errorOf(world().run(actor, endRule, { id, expectedVersion: 1 }))).code).to.equal(code);
    }
    expect((await world().read(stranger, getResponsibilityRule, { id })).authorityName).to.contain('Dunmere');
    const castlebridgeDesk = await http.signIn(
      (await addPerson(world(), { name: 'Una Reese', roles: [['castlebridge', 'administrator']] })).personId,
    );
    const { text } = await castlebridgeDesk.get(`${page}/${id}`);
    expect(text).to.contain('Whoever looks after this area changes it').and.not.contain('End this rule');
  });

  it('lists rules by service, area and who answers, a place under the council in whose area it is', async () => {
    const placeId = await aPlace({ number: '44', uprn: '999900000144' });
    await rule('tree-problem', { area: { kind: 'place', placeId }, responsibleAuthorityId: castlebridge });
    await rule('tree-problem', {
      area: { kind: 'ward', authorityId: dunmere, ward: 'Ley' },
      responsibleAuthorityId: westmoor,
    });
    const listed = async (filter: object) =>
      (await world().read(manager, listResponsibilityRules, { serviceKey: 'tree-problem', ...filter })).items.map(
        ({ where }) => where,
      );
    expect(await listed({})).to.deep.equal(['44 Quarry Lane, Dunmere, DM4 2LL', 'Ley ward, Dunmere']);
    expect(await listed({ areaAuthorityId: dunmere })).to.have.length(2);
    expect(await listed({ areaAuthorityId: castlebridge })).to.deep.equal([]);
    expect(await listed({ authorityId: westmoor })).to.deep.equal(['Ley ward, Dunmere']);
    const tried = await world().read(manager, whoAnswersAt, { placeId, serviceKey: 'tree-problem' });
    expect(tried.owners).to.deep.equal(['City of Castlebridge Council']);
    expect(tried.rules.map(({ where }) => where)).to.deep.equal(['44 Quarry Lane, Dunmere, DM4 2LL']);
  });

  it('lists the rules of a service by the names of their areas', async () => {
    const at = async (area: object) => await rule('noise', { area, responsibleAuthorityId: westmoor });
    for (const [number, uprn] of [
      ['9', '999900000149'],
      ['5', '999900000145'],
      ['10', '999900000150'],
    ] as const)
      await at({ kind: 'place', placeId: await aPlace({ number, uprn }) });
    for (const ward of ['Wharf', 'abbey', 'Ley']) await at({ kind: 'ward', authorityId: dunmere, ward });
    const everyone = await world().staff(['places.manage'], [dunmere, castlebridge]);
    for (const authorityId of [dunmere, castlebridge])
      await world().run(everyone, setResponsibility, {
        ...{ area: { kind: 'authority', authorityId }, serviceKey: 'noise', responsibleAuthorityId: authorityId },
      });
    const { items } = await world().read(manager, listResponsibilityRules, { serviceKey: 'noise' });
    expect(items.map(({ where }) => where)).to.deep.equal([
      ...['City', 'Dunmere', '5 Quarry Lane, Dunmere, DM4 2LL', '9 Quarry Lane, Dunmere, DM4 2LL'],
      ...['10 Quarry Lane, Dunmere, DM4 2LL', 'abbey ward, Dunmere', 'Ley ward, Dunmere', 'Wharf ward, Dunmere'],
    ]);
  });

  it('turns pages of fifty', async () => {
    for (let number = 0; number < 51; number += 1)
      await rule(`service-${number}`, { responsibleAuthorityId: westmoor });
    const pageOf = async (number: number) => {
      const { items, hasMore } = await world().read(manager, listResponsibilityRules, {
        authorityId: westmoor,
        page: number,
      });
      return { count: items.length, hasMore };
    };
    expect(await pageOf(1)).to.deep.equal({ count: 50, hasMore: true });
    expect((await pageOf(2)).hasMore).to.equal(false);
    expect((await desk.get(`${page}?authority=${westmoor}`)).text).to.contain('More rules');
  });

  it('is added, put right and ended at the desk, which keeps what was typed and says who was faster', async () => {
    const typed = {
      ...{ serviceKey: 'dog-fouling', areaAuthorityId: String(dunmere), ward: 'Ley' },
      ...{ responsibleAuthorityId: String(westmoor), fromOn: '1 March 2027' },
    };
    const wrong = await desk.post(`${page}/new`, { ...typed, fromOn: 'some day' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('value="some day"').and.contain('value="Ley"').and.contain('href="#fromOn"');
    const both = await desk.post(`${page}/new`, { ...typed, place: '999900000144' });
    expect(both.text).to.contain('Enter a ward or an address, not both');
    const done = await desk.post(`${page}/new`, typed);
    expect([done.status, done.location]).to.deep.equal([303, `${page}?service=dog-fouling`]);
    const list = (await desk.get(`${page}?service=dog-fouling`)).text;
    expect(list).to.contain('Ley ward, Dunmere').and.contain('Westmoor County Council');
    const [, id = ''] = /who-answers\/([0-9a-f-]{36})/.exec(list) ?? [];
    const version = hiddenField((await desk.get(`${page}/${id}`)).text, 'version');
    expect((await desk.get(`${page}/${id}`)).text).to.contain('value="1 March 2027"');
    const answers = { responsibleAuthorityId: String(dunmere), fromOn: '1 March 2027', toOn: '1 May 2027' };
    expect((await desk.post(`${page}/${id}`, { ...answers, version })).status).to.equal(303);
    const late = await desk.post(`${page}/${id}`, { ...answers, toOn: '2 June 2027', version });
    expect(late.status).to.equal(409);
    expect(late.text).to.contain('value="2 June 2027"').and.contain('What you typed is kept below');
    await rule('dog-fouling', { toOn: '2027-02-01' });
    expect((await desk.get(`${page}?service=dog-fouling`)).text).to.contain('nobody is named from');
    const ended = await desk.post(`${page}/${id}/end`, { endsOn: '1 April 2027', version: '2' });
    expect(ended.status).to.equal(303);
    expect((await desk.post(`${page}/${id}/end`, { endsOn: 'never', version: '3' })).text).to.contain('href="#endsOn"');
  });

  it('tries an address: who answers and by which rule, several to choose from, or none', async () => {
    await rule('stray-dog', { responsibleAuthorityId: castlebridge });
    const tried = (place: string) =>
      desk.get(`${page}?${new URLSearchParams({ place, tried: 'stray-dog' }).toString()}`);
    expect((await tried('999900000144')).text)
      .to.contain('City of Castlebridge Council answers for')
      .and.contain('By the rule');
    await aPlace({ number: '45' });
    expect((await tried('Quarry Lane')).text).to.contain('Which address?');
    expect((await tried('zzzz')).text).to.contain('No address is like');
  });
});
