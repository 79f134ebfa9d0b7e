import { expect } from 'chai';
import { unlinkCases } from '#core/cases/commands/link-cases.js';
import { restrictCase } from '#core/cases/commands/restrict-case.js';
import { getCasePage } from '#core/cases/page/page-queries.js';
import { makeCaseReference } from '#core/cases/reference.js';
import { createCustomer, listLinks, searchCustomers } from '#core/customers/index.js';
import { ownersAmong, readRulesAt, setResponsibility } from '#core/places/index.js';
import { systemActor, type Actor } from '#core/kernel/actor.js';
import { isError } from '#core/kernel/errors.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { verifyClosedAndOpen } from '#core/app/verify-closed-and-open.js';
import { sealEntries } from '#core/audit/index.js';
import { previewSplit, splitAuthority, type SplitAsked, type SplitDone } from '#core/reorganisation/index.js';
import { castlebridge, dunmere, testNow, type TestWorld } from '#core/testing/harness.js';
import { startHttp } from '#core/testing/http.js';
import { onCopiesOf, seededFurther } from '#core/testing/world-copies.js';
import { bothCouncils, type Seeded } from './tenancy/seed.js';

const actor = systemActor('a test sets the scene');
const asked: SplitAsked = {
  ...{ from: 'dunmere', to: 'castlebridge', on: '2026-11-16' },
  area: { kind: 'wards', wards: ['Quarry'] },
};
const byUprn: SplitAsked = { ...asked, area: { kind: 'places', uprns: ['999900000004'] } };

type Row = Readonly<Record<string, unknown>>;
interface People {
  readonly mover: string;
  readonly moverCase: string;
  readonly both: string;
  readonly caseHere: string;
  readonly caseThere: string;
  readonly nowhere: string;
}

/** Besides one of everything: somebody who lives in the ward, somebody with cases on both sides, a case of nowhere. */
async function seedSplit(
  world: TestWorld,
  { ours, theirs }: { readonly ours: Seeded; readonly theirs: Seeded },
): Promise<{ ours: Seeded; theirs: Seeded; people: People }> {
  const { placeId, otherPlaceId } = ours;
  const person = async (lastName: string, at: string): Promise<string> => {
    const about = { authorityId: dunmere, confirmedNew: true, firstName: 'Ada', lastName };
    return (await world.run(actor, createCustomer, { ...about, address: { placeId: at } })).id;
  };
  const mover = await person('Fenwick', placeId);
  const both = await person('Marlowe', otherPlaceId);
  const [model = {}] = await rowsOf(world, 'cases', { id: ours.caseId });
  let number = 0;
  const aCase = async (customer: string | null, place: string | null): Promise<string> => {
    const id = world.newId();
    const named = {
      reference: `DU-SPL-${(number += 1)}`,
      customer_id: customer,
      place_id: place,
      interaction_id: null,
    };
    await world.kernel.db.write(everyAuthority, (db) => db.insert('cases', { ...model, id, ...named }));
    return id;
  };
  await world.kernel.db.write(everyAuthority, (db) => db.update('places', { id: placeId }, { ward: 'Quarry' }));
  await world.run(actor, setResponsibility, {
    ...{ area: { kind: 'authority', authorityId: dunmere }, serviceKey: '*', responsibleAuthorityId: dunmere },
    fromOn: '2020-01-01',
  });
  const people = {
    ...{ mover, moverCase: await aCase(mover, null), both },
    ...{ caseHere: await aCase(both, otherPlaceId), caseThere: await aCase(both, placeId) },
    nowhere: await aCase(null, null),
  };
  return { ours, theirs, people };
}

onCopiesOf('a council that is split', seededFurther(bothCouncils, seedSplit), (copy) => {
  const world = (): TestWorld => copy().world;
  const split = (confirm: string, onStep?: (step: string) => void, what = asked) =>
    splitAuthority(world().kernel, { ...what, confirm }, onStep);
  const preview = (what = asked) => previewSplit(world().kernel, what);

  async function splitAll(what = asked): Promise<SplitDone> {
    return await split((await preview(what)).plan.code, undefined, what);
  }
  const one = async (table: string, id: string): Promise<Row> => (await rowsOf(world(), table, { id }))[0] ?? {};

  it('is told what would happen, and nothing happens before it is confirmed', async () => {
    const before = await countRows(world());
    const { plan } = await preview();
    expect(plan).to.include({ places: 1 });
    expect(plan.casesAtPlaces).to.be.greaterThan(0);
    expect(plan.undecided.map(({ reference }) => reference)).to.include('DU-SPL-4');
    await expectError('splitting_plan_changed', split('another'));
    const early = { ...asked, on: '2027-04-01' };
    await expectError('splitting_too_early', split((await preview(early)).plan.code, undefined, early));
    const none: SplitAsked = { ...asked, area: { kind: 'wards', wards: ['Nowhere'] } };
    await expectError('splitting_blocked', split((await preview(none)).plan.code, undefined, none));
    await expectError('cannot_split', preview({ ...asked, to: 'dunmere' }));
    await expectError('cannot_split', preview({ ...asked, area: { kind: 'places', uprns: [] } }));
    expect(await countRows(world())).to.deep.equal(before);
  });

  it('loses no row, however often it is stopped on the way', async function () {
    this.timeout(120_000);
    const before = await countRows(world());
    const { code } = (await preview()).plan;
    const steps = new Set<string>();
    let done: SplitDone | undefined;
    for (let stopAfter = 1; done === undefined; stopAfter += steps.size > 8 ? 7 : 1) {
      let taken = 0;
      done = await split(code, (step) => {
        steps.add(step);
        if ((taken += 1) > stopAfter) throw new Error('pulled the plug');
      }).catch((error: unknown) => {
        if (error instanceof Error && error.message === 'pulled the plug') return undefined;
        throw error;
      });
    }
    const after = await countRows(world());
    for (const [table, { here, there }] of Object.entries(before)) {
      if (table.startsWith('audit')) continue;
      const moved = done.rows[table] ?? 0;
      const now = after[table] ?? { here: 0, there: 0 };
      expect(now.here, `${table} stayed`).to.equal(here - moved);
      expect(now.there - there - moved, `${table} copied`).to.be.at.least(0);
    }
    expect(done.rows['cases']).to.be.greaterThan(1);
    expect(done.rows['case_events']).to.be.greaterThan(0);
    await expectNothingCrosses(world());
  });

  it('gives cases by where they happened, and customers by where they live', async () => {
    const { people } = copy().seeded;
    await splitAll();
    expect(await one('customers', people.mover)).to.include({ authority_id: castlebridge });
    expect(await one('cases', people.moverCase)).to.include({ authority_id: castlebridge, customer_id: people.mover });
    const took = { former_authority_id: dunmere, taken_over_on: '2026-11-16' };
    expect(await one('customers', people.mover)).to.include(took);
    expect(await one('customers', people.both)).to.include({ authority_id: dunmere, former_authority_id: null });
    expect(await one('cases', people.caseHere)).to.include({ authority_id: dunmere, customer_id: people.both });
    const there = await one('cases', people.caseThere);
    expect(there).to.include({ authority_id: castlebridge, reference: 'DU-SPL-3' });
    expect(await one('customers', String(there['customer_id']))).to.include({
      ...{ authority_id: castlebridge, last_name: 'Marlowe', ...took },
    });
    expect(there['customer_id']).not.to.equal(people.both);
    for (const [customerId, otherId] of [
      [people.both, String(there['customer_id'])],
      [String(there['customer_id']), people.both],
    ] as const) {
      const [link] = (await world().read(actor, listLinks, { customerId })).links;
      expect(link).to.include({ lawfulBasis: 'Reorganisation of 16 November 2026', agreement: null });
      expect([link?.other?.id, link?.fromAt]).to.deep.equal([otherId, Date.UTC(2026, 10, 16)]);
    }
    expect((await world().read(actor, listLinks, { customerId: people.mover })).links).to.deep.equal([]);
    expect(await one('cases', people.nowhere)).to.include({ authority_id: dunmere });
    const team = await one('teams', String(there['team_id']));
    expect(team).to.include({ authority_id: castlebridge, key: 'waste' });
    const service = await one('services', String(there['service_id']));
    expect(service).to.include({ authority_id: castlebridge, key: 'missed-bin-dunmere', withdrawn_on: '2026-11-16' });
    const visible = await world().read(copy().seeded.theirs.actor, searchCustomers, { text: 'Ada' });
    expect(visible.items.map(({ displayName }) => displayName)).to.have.lengthOf(2);
    const stay = await world().read(copy().seeded.ours.actor, searchCustomers, { text: 'Ada Fenwick' });
    expect(stay.items.map(({ id }) => id)).not.to.include(people.mover);
  });

  it('keeps links between cases on its two sides, each side with the other’s reference and council alone', async () => {
    const { people, ours, theirs } = copy().seeded;
    const reference = makeCaseReference('DU', world().kernel.random);
    const [logged = {}] = await rowsOf(world(), 'case_events', { case_id: ours.caseId, kind: 'opened' });
    await world().kernel.db.write(everyAuthority, async (db) => {
      for (const case_id of [people.caseHere, people.moverCase, people.caseThere])
        await db.insert('case_events', { ...(logged as object), id: world().newId(), case_id });
      await db.update('cases', { id: people.caseHere }, { reference, link_count: 2 });
      for (const other_id of [people.moverCase, people.caseThere]) {
        const link = { id: world().newId(), case_id: people.caseHere, other_id, kind: 'related', linked_at: testNow };
        await db.insert('case_links', { ...link, authority_id: dunmere });
        await db.update('cases', { id: other_id }, { link_count: 1 });
      }
    });
    await splitAll();
    const linksOf = async (who: Actor, id: string) => (await world().read(who, getCasePage, { id })).links;
    const shownOf = async (who: Actor, id: string) =>
      (await linksOf(who, id)).map(({ reference, authorityId, title }) => ({ reference, authorityId, title }));
    const there = { authorityId: castlebridge, title: null };
    expect(await shownOf(ours.actor, people.caseHere)).to.deep.equal([
      { reference: 'DU-SPL-1', ...there },
      { reference: 'DU-SPL-3', ...there },
    ]);
    const here = { reference, authorityId: dunmere };
    expect(await shownOf(theirs.actor, people.caseThere)).to.deep.equal([{ ...here, title: null }]);
    expect((await shownOf(actor, people.caseThere))[0]?.title).to.be.a('string');
    const http = await startHttp(world());
    const { text } = await (await http.signIn(ours.personId)).get(`/desk/cases/${reference}`);
    expect(text).to.include('DU-SPL-1 a case of City of Castlebridge Council');
    expect(text).not.to.include('href="/desk/cases/DU-SPL-1"');
    await http.close();
    const [first] = await linksOf(ours.actor, people.caseHere);
    await world().run(ours.actor, unlinkCases, { caseId: people.caseHere, linkId: first?.id ?? '' });
    expect(await shownOf(ours.actor, people.caseHere)).to.have.length(1);
    expect(await shownOf(theirs.actor, people.moverCase)).to.deep.equal([]);
    expect((await one('cases', people.moverCase))['link_count']).to.equal(0);
  });

  it('takes the reference of a case that is restricted after it off the timeline of the other side', async () => {
    const { people } = copy().seeded;
    const { reference } = await one('cases', people.caseHere);
    const data = JSON.stringify({ done: 'added', relation: 'related', name: reference, side: 'to' });
    const [logged = {}] = await rowsOf(world(), 'case_events', { case_id: copy().seeded.ours.caseId, kind: 'opened' });
    await world().kernel.db.write(everyAuthority, async (db) => {
      const event = { ...(logged as object), id: world().newId(), kind: 'linked', data, body: null };
      await db.insert('case_events', { ...event, case_id: people.moverCase });
      const link = { id: world().newId(), case_id: people.caseHere, other_id: people.moverCase, kind: 'related' };
      await db.insert('case_links', { ...link, linked_at: testNow, authority_id: dunmere });
      for (const id of [people.caseHere, people.moverCase]) await db.update('cases', { id }, { link_count: 1 });
    });
    await splitAll();
    expect((await one('cases', people.moverCase))['authority_id']).to.equal(castlebridge);
    const saidThere = async (): Promise<unknown[]> =>
      (await rowsOf(world(), 'case_events', { case_id: people.moverCase, kind: 'linked' })).map(
        ({ data: said }): unknown => JSON.parse(String(said)),
      );
    expect(await saidThere()).to.deep.equal([{ done: 'added', relation: 'related', name: reference, side: 'to' }]);
    const { version } = await one('cases', people.caseHere);
    const restriction = { caseId: people.caseHere, reason: 'safeguarding', expectedVersion: Number(version) } as const;
    await world().run(actor, restrictCase, restriction);
    expect(await saidThere()).to.deep.equal([{ done: 'added', relation: 'related', side: 'to' }]);
  });

  it('splits by single properties, changes nothing when it is run again, and keeps the chains whole', async () => {
    const { people } = copy().seeded;
    const first = await splitAll(byUprn);
    expect(await one('customers', people.mover)).to.include({ authority_id: castlebridge });
    const before = await countRows(world());
    const { begun, plan } = await preview(byUprn);
    expect(begun).to.equal('finished');
    expect(await split(plan.code, undefined, byUprn)).to.deep.equal(first);
    expect(await countRows(world())).to.deep.equal(before);
    await sealEntries(world().kernel, 'start');
    expect((await verifyClosedAndOpen(world().kernel, [])).filter(({ fault }) => fault)).to.deep.equal([]);
  });

  it('gives the cases of one service alone where only that is named', async () => {
    const { people } = copy().seeded;
    const roads: SplitAsked = { ...asked, services: ['potholes'] };
    await splitAll(roads);
    expect(await one('cases', people.moverCase)).to.include({ authority_id: dunmere });
    const bins: SplitAsked = { ...asked, services: ['missed-bin'] };
    await splitAll(bins);
    expect(await one('cases', people.moverCase)).to.include({ authority_id: castlebridge });
    expect(await one('customers', people.mover)).to.include({ authority_id: dunmere });
    await expectNothingCrosses(world());
  });

  it('answers there until the day, and the other council from it on', async () => {
    const { ours } = copy().seeded;
    await splitAll();
    const { kernel } = world();
    const ask = async (placeId: string, ward: string | null, now: number) => {
      const about = { db: kernel.db.read(everyAuthority), kernel, now };
      const rules = await readRulesAt(about, { id: placeId, ward }, ['missed-bin']);
      return rules && ownersAmong(rules, [{ key: 'missed-bin', tiers: [] }]).get('missed-bin')?.authorityIds;
    };
    const day = 24 * 3_600_000;
    expect(await ask(ours.placeId, 'Quarry', testNow)).to.deep.equal([castlebridge]);
    expect(await ask(ours.placeId, 'Quarry', testNow - 2 * day)).to.deep.equal([dunmere]);
    expect(await ask(ours.otherPlaceId, null, testNow)).to.deep.equal([dunmere]);
  });
});

async function rowsOf({ kernel }: TestWorld, table: string, where: Row): Promise<Row[]> {
  const db = kernel.db.read(everyAuthority);
  return await db.rows<Row>(db.from(table).where(where));
}

async function countRows(world: TestWorld): Promise<Record<string, { here: number; there: number }>> {
  const counts: Record<string, { here: number; there: number }> = {};
  for (const { name, ownership } of world.kernel.db.tables.values()) {
    if (ownership !== 'authority') continue;
    const here = (await rowsOf(world, name, { authority_id: dunmere })).length;
    counts[name] = { here, there: (await rowsOf(world, name, { authority_id: castlebridge })).length };
  }
  return counts;
}

/** Cases name only what is their council's own. */
async function expectNothingCrosses(world: TestWorld): Promise<void> {
  const cases = await rowsOf(world, 'cases', {});
  const crossing: string[] = [];
  for (const [column, table] of [
    ['team_id', 'teams'],
    ['service_id', 'services'],
    ['service_version_id', 'service_versions'],
    ['customer_id', 'customers'],
  ] as const) {
    const owner = new Map((await rowsOf(world, table, {})).map((row) => [row['id'], row['authority_id']]));
    for (const each of cases)
      if (each[column] !== null && owner.get(each[column]) !== each['authority_id'])
        crossing.push(`${String(each['reference'])} ${column}`);
  }
  expect(crossing).to.deep.equal([]);
}

async function expectError(code: string, work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(isError(error, code), String(error)).to.equal(true);
}
