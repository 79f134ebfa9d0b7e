import { expect } from 'chai';
import { forgetAuthorities, getAuthority, setRetention } from '../authorities/index.js';
import { findCase, liftRestriction, restrictCase } from '../cases/index.js';
import { createCustomer } from '../customers/index.js';
import { startInteraction } from '../interactions/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { DAY_MS } from '../kernel/clock.js';
import { statement, type Params } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { anAdviser } from '../testing/contact-surroundings.js';
import { codeOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership, testNow } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { planOf } from '../testing/plans.js';
import { publishService } from '../services/index.js';
import { getRetentionState, listPastCases } from './queries.js';
import { pastCaseList, pastCases, pastContacts, pastCustomers, pastEntries } from './past-repository.js';

const system = systemActor('test set-up');
const year = 365.25 * DAY_MS;
const seven = { years: 7, basis: 'As the committee decided' };

onBothEngines('how long records are kept', (world) => {
  let officer: StaffActor;
  let http: TestHttp;
  let desk: Browser;
  let cases: CaseWorld;
  before(async () => {
    cases = await caseWorld(world());
    officer = await world().staff(['authorities.set-retention'], [dunmere]);
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'data-protection-officer']] });
    desk = await http.signIn(personId);
  });
  after(() => http.close());
  const stateOf = async (authorityId = dunmere) => await world().read(system, getRetentionState, { authorityId });
  const ruleOf = async (kind: string) => (await stateOf()).items.find((item) => item.kind === kind)!;
  const set = async (rules: object, authorityId = dunmere) =>
    await world().run(system, setRetention, {
      ...{ authorityId, rules, expectedVersion: (await stateOf(authorityId)).version },
    });
  const ageOf = async (id: string, years: number) =>
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('cases', { id }, { status_kind: 'closed', closed_at: testNow - years * year }),
    );

  it('follows the partnership until the council chooses, and marks what the partnership changed since', async () => {
    await set({ contact: { years: 3, basis: 'Decided together' } }, partnership);
    expect(await ruleOf('contact')).to.include({ years: 3, standing: 'shared' });
    await set({ case: seven });
    expect(await ruleOf('case')).to.deep.include({ ...seven, standing: 'ours' });
    await set({ case: { years: 5, basis: 'Decided together' } }, partnership);
    expect(await ruleOf('case')).to.include({ years: 7, standing: 'behind' });
    await set({ case: seven, audit: seven });
    expect((await ruleOf('case')).standing, 'another class was saved').to.equal('behind');
    await set({ case: { ...seven, seen: true } });
    expect(await ruleOf('case')).to.deep.include({ standing: 'ours', shared: { years: 5, basis: 'Decided together' } });
    await set({});
    expect(await ruleOf('case')).to.include({ years: 5, standing: 'shared' });
    await set({}, partnership);
    expect(await ruleOf('case')).to.include({ years: 6, standing: 'shared' });
  });

  it('writes what was and what is into the audit', async () => {
    await set({ staff: seven });
    await set({ staff: { ...seven, years: 8 } });
    const entries = await world()
      .kernel.db.read(everyAuthority)
      .all(
        statement<Params, { details: string }>(
          `select a.details from @audit_entries a where a.authority_id = :of and a.action = 'authorities.set-retention' order by a.id`,
        ),
        { of: dunmere },
      );
    const last = JSON.parse(entries.at(-1)!.details) as Record<string, { staff: { years: number } }>;
    expect([last['before']!.staff.years, last['retention']!.staff.years]).to.deep.equal([7, 8]);
    await set({});
  });

  it('is another council’s alone to set, refuses the slower of two, and names the field that is wrong', async () => {
    const { version: expectedVersion } = await stateOf();
    const give = (input: object, actor = officer) =>
      codeOf(world().run(actor, setRetention, { authorityId: dunmere, expectedVersion, rules: {}, ...input }));
    expect(await give({ authorityId: castlebridge })).to.equal('not_found');
    expect(await give({ expectedVersion: expectedVersion + 1 })).to.equal('stale_version');
    expect(await give({ rules: { case: { years: 101, basis: 'x' } } })).to.equal('bad_input');
    const other = await world().staff(['cases.read'], [dunmere]);
    expect(await give({}, other)).to.equal('not_allowed');
    await set({ case: seven });
    expect((await getAuthority(world().kernel, dunmere)).settings.retention.case?.years).to.equal(7);
    await set({});
  });

  it('is set at the desk, and what was typed stays where it is refused', async () => {
    const page = '/desk/admin/retention';
    const { text, status } = await desk.get(page);
    expect(status).to.equal(200);
    expect(text).to.include('Partnership: 6 years').and.not.to.include('href="/desk/admin/calendars');
    const sent = { authorityId: String(dunmere), expectedVersion: hiddenField(text, 'expectedVersion') };
    const wrong = await desk.post(page, {
      ...sent,
      'years-case': 'many',
      'basis-case': 'Because',
      'basis-staff': 'So',
    });
    expect(wrong.status).to.equal(422);
    expect(wrong.text)
      .to.include('Enter the years for cases as a whole number from 1 to 100')
      .and.include('href="#rules-staff-years"')
      .and.include('value="many"');
    expect((await desk.post(page, { ...sent, 'years-case': '9', 'basis-case': 'Because' })).status).to.equal(303);
    expect(await ruleOf('case')).to.include({ years: 9, basis: 'Because', standing: 'ours' });
    const late = await desk.post(page, { ...sent, 'years-case': '10', 'basis-case': 'Because' });
    expect([late.status, late.text.includes('value="10"')], 'the slower of two').to.deep.equal([409, true]);
    const adviser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
    expect((await adviser.get(page)).status).to.equal(403);
    expect((await desk.get(`${page}?authority=${castlebridge}`)).status).to.equal(404);
    await set({});
  });

  it('counts what is past its time, and lists closed cases, the longest closed first', async () => {
    const made = [await cases.log(), await cases.log(), await cases.log(), await cases.log()];
    const [older, old, young] = made;
    await ageOf(old!.id, 6.1);
    await ageOf(older!.id, 9);
    await ageOf(young!.id, 5.9);
    expect((await ruleOf('case')).past).to.deep.equal({ count: 2, hasMore: false });
    const list = async (input = {}) =>
      await world().read(officer, listPastCases, { authorityId: dunmere, limit: 1, ...input });
    const first = await list();
    const second = await list({ cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ id }) => id)).to.deep.equal([older!.id, old!.id]);
    expect(second.nextCursor).to.equal(null);
    await set({ case: seven });
    expect(
      (await list()).items.map(({ id }) => id),
      'by our own years',
    ).to.deep.equal([older!.id]);
    expect((await desk.get('/desk/admin/retention/cases?kind=case')).text).to.include(older!.reference);
    await world().kernel.db.write(everyAuthority, (db) => db.update('cases', { id: older!.id }, { legal_hold: 1 }));
    expect((await list()).items, 'held for a court').to.deep.equal([]);
    await set({});
  });

  it('counts contacts, entries, customers without either since, and staff who left', async () => {
    const adviser = await anAdviser(world());
    const add = async (firstName: string): Promise<string> => {
      const named = { authorityId: dunmere, firstName, lastName: 'Prosser', confirmedNew: true };
      return (await world().run(system, createCustomer, named)).id;
    };
    const [, called, withCase] = [await add('Joan'), await add('Una'), await add('Ivor')];
    await world().run(adviser, startInteraction, { channel: 'telephone', authorityId: dunmere });
    await cases.log({ customerId: withCase }); // stays open
    await world().kernel.db.write(everyAuthority, (db) =>
      db.insert('employments', {
        ...{ id: world().newId(), person_id: adviser.staffId, employer: 'Dunmere', employer_authority_id: dunmere },
        ...{ job_title: 'Adviser', responsibilities: '[]', from_on: '2020-01-01', to_on: '2026-11-20' },
      }),
    );
    const past = async (): Promise<Record<string, number>> => {
      forgetAuthorities(world().kernel.db);
      return Object.fromEntries((await stateOf()).items.map((item) => [item.kind, item.past.count]));
    };
    try {
      expect(await past()).to.include({ contact: 0, 'customer-record': 0, staff: 0, audit: 0 });
      world().clock.set(testNow + 7 * year);
      await world().run(adviser, startInteraction, {
        ...{ channel: 'telephone', authorityId: dunmere, customerId: called },
      });
      const then = await past();
      expect(then).to.include({ contact: 1, 'customer-record': 1, staff: 1 });
      expect(then['audit']).to.be.greaterThan(0);
    } finally {
      world().clock.set(testNow);
      forgetAuthorities(world().kernel.db);
    }
  });

  it('keeps a case as its service says, and as restricted for as long as it is restricted', async () => {
    const keptAs = async (id: string) => (await findCase(world().kernel.db.read(everyAuthority), id))!.keptAs;
    const { id } = await cases.log();
    const leader = await world().staff([...caseWork, 'cases.restrict'], [dunmere]);
    expect(await keptAs(id)).to.equal('case');
    const restricted = await world().run(system, restrictCase, {
      ...{ caseId: id, reason: 'safeguarding', expectedVersion: 1 },
    });
    expect(await keptAs(id)).to.equal('restricted-case');
    await world().run(system, liftRestriction, {
      ...{ caseId: id, reason: 'Nothing in it', expectedVersion: restricted.version },
    });
    expect(await keptAs(id)).to.equal('case');
    const definition = missedBin({ key: 'complaint', name: 'Complaint', retentionClass: 'restricted-case' });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    expect(await keptAs((await cases.log({ serviceId }, leader)).id)).to.equal('restricted-case');
  });

  it('says on a closed case until when it is kept and by which rule', async () => {
    const { id, reference } = await cases.log();
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    const reader = await http.signIn(personId);
    expect((await reader.get(`/desk/cases/${reference}`)).text).not.to.include('Kept until');
    await ageOf(id, 0);
    await set({ case: seven });
    expect((await reader.get(`/desk/cases/${reference}`)).text).to.include(
      '16 November 2033: 7 years from when it was closed (As the committee decided)',
    );
    await set({});
  });

  describe('its statements', () => {
    const asked = { authority: dunmere, before: testNow, limit: 1001 };
    const page = { ...asked, keptAs: 'case', afterAt: 0, afterId: '00000000-0000-0000-0000-000000000000' };
    const customers = { ...asked, looked: 5000, madeBefore: '01900000-0000-7000-8000-000000000000' };
    const hot: readonly [string, { sql: string }, Params, string][] = [
      ['past cases', pastCases, asked, 'cases_kept_idx'],
      ['a page of past cases', pastCaseList, page, 'cases_kept_idx'],
      ['past contacts', pastContacts, asked, 'interactions_authority_id_started_at_idx'],
      ['past entries', pastEntries, asked, 'audit_entries_authority_id_at_idx'],
      ['contacts of old customers', pastCustomers, customers, 'interactions_customer_id_started_at_idx'],
      ['cases of old customers', pastCustomers, customers, 'cases_customer_id_opened_at_idx'],
    ];
    for (const [name, one, params, index] of hot)
      it(`read ${name} by an index`, async () => {
        expect(await planOf(world(), one, params)).to.include(index);
      });
  });
});
