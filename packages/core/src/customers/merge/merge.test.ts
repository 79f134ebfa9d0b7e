import { expect } from 'chai';
import { assignRole } from '../../access/index.js';
import { tables } from '../../migrations/index.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addContactPoint } from '../commands/add-contact-point.js';
import { addRepresentation } from '../commands/add-representation.js';
import { createCustomer } from '../commands/create-customer.js';
import { editCustomer } from '../commands/edit-customer.js';
import { gatherStrays } from '../commands/gather-strays.js';
import { mergeCustomers } from '../commands/merge-customers.js';
import { openRestricted } from '../commands/open-restricted.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { unMergeCustomers } from '../commands/un-merge-customers.js';
import { knowColleague } from '../colleagues/know-colleague.js';
import { aCustomer, anOrganisation } from '../fixtures.js';
import { chooseFields, undoFields, type MergeValues } from './merge-fields.js';
import { compareCustomers, listMerges } from './merge-queries.js';
import { customerReferences } from './merged-rows-repository.js';
import { getCustomer, searchCustomers } from '../queries.js';
import { auditRows } from '../testing/audit-rows.js';
import { errorOf, faultsOf } from '../testing/catch-error.js';
import { systemActor } from '../../kernel/actor.js';
import { everyAuthority } from '../../kernel/scope.js';

const mayAll = ['read', 'create', 'edit', 'merge', 'read-restricted', 'restrict'].map((verb) => `customers.${verb}`);

onBothEngines('merging two records', (world) => {
  const officer = () => world().staff(mayAll);
  const add = async (builder: ReturnType<typeof aCustomer>): Promise<string> =>
    (await world().run(await world().staff(mayAll, [dunmere, castlebridge]), createCustomer, builder.input)).id;
  const versionOf = async (id: string) => (await world().read(await officer(), getCustomer, { id })).version;
  const merge = async (survivorId: string, mergedId: string, more: object = {}) =>
    world().run(await officer(), mergeCustomers, {
      survivorId,
      survivorVersion: await versionOf(survivorId),
      mergedId,
      mergedVersion: await versionOf(mergedId),
      reason: 'Same date of birth and house',
      ...more,
    });
  const pair = async (): Promise<[string, string]> => [
    await add(aCustomer().named('Joan Prosser').bornOn('1948-03-09').reachedBy('01632 960144')),
    await add(aCustomer().named('Joanne Proser').at('4 Quarry Lane', 'DM4 2LL').reachedBy('07700 900144')),
  ];

  it('shows everything under the survivor, and the old id still finds it', async () => {
    const [one, other] = await pair();
    const { moved } = await merge(one, other);
    expect(moved).to.equal(2);
    const record = await world().read(await officer(), getCustomer, { id: other });
    expect(record).to.include({ id: one, displayName: 'Joan Prosser', telephone: '+441632960144' });
    expect(record.contactPoints.map(({ value, preferred }) => [value, preferred])).to.deep.equal([
      ['+441632960144', true],
      ['+447700900144', false],
      ['4 Quarry Lane', true],
    ]);
    expect(record).to.include({ addressLine: '4 Quarry Lane', postcode: 'DM4 2LL' });
  });

  it('is found by the merged record’s name, once', async () => {
    const [one, other] = [
      await add(aCustomer().named('Gwen Tredwell').at('8 Kiln Row', 'DM7 1AA')),
      await add(aCustomer().named('Gwen Abelforth').at('8 Kiln Row', 'DM7 1AA')),
    ];
    await merge(one, other);
    const { items } = await world().read(await officer(), searchCustomers, { text: 'abelforth dm7 1aa' });
    expect(items.map(({ id, displayName }) => [id, displayName])).to.deep.equal([[one, 'Gwen Tredwell']]);
  });

  it('takes the fields that were chosen, and gives the survivor’s own back', async () => {
    const [one, other] = await pair();
    const choices = { lastName: 'merged', firstName: 'survivor' };
    const { id: mergeId } = await merge(one, other, { choices, preferred: { telephone: 'merged' } });
    const read = async (id: string) => world().read(await officer(), getCustomer, { id });
    expect(await read(one)).to.include({ displayName: 'Joan Proser', telephone: '+447700900144' });
    await world().run(await officer(), unMergeCustomers, { mergeId, reason: 'Mother and daughter' });
    expect(await read(one)).to.include({ displayName: 'Joan Prosser', telephone: '+441632960144', addressLine: null });
    expect(await read(other)).to.include({ id: other, displayName: 'Joanne Proser', telephone: '+447700900144' });
  });

  it('keeps what was changed since when it is taken back', async () => {
    const [one, other] = await pair();
    const { id: mergeId } = await merge(one, other, { choices: { lastName: 'merged' } });
    const edit = { id: one, expectedVersion: await versionOf(one), changes: { lastName: 'Prosser-Vale' } };
    await world().run(await officer(), editCustomer, edit);
    const number = { customerId: one, kind: 'telephone', value: '01632 960150' } as const;
    const { id: pointId } = await world().run(await officer(), addContactPoint, number);
    await world().run(await officer(), unMergeCustomers, { mergeId, reason: 'Two people', take: [pointId] });
    const record = await world().read(await officer(), getCustomer, { id: one });
    expect(record.lastName).to.equal('Prosser-Vale');
    const taken = await world().read(await officer(), getCustomer, { id: other });
    expect(taken.contactPoints.map(({ value }) => value)).to.include('+441632960150');
  });

  it('refuses what would lose or mix: stale versions, one record twice, other kinds, other authorities', async () => {
    const [one, other] = await pair();
    expect(await errorOf(merge(one, other, { mergedVersion: 7 }))).to.deep.include({
      code: 'stale_version',
      facts: { which: ['merged'], survivorVersion: 1, mergedVersion: 1 },
    });
    expect(await faultsOf(merge(one, one))).to.deep.equal([
      'mergedId: Choose another customer: this is the same record',
    ]);
    const firm = await add(anOrganisation());
    expect(await faultsOf(merge(one, firm))).to.deep.equal(['mergedId: Choose two people, or two organisations']);
    const foreign = await add(aCustomer().of(castlebridge));
    expect(await errorOf(merge(one, foreign))).to.include({ code: 'not_found' });
    const both = await world().staff(mayAll, [dunmere, castlebridge]);
    const across = { survivorId: one, survivorVersion: 1, mergedId: foreign, mergedVersion: 1, reason: 'Same name' };
    expect(await faultsOf(world().run(both, mergeCustomers, across))).to.deep.equal([
      'mergedId: Choose a customer of the same authority',
    ]);
  });

  it('refuses a colleague’s record, whichever of the two it is', async () => {
    const { staffId: personId } = await world().staff(['cases.ask'], [dunmere], 'Rosa Whitcombe');
    await world().run(systemActor('test'), assignRole, { personId, authority: 'dunmere', role: 'analyst' });
    const desk = await world().staff(['customers.create'], [dunmere]);
    const { id: colleague } = await world().run(desk, knowColleague, { authorityId: dunmere, personId });
    const resident = await add(aCustomer().named('Rosa Whitcombe'));
    const why = 'A colleague’s record at the service desk is merged with no other: it follows the directory';
    for (const [survivor, merged] of [
      [colleague, resident],
      [resident, colleague],
    ] as const) {
      expect(await faultsOf(merge(survivor, merged))).to.deep.equal([`mergedId: ${why}`]);
      expect(await versionOf(merged)).to.equal(1);
    }
  });

  it('lets nobody change the merged record by itself, and says which one to open', async () => {
    const [one, other] = await pair();
    await merge(one, other);
    const edit = { id: other, expectedVersion: 2, changes: { title: 'Ms' } };
    const error = await errorOf(world().run(await officer(), editCustomer, edit));
    expect(error).to.deep.include({ code: 'customer_merged', facts: { survivorId: one } });
    const twice = { survivorId: one, survivorVersion: 2, mergedId: other, mergedVersion: 2, reason: 'Again' };
    expect(await errorOf(world().run(await officer(), mergeCustomers, twice))).to.include({ code: 'customer_merged' });
  });

  it('is taken back once', async () => {
    const [one, other] = await pair();
    const { id: mergeId } = await merge(one, other);
    const again = async () => world().run(await officer(), unMergeCustomers, { mergeId, reason: 'Two people' });
    await again();
    expect(await errorOf(again())).to.include({ code: 'merge_undone', status: 409 });
    const merges = await world().read(await officer(), listMerges, { customerId: one });
    expect(merges.map(({ undoneReason }) => undoneReason)).to.deep.equal(['Two people']);
  });

  it('happens once when two people merge one record into others at the same time', async () => {
    const [one, other] = await pair();
    const third = await add(aCustomer().named('Jo Prosser'));
    const seen = { survivorVersion: 1, mergedVersion: 1 };
    const ways = [[one, other] as const, [third, other] as const, [other, one] as const];
    const ends = await Promise.allSettled(ways.map(([survivor, merged]) => merge(survivor, merged, seen)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as { code: string }).code] : []));
    expect(refusals.every((code) => code === 'customer_merged' || code === 'stale_version')).to.equal(true);
  });

  it('keeps the restriction of either, and needs both opened', async () => {
    const [one, other] = await pair();
    const leader = await officer();
    const restriction = { id: other, expectedVersion: 1, restriction: 'safeguarding', reason: 'At risk' } as const;
    await world().run(leader, restrictCustomer, restriction);
    const both = { survivorId: one, survivorVersion: 1, mergedId: other, mergedVersion: 2, reason: 'One person' };
    expect(await errorOf(world().run(leader, mergeCustomers, both))).to.include({ code: 'reason_needed' });
    await world().run(leader, openRestricted, { id: other, reason: 'To merge it' });
    const { id: mergeId } = await world().run(leader, mergeCustomers, both);
    expect(await errorOf(world().read(leader, getCustomer, { id: one }))).to.include({ code: 'reason_needed' });
    await world().run(leader, openRestricted, { id: one, reason: 'To un-merge it' });
    await world().run(leader, unMergeCustomers, { mergeId, reason: 'Two people' });
    expect(await world().read(leader, getCustomer, { id: one })).to.include({ restriction: null });
  });

  const seen = { evidenceKind: 'signed-consent' } as const;

  it('doesn’t show two who act for each other, once they are one', async () => {
    const [one, other] = await pair();
    const acting = { customerId: one, representativeId: other, role: 'family', covers: 'All', ...seen } as const;
    await world().run(await officer(), addRepresentation, acting);
    const { id: mergeId } = await merge(one, other);
    const read = async (id: string) => (await world().read(await officer(), getCustomer, { id })).representations;
    expect(await read(one)).to.deep.equal([]);
    await world().run(await officer(), unMergeCustomers, { mergeId, reason: 'Two people' });
    expect((await read(one)).map(({ otherId }) => otherId)).to.deep.equal([other]);
  });

  it('brings along what was written for the merged record in the same moment', async () => {
    const [one, other] = await pair();
    const { id: mergeId } = await merge(one, other);
    const identifier = { register: 'housing', type: 'tenancy', value: 'LATE-1' };
    const row = { id: world().newId(), authority_id: dunmere, customer_id: other, ...identifier };
    await world().kernel.db.write(everyAuthority, (db) => db.insert('identifiers', row));
    const system = systemActor('two records became one');
    expect(await world().run(system, gatherStrays, { id: other })).to.deep.equal({ id: one, gathered: 1 });
    const read = async (id: string) => (await world().read(await officer(), getCustomer, { id })).identifiers;
    expect((await read(one)).map(({ value }) => value)).to.deep.equal(['LATE-1']);
    await world().run(await officer(), unMergeCustomers, { mergeId, reason: 'Two people' });
    expect((await read(other)).map(({ value }) => value)).to.deep.equal(['LATE-1']);
  });

  it('is written in the audit of both, without personal values in the details', async () => {
    const [one, other] = await pair();
    await merge(one, other);
    for (const id of [one, other]) {
      const rows = (await auditRows(world(), id)).filter(({ action }) => action === 'customers.merge-customers');
      expect(rows).to.have.length(1);
      expect(rows[0]?.details).not.to.match(/Proser|Prosser/);
    }
  });

  it('needs the permission, and another authority’s merge is not to be found', async () => {
    const [one, other] = await pair();
    const adviser = await world().staff(['customers.read', 'customers.edit']);
    const input = { survivorId: one, survivorVersion: 1, mergedId: other, mergedVersion: 1, reason: 'One person' };
    expect(await errorOf(world().run(adviser, mergeCustomers, input))).to.include({ code: 'not_allowed' });
    const { id: mergeId } = await merge(one, other);
    const stranger = await world().staff(mayAll, [castlebridge]);
    const back = world().run(stranger, unMergeCustomers, { mergeId, reason: 'Two people' });
    expect(await errorOf(back)).to.include({ code: 'not_found' });
    const compared = world().read(stranger, compareCustomers, { id: one, otherId: other });
    expect(await errorOf(compared)).to.include({ code: 'not_found' });
  });
});

describe('what hangs on a customer', () => {
  it('is read from the schema, has an id, and is found through an index', () => {
    expect(customerReferences.map(({ table, column }) => `${table}.${column}`)).to.include.members([
      'contact_points.customer_id',
      'representations.representative_id',
      'interactions.customer_id',
      'cases.customer_id',
      'case_subscribers.customer_id',
    ]);
    const wrong = customerReferences.filter(({ table, column }) => {
      const spec = tables.get(table);
      return spec?.columns['id']?.type !== 'id' || !spec.indexes?.some(([first]) => first === column);
    });
    expect(wrong).to.deep.equal([]);
  });
});

describe('choosing fields for a merge', () => {
  const values = (more: Partial<MergeValues>): MergeValues => ({
    ...{ title: null, firstName: 'Joan', middleNames: null, lastName: 'Prosser', organisationName: null },
    ...{ otherNames: [], bornOn: null, diedOn: null, language: 'en', preferredChannel: null, needs: [] },
    restriction: null,
    ...more,
  });

  it('fills what the survivor lacks and joins lists, unless somebody chose otherwise', () => {
    const [one, other] = [values({ needs: ['bsl'] }), values({ title: 'Mrs', needs: ['large-print', 'bsl'] })];
    expect(chooseFields(one, other, {})).to.deep.equal({
      title: { before: null, after: 'Mrs' },
      needs: { before: ['bsl'], after: ['bsl', 'large-print'] },
    });
    expect(chooseFields(one, other, { title: 'survivor', needs: 'survivor' })).to.deep.equal({});
  });

  it('can be undone before a later merge: that one then remembers what was there first', () => {
    const first = { title: { before: 'Mrs', after: 'Ms' } };
    const second = { id: '2', fields: { title: { before: 'Ms', after: 'Dr' } } };
    expect(undoFields(values({ title: 'Dr' }), first, [second])).to.deep.equal({
      restored: {},
      later: [{ id: '2', fields: { title: { before: 'Mrs', after: 'Dr' } } }],
    });
    expect(undoFields(values({ title: 'Ms' }), first, []).restored).to.deep.equal({ title: 'Mrs' });
    expect(undoFields(values({ title: 'Prof' }), first, []).restored).to.deep.equal({});
  });
});
