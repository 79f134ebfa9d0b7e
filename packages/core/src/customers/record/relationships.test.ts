import { expect } from 'chai';
import { castlebridge, onBothEngines } from '../../testing/harness.js';
import { hiddenField } from '../../testing/http.js';
import { openDesk } from '../../testing/open-desk.js';
import { addRelationship } from '../commands/add-relationship.js';
import { createCustomer } from '../commands/create-customer.js';
import { editRelationship } from '../commands/edit-relationship.js';
import { mergeCustomers } from '../commands/merge-customers.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { unMergeCustomers } from '../commands/un-merge-customers.js';
import { aCustomer } from '../fixtures.js';
import { getCustomer } from '../queries.js';
import { inverseRelation } from './relations.js';
import { auditRows } from '../testing/audit-rows.js';
import { expectPartRefusals } from '../testing/part-edits.js';
import { errorOf, faultsOf } from '../testing/catch-error.js';
import { relations, type Relation } from '../types.js';

const mayAll = ['read', 'create', 'edit', 'merge', 'restrict'].map((verb) => `customers.${verb}`);

onBothEngines('relationships', (world) => {
  const staff = () => world().staff(mayAll);
  const add = async (name: string): Promise<string> =>
    (await world().run(await staff(), createCustomer, aCustomer().named(name).input)).id;
  const record = async (id: string) => world().read(await staff(), getCustomer, { id });
  const relate = async (customerId: string, otherId: string, relation: Relation, more: object = {}) =>
    world().run(await staff(), addRelationship, { customerId, otherId, relation, ...more });
  const seenBy = async (id: string): Promise<string[]> =>
    (await record(id)).relationships.map(({ relation, otherName }) => `${relation} ${otherName}`);
  const twoOf = async (): Promise<[string, string]> => [await add('Enid Rowe'), await add('Carys Rowe')];

  it('read properly from both sides', async () => {
    const [mother, daughter] = await twoOf();
    await relate(mother, daughter, 'parent', { fromOn: '9 3 1969' });
    expect(await seenBy(mother)).to.deep.equal(['parent Carys Rowe']);
    expect(await seenBy(daughter)).to.deep.equal(['child Enid Rowe']);
    expect((await record(daughter)).relationships[0]).to.include({ fromOn: '1969-03-09', toOn: null });
  });

  it('grow the version of both records, since they hang on both', async () => {
    const [one, other] = await twoOf();
    const { version } = await relate(one, other, 'partner');
    expect([version, (await record(other)).version]).to.deep.equal([2, 2]);
  });

  it('are recorded once while they hold, and anew when they had ended', async () => {
    const [one, other] = await twoOf();
    const first = await relate(one, other, 'partner', { fromOn: '2001-01-01' });
    expect((await relate(other, one, 'partner')).id).to.equal(first.id);
    const { version: expectedVersion } = await record(other);
    const ended = { relation: 'partner', fromOn: '2001-01-01', toOn: '2020-05-01' } as const;
    await world().run(await staff(), editRelationship, { id: first.id, customerId: other, expectedVersion, ...ended });
    await relate(one, other, 'partner', { fromOn: '2025-02-02' });
    expect((await record(one)).relationships.map(({ fromOn, toOn }) => [fromOn, toOn])).to.deep.equal([
      ['2025-02-02', null],
      ['2001-01-01', '2020-05-01'],
    ]);
  });

  it('are corrected from either side', async () => {
    const [one, other] = await twoOf();
    const { id } = await relate(one, other, 'parent');
    const wrong = { id, customerId: other, expectedVersion: 2, relation: 'parent' as const };
    await world().run(await staff(), editRelationship, wrong);
    expect(await seenBy(one)).to.deep.equal(['child Carys Rowe']);
    expect(await seenBy(other)).to.deep.equal(['parent Enid Rowe']);
  });

  it('refuse an edit of an older version, whoever may not and another authority, and stay as they were', async () => {
    const [one, other] = await twoOf();
    const { id } = await relate(one, other, 'sibling');
    const edit = { id, customerId: one, expectedVersion: 2, relation: 'twin' as const };
    await expectPartRefusals(world(), editRelationship, edit);
    const stranger = await world().staff(mayAll, [castlebridge]);
    const theirs = { customerId: one, otherId: other, relation: 'twin' as const };
    expect(await errorOf(world().run(stranger, addRelationship, theirs))).to.include({ code: 'not_found' });
    expect(await seenBy(one)).to.deep.equal(['sibling Carys Rowe']);
  });

  it('let one of two edits made at once through, and tell the other', async () => {
    const [one, other] = await twoOf();
    const { id } = await relate(one, other, 'sibling');
    const edit = async (customerId: string, relation: Relation) =>
      world()
        .run(await staff(), editRelationship, { id, customerId, expectedVersion: 2, relation })
        .then(
          () => 'saved',
          (error: { code?: string }) => error.code,
        );
    const ends = await Promise.all([edit(one, 'twin'), edit(other, 'partner')]);
    expect(ends.sort()).to.deep.equal(['saved', 'stale_version']);
  });

  it('refuse what can’t be true, and say how to put it right', async () => {
    const [one, other] = await twoOf();
    await relate(one, other, 'parent');
    expect(await faultsOf(relate(one, other, 'child'))).to.deep.equal([
      'relation: They are on record as “Parent of”. Choose another, or end that one first',
    ]);
    expect(await faultsOf(relate(one, one, 'twin'))).to.deep.equal([
      'otherId: Choose another customer of the same authority',
    ]);
    const days = { fromOn: '2020-02-02', toOn: '2020-02-01' };
    expect(await faultsOf(relate(one, other, 'twin', days))).to.deep.equal([
      'toOn: The last day must not be before the first',
    ]);
    expect(await faultsOf(relate(one, other, '' as Relation))).to.deep.equal([
      'relation: Choose what they are to each other',
    ]);
  });

  it('go over with a merge, are nothing between two who are one, and come back', async () => {
    const [mother, daughter] = await twoOf();
    const double = await add('Karis Rowe');
    await relate(mother, double, 'parent');
    await relate(daughter, double, 'sibling');
    const versions = { survivorVersion: 2, mergedVersion: 3 };
    const pair = { survivorId: daughter, mergedId: double, ...versions, reason: 'One person' };
    const { id: mergeId } = await world().run(await staff(), mergeCustomers, pair);
    expect(await seenBy(daughter)).to.deep.equal(['child Enid Rowe']);
    await world().run(await staff(), unMergeCustomers, { mergeId, reason: 'Two people' });
    expect(await seenBy(daughter)).to.deep.equal(['sibling Karis Rowe']);
    expect((await seenBy(double)).sort()).to.deep.equal(['child Enid Rowe', 'sibling Carys Rowe']);
  });

  it('with a restricted record are seen by those only who may open such', async () => {
    const [hidden, known] = await twoOf();
    await relate(hidden, known, 'partner');
    const restricted = { id: hidden, expectedVersion: 2, restriction: 'concealed-address', reason: 'Order' } as const;
    await world().run(await staff(), restrictCustomer, restricted);
    expect(await seenBy(known)).to.deep.equal([]);
    const leader = await world().staff([...mayAll, 'customers.read-restricted']);
    const { relationships } = await world().read(leader, getCustomer, { id: known });
    expect(relationships.map(({ otherName }) => otherName)).to.deep.equal([null]);
  });

  it('are in the audit of both, without saying what they are where it can’t be erased', async () => {
    const [one, other] = await twoOf();
    await relate(one, other, 'guardian');
    for (const id of [one, other]) {
      const rows = (await auditRows(world(), id)).filter(({ action }) => action === 'customers.add-relationship');
      expect(rows).to.have.length(1);
      expect(rows[0]?.details).to.include(one).and.include(other).and.not.include('guardian');
    }
  });

  describe('at the desk', () => {
    const desk = openDesk(world);
    const signedIn = async () => (await desk.signIn()).browser;

    it('are added by finding the other first, and shown on both pages', async () => {
      const [mother, daughter] = [await add('Maud Relative'), await add('Ivy Relative')];
      const browser = await signedIn();
      const at = `/desk/customers/${mother}/relationships`;
      expect((await browser.get(`${at}?q=nobody+such`)).text).to.include('Nobody else on record matches');
      expect((await browser.get(`${at}?q=ivy+relative`)).text).to.include(`value="${daughter}"`);
      const typed = { q: 'ivy relative', otherId: daughter, fromOn: '1969' };
      const refused = await browser.post(at, typed);
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('Choose what they are to each other').and.to.include('value="1969"');
      expect((await browser.post(at, { ...typed, fromOn: '', relation: 'parent' })).status).to.equal(303);
      const page = await browser.get(`/desk/customers/${daughter}`);
      expect(page.text).to.match(/Child of<\/span> <a href="[^"]+">Maud Relative/);
    });

    it('keep both of two people’s changes, and let the second choose where they clash', async () => {
      const [one, other] = [await add('Oona Twin'), await add('Una Twin')];
      const { id } = await relate(one, other, 'sibling');
      const at = `/desk/customers/${one}/relationships/${id}`;
      const [first, second] = [await signedIn(), await signedIn()];
      const opened = (await second.get(at)).text;
      const base = Object.fromEntries(
        ['expectedVersion', 'base_relation', 'base_fromOn', 'base_toOn'].map((name) => [
          name,
          hiddenField(opened, name),
        ]),
      );
      await first.post(at, { ...base, relation: 'twin' });
      expect((await second.post(at, { ...base, relation: 'sibling', fromOn: '1 2 1998' })).status).to.equal(303);
      expect((await record(one)).relationships[0]).to.include({ relation: 'twin', fromOn: '1998-02-01' });
      const clash = await second.post(at, { ...base, relation: 'partner' });
      expect(clash.status).to.equal(409);
      expect(clash.text).to.include('Twin of').and.to.include('Partner of');
      const choice = {
        relation: 'partner',
        fromOn: hiddenField(clash.text, 'fromOn'),
        base_relation: hiddenField(clash.text, 'base_relation'),
        base_fromOn: hiddenField(clash.text, 'base_fromOn'),
        expectedVersion: hiddenField(clash.text, 'expectedVersion'),
      };
      expect((await second.post(at, choice)).status).to.equal(303);
      expect((await record(one)).relationships[0]).to.include({ relation: 'partner', fromOn: '1998-02-01' });
    });
  });
});

describe('how a relation reads the other way round', () => {
  for (const relation of relations)
    it(`comes back to ${relation} when it is turned twice`, () => {
      expect(inverseRelation[inverseRelation[relation]]).to.equal(relation);
    });
});
