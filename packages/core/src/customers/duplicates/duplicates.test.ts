import { expect } from 'chai';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type TestHttp } from '../../testing/http.js';
import { createCustomer } from '../commands/create-customer.js';
import { dismissDuplicate, undoDismissal } from '../commands/dismiss-duplicate.js';
import { editCustomer } from '../commands/edit-customer.js';
import { keepDuplicates } from '../commands/keep-duplicates.js';
import { lookForDuplicates } from '../commands/look-for-duplicates.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { findDuplicatesNightly } from './duplicates-jobs.js';
import { getDuplicate, listDuplicates, type LikelyPair } from './duplicates-queries.js';
import { findDuplicatesOf } from './find-duplicates-of.js';
import { aCustomer } from '../fixtures.js';
import { auditRows } from '../testing/audit-rows.js';
import { errorOf } from '../testing/catch-error.js';

const may = [
  'customers.read',
  'customers.create',
  'customers.edit',
  'customers.review-duplicates',
  'customers.restrict',
  'customers.read-restricted',
];

onBothEngines('likely duplicates', (world) => {
  let http: TestHttp;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());

  const staff = (authorities = [dunmere]) => world().staff(may, authorities);

  let homes = 0;
  /** Two records of one person, and somebody else of the same house. Answers their ids. */
  async function onRecordTwice(surname: string, authorityId = dunmere): Promise<[string, string]> {
    const leader = await staff([authorityId]);
    homes += 1;
    const [bornOn, number] = [`${1940 + homes}-03-${10 + homes}`, `01632 96${1000 + homes * 137}`];
    const home = (name: string) =>
      aCustomer()
        .of(authorityId)
        .named(`${name} ${surname}`)
        .at(`${homes * 3} Quarry Lane`, `DM${homes} 2LL`);
    const ids: string[] = [];
    for (const one of [
      home('Margaret').bornOn(bornOn).reachedBy(number, `${surname.toLowerCase()}@post.example`),
      home('Peggy').bornOn(bornOn).reachedBy(number),
      home('Huw').bornOn(`${1930 + homes}-11-02`),
    ])
      ids.push((await world().run(leader, createCustomer, one.input)).id);
    return [ids[0] ?? '', ids[1] ?? ''];
  }

  async function find(
    ids: readonly string[],
    shows: 'merge' | 'review' | 'dismissed' = 'merge',
    authorityId = dunmere,
  ) {
    const { items } = await world().read(await staff([authorityId]), listDuplicates, { shows, limit: 200 });
    return items.find(({ customerId, otherId }) => ids.includes(customerId) && ids.includes(otherId));
  }

  async function found(ids: readonly string[], authorityId = dunmere): Promise<LikelyPair> {
    await findDuplicatesOf(world().kernel, authorityId);
    const pair = await find(ids, 'merge', authorityId);
    if (!pair) throw new Error('the pair was not found');
    return pair;
  }

  it('are found with their probability and what agrees, in words; a husband is not one', async () => {
    const ids = await onRecordTwice('Ashdown');
    const pair = await found(ids);
    expect(pair.probability).to.be.within(0.9, 1);
    expect(pair.evidence.map(({ words }) => words)).to.include.members([
      'another form of the first name',
      'same surname',
      'same date of birth',
      'same address',
      'same telephone number',
    ]);
    const { items } = await world().read(await staff(), listDuplicates, { shows: 'merge', limit: 200 });
    expect(items.some(({ one, other }) => /Huw Ashdown/.test(`${one.displayName} ${other.displayName}`))).to.equal(
      false,
    );
  });

  it('stay away once dismissed, until a record changes or it is taken back', async () => {
    const ids = await onRecordTwice('Birchall');
    const { id, version } = await found(ids);
    const leader = await staff();
    await world().run(leader, dismissDuplicate, { id, expectedVersion: version });
    await findDuplicatesOf(world().kernel, dunmere);
    expect(await find(ids), 'among the likely').to.equal(undefined);
    expect((await find(ids, 'dismissed'))?.id).to.equal(id);

    const back = await world().run(leader, undoDismissal, { id, expectedVersion: version + 1 });
    expect((await find(ids))?.version).to.equal(back.version);

    await world().run(leader, dismissDuplicate, { id, expectedVersion: back.version });
    await world().run(leader, editCustomer, { id: ids[0], expectedVersion: 1, changes: { middleNames: 'Ann' } });
    await findDuplicatesOf(world().kernel, dunmere);
    expect((await find(ids))?.dismissedAt).to.equal(null);
    const said = (await auditRows(world(), id)).map(({ action }) => action);
    expect(said).to.include.members(['customers.dismiss-duplicate', 'customers.undo-dismissal']);
  });

  it('go when the records no longer are alike', async () => {
    const ids = await onRecordTwice('Cornforth');
    await found(ids);
    const changes = { firstName: 'Zebedee', lastName: 'Quill', bornOn: '1999-01-02' };
    await world().run(await staff(), editCustomer, { id: ids[1], expectedVersion: 1, changes });
    world().clock.advance(1000);
    await findDuplicatesOf(world().kernel, dunmere);
    expect(await find(ids)).to.equal(undefined);
  });

  it('leave out a restricted record, from lists, counts and look-ups alike', async () => {
    const ids = await onRecordTwice('Dunnock');
    const { id } = await found(ids);
    const leader = await staff();
    const before = (await world().read(leader, listDuplicates, {})).counts.merge;
    const reason = 'Non-molestation order seen';
    await world().run(leader, restrictCustomer, {
      id: ids[1],
      expectedVersion: 1,
      restriction: 'concealed-address',
      reason,
    });
    expect(await find(ids)).to.equal(undefined);
    expect((await world().read(leader, listDuplicates, {})).counts.merge).to.equal(before - 1);
    expect(await errorOf(world().read(leader, getDuplicate, { id }))).to.include({ code: 'not_found' });
    await findDuplicatesOf(world().kernel, dunmere);
    expect(await find(ids)).to.equal(undefined);
  });

  it('are never looked for across councils, and belong to one', async () => {
    const [here] = await onRecordTwice('Everard', castlebridge);
    const ids = await onRecordTwice('Everard', westmoor);
    const { id, version } = await found(ids, westmoor);
    const { items } = await world().read(await staff([castlebridge, westmoor]), listDuplicates, { limit: 200 });
    expect(items.some(({ customerId, otherId }) => [customerId, otherId].includes(here))).to.equal(false);
    const elsewhere = await staff([castlebridge]);
    for (const attempt of [
      () => world().read(elsewhere, getDuplicate, { id }),
      () => world().run(elsewhere, dismissDuplicate, { id, expectedVersion: version }),
      () => world().run(elsewhere, lookForDuplicates, { authorityId: westmoor }),
    ])
      expect(await errorOf(attempt())).to.include({ code: 'not_found', status: 404 });
    expect((await find(ids, 'merge', westmoor))?.version).to.equal(version);
  });

  it('are read where no page waits for it', async () => {
    const { kernel } = world();
    const read = (): never => {
      throw new Error('the base was read on the thread that serves pages');
    };
    await findDuplicatesOf({ ...kernel, db: { ...kernel.db, read } }, dunmere);
  });

  it('need the permission', async () => {
    const adviser = await world().staff(['customers.read'], [dunmere]);
    for (const attempt of [
      () => world().read(adviser, listDuplicates, {}),
      () => world().run(adviser, lookForDuplicates, { authorityId: dunmere }),
      () => world().run(adviser, keepDuplicates, { authorityId: dunmere, lookedAt: testNow, pairs: [], part: 'last' }),
    ])
      expect(await errorOf(attempt())).to.include({ code: 'not_allowed', status: 403 });
  });

  it('refuse a decision about a pair that somebody else decided, and a cursor that is none', async () => {
    const ids = await onRecordTwice('Fenwright');
    const { id, version } = await found(ids);
    const leader = await staff();
    await world().run(leader, dismissDuplicate, { id, expectedVersion: version });
    const late = await errorOf(world().run(leader, dismissDuplicate, { id, expectedVersion: version }));
    expect(late).to.include({ code: 'stale_version', status: 409 });
    const fault = await errorOf(world().read(leader, listDuplicates, { cursor: 'x' }));
    expect(fault.faults).to.deep.equal([{ field: 'cursor', message: 'Use the nextCursor of an earlier answer' }]);
  });

  it('come in pages, each once', async () => {
    for (const surname of ['Gosling', 'Hartnoll', 'Inchbald']) await onRecordTwice(surname);
    await findDuplicatesOf(world().kernel, dunmere);
    const leader = await staff();
    const all = (await world().read(leader, listDuplicates, { limit: 200 })).items.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const list = await world().read(leader, listDuplicates, { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...list.items.map(({ id }) => id));
      cursor = list.nextCursor;
    }
    expect(all.length).to.be.greaterThan(2);
    expect(seen).to.deep.equal(all);
  });

  it('are looked for on demand once, and for all councils at night', async () => {
    const jobs = async (): Promise<number> => {
      const db = world().kernel.db.read(everyAuthority);
      return (await db.rows(db.from('jobs').where({ kind: 'customers.find-duplicates' }).select('id'))).length;
    };
    const leader = await staff();
    await world().run(leader, lookForDuplicates, { authorityId: dunmere });
    await world().run(leader, lookForDuplicates, { authorityId: dunmere });
    expect(await jobs()).to.equal(1);
    await findDuplicatesNightly.run(world().kernel, {});
    expect(await jobs(), 'by day').to.equal(1);
    world().clock.set(Date.UTC(2026, 10, 17, 2, 30));
    await findDuplicatesNightly.run(world().kernel, {});
    const added = await jobs();
    expect(added, 'at night').to.be.greaterThan(3);
    world().clock.set(Date.UTC(2026, 10, 17, 3, 31));
    await findDuplicatesNightly.run(world().kernel, {});
    world().clock.set(testNow);
    expect(await jobs(), 'the same night').to.equal(added);
  });

  it('are compared at the desk, dismissed and brought back, and lead to merging', async () => {
    const ids = await onRecordTwice('Jessop');
    const { id } = await found(ids);
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'team-leader']] });
    const browser = await http.signIn(personId);
    const list = await browser.get('/desk/customers/duplicates');
    expect(list.text).to.include('Margaret Jessop').and.include('Surely the same');
    const page = await browser.get(`/desk/customers/duplicates/${id}`);
    expect(page.text)
      .to.include('Same date of birth')
      .and.match(/href="\/desk\/customers\/[0-9a-f-]+\/merge\?with=/);
    const version = hiddenField(page.text, 'version');
    const done = await browser.post(`/desk/customers/duplicates/${id}/dismiss`, { version });
    expect(done).to.include({ status: 303, location: `/desk/customers/duplicates/${id}` });
    expect((await browser.get('/desk/customers/duplicates?show=dismissed')).text).to.include('Margaret Jessop');
    const late = await browser.post(`/desk/customers/duplicates/${id}/dismiss`, { version });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Somebody else has just decided').and.include('Undo');
    const again = hiddenField(late.text, 'version');
    expect((await browser.post(`/desk/customers/duplicates/${id}/undo`, { version: again })).status).to.equal(303);
    expect((await find(ids))?.dismissedAt).to.equal(null);
  });
});
