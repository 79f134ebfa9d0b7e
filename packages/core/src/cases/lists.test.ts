import { expect } from 'chai';
import { createCustomer } from '../customers/index.js';
import { HOUR_MS } from '../kernel/clock.js';
import { publishService } from '../services/index.js';
import { dunmere, onBothEngines, testNow, westmoor } from '../testing/harness.js';
import { assignCase } from './commands/assign-case.js';
import { changeStatus } from './commands/change-status.js';
import { resolveCase } from './commands/resolve-case.js';
import { listCasesOf, listMyWork, listQueue, searchCases } from './list-queries.js';
import { getCasePage } from './page/page-queries.js';
import { aMember, caseWork, caseWorld, missedBin, setup, type CaseWorld } from './testing/case-world.js';
import { errorOf } from './testing/expectations.js';

onBothEngines('lists of cases', (world) => {
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));

  /** A service of its own, so that a test sees its own cases alone. */
  async function aService(key: string, changes: object = {}): Promise<string> {
    const definition = missedBin({ key, name: key, ...changes });
    return (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  }

  describe('the queue', () => {
    it('is in due order, those without a due time last, page by page', async () => {
      const serviceId = await aService('paged');
      const normal = await at.log({ serviceId });
      const urgent = await at.log({ serviceId, priority: 'urgent' });
      const waiting = [await at.log({ serviceId }), await at.log({ serviceId })];
      for (const { id } of waiting)
        await world().run(at.officer, changeStatus, { caseId: id, event: 'ask-customer', expectedVersion: 1 });
      const expected = [urgent, normal, ...waiting].map(({ id }) => id);
      for (const limit of [1, 2, 3, 10]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await world().read(at.officer, listQueue, {
            service: 'paged',
            limit,
            ...(cursor ? { cursor } : {}),
          });
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(seen, `pages of ${limit}`).to.deep.equal(expected);
      }
    });

    it('counts and lists each view alike', async () => {
      const serviceId = await aService('viewed');
      const late = await at.log({ serviceId, priority: 'urgent' });
      world().clock.advance(6 * HOUR_MS);
      const mine = await at.log({ serviceId });
      await world().run(at.officer, assignCase, {
        caseId: mine.id,
        assigneeId: at.officer.staffId,
        expectedVersion: 1,
      });
      const waiting = await at.log({ serviceId });
      await world().run(at.officer, changeStatus, { caseId: waiting.id, event: 'ask-customer', expectedVersion: 1 });
      const closed = await at.log({ serviceId });
      await world().run(at.officer, resolveCase, { caseId: closed.id, outcome: 'emptied', expectedVersion: 1 });
      const expected = {
        'due-today': [late.id],
        unassigned: [late.id],
        mine: [mine.id],
        waiting: [waiting.id],
        late: [late.id],
        all: [late.id, mine.id, waiting.id],
      } as const;
      for (const [view, ids] of Object.entries(expected)) {
        const queue = await world().read(at.officer, listQueue, { service: 'viewed', view: view as 'mine' });
        expect(
          queue.items.map(({ id }) => id),
          view,
        ).to.deep.equal(ids);
        expect(queue.counts[view as 'mine'], view).to.equal(ids.length);
      }
    });

    it('finds words as they are typed, wild cards and all', async () => {
      const serviceId = await aService('worded');
      const { id, reference } = await at.log({ serviceId, participant: { name: '100% Bin_Day Ltd' } });
      await at.log({ serviceId, participant: { name: '1000 Bins Day Ltd' } });
      const found = async (q: string) =>
        (await world().read(at.officer, listQueue, { service: 'worded', q })).items.map((each) => each.id);
      expect(await found('100% bin_day')).to.deep.equal([id]);
      expect(await found(reference.slice(3, 7).toLowerCase())).to.include(id);
      expect(await found("'; drop table cases; --")).to.deep.equal([]);
    });

    it('refuses a cursor that no list gave, and another authority’s queue', async () => {
      const broken = world().read(at.officer, listQueue, { cursor: 'WyJ4Il0' });
      expect((await errorOf(broken)).code).to.equal('malformed_request');
      const elsewhere = world().read(at.officer, listQueue, { authority: westmoor });
      expect((await errorOf(elsewhere)).code).to.equal('not_found');
    });

    it('shows another authority’s cases to nobody', async () => {
      await at.log();
      const stranger = await world().staff(caseWork, [westmoor]);
      const { items, counts } = await world().read(stranger, listQueue, {});
      expect([items.length, counts.all]).to.deep.equal([0, 0]);
    });
  });

  it('gives a person the open cases that they have', async () => {
    const tom = await aMember(world(), at.teamId, 'Tom Reyes');
    const { id } = await at.log();
    await world().run(tom, assignCase, { caseId: id, assigneeId: tom.staffId, expectedVersion: 1 });
    expect((await world().read(tom, listMyWork, {})).map((each) => each.id)).to.deep.equal([id]);
  });

  it('lists a customer’s cases, open ones first, in words to read out', async () => {
    const { id: customerId } = await world().run(setup, createCustomer, {
      authorityId: dunmere,
      lastName: 'Prosser',
      confirmedNew: true,
    });
    const closed = await at.log({ customerId });
    await world().run(at.officer, resolveCase, { caseId: closed.id, outcome: 'emptied', expectedVersion: 1 });
    world().clock.advance(HOUR_MS);
    const first = await at.log({ customerId });
    world().clock.advance(HOUR_MS);
    const second = await at.log({ customerId });
    const found = await world().read(at.officer, listCasesOf, { customerId });
    expect(found.map(({ id }) => id)).to.deep.equal([second.id, first.id, closed.id]);
    expect(found.at(-1)?.publicLabel).to.equal('We emptied the bin');
  });

  it('refuses a customer of another authority', async () => {
    const { id: customerId } = await world().run(setup, createCustomer, {
      authorityId: westmoor,
      lastName: 'Elsewhere',
      confirmedNew: true,
    });
    expect((await errorOf(at.log({ customerId }))).faults[0]?.field).to.equal('customerId');
  });

  it('finds cases by the beginning of a reference', async () => {
    const { id, reference } = await at.log();
    const found = await world().read(at.officer, searchCases, { text: reference.slice(0, 8).toLowerCase() });
    expect(found.map((each) => each.id)).to.include(id);
    expect(await world().read(at.officer, searchCases, { text: 'missed bin' })).to.deep.equal([]);
  });

  it('offers open cases of the same service close by', async () => {
    const serviceId = await aService('holes', { location: { kind: 'point', required: true } });
    const place = (lat: number) => ({ serviceId, location: { lat, long: -1.5 } });
    const here = await at.log(place(53.1));
    const near = await at.log(place(53.1005));
    await at.log(place(53.2));
    const whole = await world().read(at.officer, getCasePage, { id: here.id });
    expect(whole.nearby.map((each) => each.case.id)).to.deep.equal([near.id]);
  });
});
