import { expect } from 'chai';
import fc from 'fast-check';
import { createCustomer, mergeCustomers, unMergeCustomers } from '../customers/index.js';
import { addTeamMember } from '../directory/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { DAY_MS, MINUTE_MS } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import { everyAuthority } from '../kernel/scope.js';
import { someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor, type TestWorld } from '../testing/harness.js';
import { getFigures } from './queries.js';
import {
  aPastCallBack,
  aPastContact,
  forgetContacts,
  runAsPrinted,
  type PastContact,
} from './testing/past-contacts.js';
import { dailyKeys, type FigureKey, type Figures } from './types.js';
import { codeOf } from '../testing/expectations.js';

const gwen = { firstName: 'Gwen', lastName: 'Tredwell', telephones: ['01632 960155'] };
const october = { from: '2026-10-01', to: '2026-11-16' };

onBothEngines('the figures of first contact', (world) => {
  let analyst: StaffActor;
  let at: Surroundings;
  before(async () => {
    at = await someSurroundings(world());
    analyst = await world().staff(['reporting.read'], [dunmere], 'Farah Aziz');
  });
  beforeEach(() => forgetContacts(world()));

  const happened = (contact: PastContact = {}): Promise<string> =>
    aPastContact(world(), { customerId: at.customerId, serviceId: at.missedBinId, ...contact });
  const count = (more: object = {}): Promise<Figures> =>
    world().read(analyst, getFigures, { authorityId: dunmere, ...october, ...more });
  const share = async (key: FigureKey, more: object = {}): Promise<[number | null, number]> => {
    const figure = (await count(more)).figures.find((each) => each.key === key);
    if (!figure) throw new Error(`there is no figure ${key}`);
    return [figure.count, figure.of];
  };

  it('count enquiries by how they ended; telling how a case stands is no first contact', async () => {
    const caseId = world().newId();
    for (const ended of [
      ...[{ outcome: 'resolved' }, { outcome: 'resolved' }, { outcome: 'resolved', caseId }],
      ...[{ outcome: 'logged', caseId }, { outcome: 'passed' }, { outcome: 'abandoned' }],
    ] as const)
      await happened(ended);
    expect(await share('declared')).to.deep.equal([2, 6]);
    expect(await share('told')).to.deep.equal([1, 6]);
    expect(await share('logged')).to.deep.equal([1, 6]);
    expect(await share('passed')).to.deep.equal([1, 6]);
    expect(await share('abandoned')).to.deep.equal([1, 6]);
  });

  it('count from the first moment of the first day to the last of the last', async () => {
    const midnight = Date.UTC(2026, 10, 2);
    for (const endedAt of [midnight - 1, midnight, midnight + DAY_MS - 1, midnight + DAY_MS])
      await happened({ startedAt: endedAt - 10 * MINUTE_MS });
    expect(await share('declared', { from: '2026-11-02', to: '2026-11-02' })).to.deep.equal([2, 2]);
  });

  it('count each day as London has it, and the days add up to the figures', async () => {
    const nightOfTheChange = Date.UTC(2026, 9, 25, 23, 30);
    await happened({ startedAt: nightOfTheChange, avoidable: 'chasing-progress' });
    await happened({ startedAt: nightOfTheChange + DAY_MS, outcome: 'passed' });
    for (const by of [undefined, 'service']) {
      const { days, figures } = await count(by ? { by } : {});
      const closed = days.filter(({ shares }) => shares.declared.of > 0);
      expect(closed.map(({ on }) => on)).to.deep.equal(['2026-10-25', '2026-10-26']);
      expect(closed[0]?.reasons).to.deep.include({ reason: 'chasing-progress', contacts: 1 });
      for (const key of dailyKeys) {
        const { count: whole, of } = figures.find((each) => each.key === key) ?? {};
        const sum = (part: 'count' | 'of'): number => days.reduce((all, { shares }) => all + shares[key][part], 0);
        expect([sum('count'), sum('of')], key).to.deep.equal([whole, of]);
      }
    }
  });

  it('turn a resolution into a miss when the same customer is in touch about the same service again', async () => {
    await happened({ daysAgo: 30 });
    expect(await share('observed')).to.deep.equal([1, 1]);
    await happened({ daysAgo: 20, outcome: 'logged', caseId: world().newId() });
    expect(await share('observed')).to.deep.equal([0, 1]);
    expect(await share('declared')).to.deep.equal([1, 2]);
  });

  it('leave a resolution alone for another customer, another service and a contact after the window', async () => {
    await happened({ daysAgo: 30 });
    await happened({ daysAgo: 25, customerId: at.westmoorCustomerId, outcome: 'passed' });
    await happened({ daysAgo: 24, serviceId: at.potholeId, outcome: 'passed' });
    await happened({ startedAt: testNow - 30 * DAY_MS + 10 * MINUTE_MS + 14 * DAY_MS, outcome: 'passed' });
    expect(await share('observed')).to.deep.equal([1, 1]);
    await happened({ startedAt: testNow - 30 * DAY_MS + 10 * MINUTE_MS + 14 * DAY_MS - 1, outcome: 'passed' });
    expect(await share('observed')).to.deep.equal([0, 1]);
  });

  it('say nothing yet of a resolution whose window has not passed, nor of one without a customer or a service', async () => {
    await happened({ daysAgo: 14 });
    await happened({ daysAgo: 20, customerId: null });
    await happened({ daysAgo: 20, serviceId: null });
    expect(await share('observed')).to.deep.equal([0, 0]);
    expect(await share('declared')).to.deep.equal([3, 3]);
  });

  it('count two records of one person as one while they are merged', async () => {
    const officer = await world().staff(['customers.create', 'customers.merge']);
    const add = async () =>
      (await world().run(officer, createCustomer, { authorityId: dunmere, ...gwen, confirmedNew: true })).id;
    const [survivorId, mergedId] = [await add(), await add()];
    await happened({ daysAgo: 30, customerId: survivorId });
    await happened({ daysAgo: 25, customerId: mergedId, outcome: 'passed' });
    expect(await share('observed')).to.deep.equal([1, 1]);
    const versions = { survivorVersion: 1, mergedVersion: 1 };
    const reason = 'The same date of birth and house';
    const merge = { survivorId, mergedId, ...versions, reason };
    const { id: mergeId } = await world().run(officer, mergeCustomers, merge);
    expect(await share('observed')).to.deep.equal([0, 1]);
    await world().run(officer, unMergeCustomers, { mergeId, reason: 'Two people of one name' });
    expect(await share('observed')).to.deep.equal([1, 1]);
  });

  it('follow the council’s own setting for how long a resolution has to hold', async () => {
    await happened({ daysAgo: 30 });
    await happened({ daysAgo: 20, outcome: 'passed' });
    await setRepeatDays(world(), 5);
    const shorter = await count();
    await setRepeatDays(world(), 14);
    expect(shorter.repeatContactDays).to.equal(5);
    expect(shorter.figures.find(({ key }) => key === 'observed')).to.include({ count: 1, of: 1 });
    expect(shorter.figures.find(({ key }) => key === 'observed')?.definition).to.include('within 5 days of 24 hours');
  });

  it('agree with counting by hand, whatever happened', async () => {
    const contact = fc.record({
      who: fc.constantFrom(at.customerId, at.westmoorCustomerId, null),
      about: fc.constantFrom(at.missedBinId, at.potholeId, null),
      hoursAgo: fc.integer({ min: 0, max: 24 * 40 }),
      outcome: fc.constantFrom('resolved' as const, 'logged' as const, 'abandoned' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(contact, { maxLength: 12 }), async (contacts) => {
        await forgetContacts(world());
        for (const { who, about, hoursAgo, outcome } of contacts)
          await happened({ customerId: who, serviceId: about, startedAt: testNow - hoursAgo * 3_600_000, outcome });
        const ended = (hoursAgo: number): number => testNow - hoursAgo * 3_600_000 + 10 * MINUTE_MS;
        const followed = contacts.filter(
          ({ who, about, hoursAgo, outcome }) =>
            outcome === 'resolved' && who && about && ended(hoursAgo) < testNow - 14 * DAY_MS,
        );
        const held = followed.filter(
          (first) =>
            !contacts.some((again) => {
              const after = testNow - again.hoursAgo * 3_600_000 - ended(first.hoursAgo);
              return again.who === first.who && again.about === first.about && after >= 0 && after < 14 * DAY_MS;
            }),
        );
        expect(await share('observed')).to.deep.equal([held.length, followed.length]);
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);

  it('give each reason of avoidable contact, for the council that answered', async () => {
    await happened({ avoidable: 'chasing-progress' });
    await happened({ avoidable: 'chasing-progress', authorityId: westmoor, serviceAuthorityId: dunmere });
    await happened({ avoidable: 'broken-promise' });
    await happened();
    expect(await share('avoidable')).to.deep.equal([2, 3]);
    const reasons = (await count()).reasons.filter(({ contacts }) => contacts > 0);
    expect(reasons).to.deep.equal([
      { reason: 'chasing-progress', contacts: 1 },
      { reason: 'broken-promise', contacts: 1 },
    ]);
    expect(await share('declared'), 'the county answered for the district').to.deep.equal([4, 4]);
  });

  it('narrow to a service, a channel and a team of advisers, and break down by them', async () => {
    const adviser = await world().staff([], [dunmere], 'Priya Nair');
    const member = { teamId: at.teamId, personId: adviser.staffId, leads: false };
    await world().run(systemActor('test set-up'), addTeamMember, member);
    await happened({ adviserId: adviser.staffId });
    await happened({ adviserId: adviser.staffId, channel: 'chat', outcome: 'passed' });
    await happened({ serviceId: null, channel: 'counter' });
    expect(await share('declared', { serviceId: at.missedBinId })).to.deep.equal([1, 2]);
    expect(await share('declared', { channel: 'counter' })).to.deep.equal([1, 1]);
    expect(await share('declared', { teamId: at.teamId })).to.deep.equal([1, 2]);
    const groupsBy = async (by: string) =>
      (await count({ by })).groups.map(({ id, shares: { declared } }) => [id, declared.count, declared.of]);
    expect(await groupsBy('service')).to.deep.equal([
      [at.missedBinId, 1, 2],
      [null, 1, 1],
    ]);
    expect(await groupsBy('channel')).to.have.deep.members([
      ['telephone', 1, 1],
      ['chat', 0, 1],
      ['counter', 1, 1],
    ]);
    expect(await groupsBy('team')).to.deep.equal([[at.teamId, 1, 2]]);
    expect((await count({ by: 'service' })).groups[0]?.shares.observed).to.deep.equal({ count: 1, of: 1 });
  });

  it('are counted again, to the same numbers, by the query that each one prints', async () => {
    const adviser = await world().staff([], [dunmere], 'Tom Reyes');
    const member = { teamId: at.teamId, personId: adviser.staffId, leads: false };
    await world().run(systemActor('test set-up'), addTeamMember, member);
    const adviserId = adviser.staffId;
    const called = [await happened({ daysAgo: 30, adviserId, waitedSeconds: 20 })];
    await happened({ daysAgo: 28, adviserId, outcome: 'logged', caseId: world().newId() });
    const byChat = { channel: 'chat', avoidable: 'unclear-information', stop: 'too-early', waitedSeconds: 90 } as const;
    called.push(await happened({ daysAgo: 22, adviserId, ...byChat }));
    for (const contactId of called) await aPastCallBack(world(), { contactId, teamId: at.teamId });
    const drawn = {
      id: world().newId(),
      authority_id: dunmere,
      drawn_at: testNow - 5,
      answer: 5,
      answered_at: testNow,
    };
    const interactionId = await happened({ daysAgo: 3, adviserId });
    await world().kernel.db.write(everyAuthority, (db) =>
      db.insert('surveys', { ...drawn, interaction_id: interactionId, service_id: at.missedBinId }),
    );
    const filters = [
      {},
      { serviceId: at.missedBinId },
      { channel: 'telephone' },
      { teamId: at.teamId },
      { serviceId: at.missedBinId, channel: 'chat', teamId: at.teamId },
    ];
    for (const filter of filters)
      for (const { key, query, count: counted, of, countColumn, ofColumn } of (await count(filter)).figures) {
        const answer = await runAsPrinted(world(), query);
        const again = [Number(answer[countColumn] ?? 0), Number(answer[ofColumn] ?? 0)];
        expect(again[1], `${key} by ${JSON.stringify(filter)}`).to.equal(of);
        if (counted !== null) expect(again[0], `${key} by ${JSON.stringify(filter)}`).to.equal(counted);
        if (!surveyed.has(key)) expect(of, key).to.be.greaterThan(0);
      }
  });

  it('are for those who may see them, in their own councils', async () => {
    await happened();
    const nobody = await world().staff([], [dunmere]);
    const ask = { authorityId: dunmere, ...october };
    expect(await codeOf(world().read(nobody, getFigures, ask))).to.equal('not_allowed');
    const abroad = await world().staff(['reporting.read'], [castlebridge]);
    expect(await codeOf(world().read(abroad, getFigures, ask))).to.equal('not_found');
    const own = await world().read(abroad, getFigures, { ...ask, authorityId: castlebridge });
    expect(own.figures.map(({ of }) => of)).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('name the field of a period that can’t be counted', async () => {
    const faultsOf = async (period: object) => {
      const error: unknown = await count(period).catch((reason: unknown) => reason);
      return error instanceof AppError ? error.faults.map(({ field, message }) => `${field}: ${message}`) : [];
    };
    expect(await faultsOf({ from: '31 October' })).to.deep.equal([
      'from: Enter the first day as a date, such as 2026-11-16',
    ]);
    expect(await faultsOf({ to: '2026-09-30' })).to.deep.equal(['to: Choose a last day that is not before the first']);
    expect(await faultsOf({ from: '2025-01-01' })).to.deep.equal(['to: Choose a period of at most 366 days']);
  });
});

const surveyed: ReadonlySet<FigureKey> = new Set(['satisfied', 'replied']);

async function setRepeatDays({ kernel, clock }: TestWorld, repeatContactDays: number): Promise<void> {
  await kernel.db.write(everyAuthority, (db) =>
    db.update(
      'authorities',
      { id: dunmere },
      { settings: JSON.stringify({ contacts: { repeatContactDays: { value: repeatContactDays } } }) },
    ),
  );
  clock.advance(11_000); // names and settings of councils are kept for ten seconds
}
