import { expect } from 'chai';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addContactPoint } from '../commands/add-contact-point.js';
import { addIdentifier } from '../commands/add-identifier.js';
import { addRepresentation } from '../commands/add-representation.js';
import { createCustomer } from '../commands/create-customer.js';
import { editCustomer } from '../commands/edit-customer.js';
import { endContactPoint } from '../commands/end-contact-point.js';
import { editRepresentation } from '../commands/edit-representation.js';
import { preferContactPoint } from '../commands/prefer-contact-point.js';
import { recordDeath } from '../commands/record-death.js';
import { recordMove } from '../commands/record-move.js';
import { removeIdentifier } from '../commands/remove-identifier.js';
import { verifyContactPoint } from '../commands/verify-contact-point.js';
import { aCustomer, anOrganisation, type CustomerBuilder } from '../fixtures.js';
import { getCustomer, searchCustomers } from '../queries.js';
import { auditRows } from '../testing/audit-rows.js';
import { errorOf, faultsOf } from '../testing/catch-error.js';

const worker = ['customers.read', 'customers.create', 'customers.edit'];

onBothEngines('changing customers', (world) => {
  const staff = (permissions = worker, authorities = [dunmere]) => world().staff(permissions, authorities);
  const add = async (builder: CustomerBuilder = aCustomer()) =>
    (await world().run(await staff(), createCustomer, builder.input)).id;
  const record = async (id: string) => world().read(await staff(), getCustomer, { id });
  const foundBy = async (text: string) =>
    (await world().read(await staff(), searchCustomers, { text })).items.map(({ id }) => id);

  it('finds a customer under the new name and no longer under the old', async () => {
    const id = await add(aCustomer().named('Tegwen Oldroyd').at('1 Tenter Row', 'DM6 1AA'));
    const changes = { lastName: 'Newsome' };
    const edited = await world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes });
    expect(edited).to.deep.equal({ id, version: 2, changed: ['lastName'] });
    expect(await foundBy('newsome dm6 1aa')).to.deep.equal([id]);
    expect(await foundBy('tegwen oldroyd')).to.deep.equal([]);
    expect((await record(id)).displayName).to.equal('Tegwen Newsome');
  });

  it('merges edits that touch different fields', async () => {
    const id = await add();
    await world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes: { title: 'Dr' } });
    const late = { id, expectedVersion: 1, changes: { language: 'cy' }, base: { language: 'en' } };
    await world().run(await staff(), editCustomer, late);
    expect(await record(id)).to.include({ title: 'Dr', language: 'cy', version: 3 });
  });

  it('saves nothing when a field clashes, and names the fields', async () => {
    const id = await add();
    await world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes: { lastName: 'Vale' } });
    const late = { lastName: 'Marsh', title: 'Dr' };
    const base = { lastName: 'Prosser', title: null };
    const error = await errorOf(
      world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes: late, base }),
    );
    expect(error).to.include({ code: 'stale_version', status: 409 });
    expect(error.facts).to.deep.equal({ version: 2, fields: ['lastName'] });
    expect(await record(id)).to.include({ lastName: 'Vale', title: null, version: 2 });
  });

  it('lets two people edit at once without losing either', async () => {
    const id = await add();
    const [one, other] = [await staff(), await staff()];
    await Promise.all([
      world().run(one, editCustomer, { id, expectedVersion: 1, changes: { title: 'Dr' }, base: { title: null } }),
      world().run(other, editCustomer, { id, expectedVersion: 1, changes: { needs: ['bsl'] }, base: { needs: [] } }),
    ]);
    expect(await record(id)).to.deep.include({ title: 'Dr', needs: ['bsl'], version: 3 });
  });

  it('refuses to take a name away, or to date a birth ahead', async () => {
    const id = await add();
    const edit = async (changes: Record<string, unknown>) =>
      faultsOf(world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes }));
    expect(await edit({ lastName: null })).to.deep.equal(['changes.lastName: Enter the last name']);
    expect(await edit({ bornOn: '17/11/2026' })).to.deep.equal([
      'changes.bornOn: The date of birth must be today or in the past',
    ]);
    expect(await edit({ colour: 'red' })).to.deep.equal([
      'changes.colour: There is no field called "colour". Leave it out',
    ]);
  });

  it('audits an edit with the fields’ names, and their values where they can be erased', async () => {
    const id = await add();
    await world().run(await staff(), editCustomer, { id, expectedVersion: 1, changes: { lastName: 'Hepworth' } });
    const edit = (await auditRows(world(), id)).find(({ action }) => action === 'customers.edit-customer');
    expect(JSON.parse(edit?.details ?? '{}')).to.deep.include({ fields: ['lastName'] });
    expect(edit?.details).not.to.include('Hepworth');
  });

  it('keeps the preferred number in lists, and finds by every number in use', async () => {
    const id = await add(aCustomer().named('Nia Telfer').reachedBy('01632 960201'));
    const actor = await staff();
    const value = '07700 900202';
    const mobile = await world().run(actor, addContactPoint, {
      customerId: id,
      kind: 'telephone',
      value,
      preferred: true,
    });
    expect(await record(id)).to.include({ telephone: '+447700900202' });
    expect(await foundBy('01632 960201')).to.deep.equal([id]);
    const home = (await record(id)).contactPoints.find((point) => point.value === '+441632960201');
    await world().run(actor, preferContactPoint, { id: home?.id ?? '' });
    expect(await record(id)).to.include({ telephone: '+441632960201' });
    await world().run(actor, verifyContactPoint, { id: home?.id ?? '' });
    expect((await record(id)).contactPoints[0]).to.include({ preferred: true, verifiedOn: '2026-11-16' });
    await world().run(actor, endContactPoint, { id: mobile.id });
    expect(await foundBy(value)).to.deep.equal([]);
    expect(await errorOf(world().run(actor, endContactPoint, { id: mobile.id }))).to.include({
      code: 'contact_point_ended',
    });
  });

  it('keeps a number that is on record already as it is', async () => {
    const id = await add(aCustomer().reachedBy('01632 960203'));
    const again = { customerId: id, kind: 'telephone' as const, value: '+44 1632 960203' };
    await world().run(await staff(), addContactPoint, again);
    expect((await record(id)).contactPoints).to.have.length(1);
  });

  it('finds by an identifier until it is removed', async () => {
    const id = await add();
    const number = { customerId: id, register: 'council-tax', type: 'account', value: 'CT 77/8801' };
    const added = await world().run(await staff(), addIdentifier, number);
    expect(await foundBy('ct778801')).to.deep.equal([id]);
    await world().run(await staff(), removeIdentifier, {
      customerId: id,
      id: added.id,
      expectedVersion: added.version,
    });
    expect(await foundBy('ct778801')).to.deep.equal([]);
  });

  const carer = { role: 'carer', covers: 'All matters', evidenceKind: 'spoken-consent' } as const;

  it('shows who acts for whom from both sides, until it ends', async () => {
    const [mother, daughter] = [await add(aCustomer().named('Enid Rowe')), await add(aCustomer().named('Carys Rowe'))];
    const acting = { customerId: mother, representativeId: daughter, ...carer };
    const { id } = await world().run(await staff(), addRepresentation, acting);
    expect((await record(mother)).representations[0]).to.include({
      direction: 'represented-by',
      otherName: 'Carys Rowe',
    });
    expect((await record(daughter)).representations[0]).to.include({ direction: 'acts-for', otherName: 'Enid Rowe' });
    const { version: expectedVersion } = await record(mother);
    const ending = { id, customerId: mother, expectedVersion, ...carer, toOn: '2026-11-16' };
    await world().run(await staff(), editRepresentation, ending);
    expect((await record(mother)).representations[0]?.toOn).to.equal('2026-11-16');
    expect(
      await faultsOf(world().run(await staff(), addRepresentation, { ...acting, representativeId: mother })),
    ).to.deep.equal(['representativeId: Choose another customer of the same authority']);
  });

  it('marks a customer who died, and takes it back', async () => {
    const id = await add(aCustomer().named('Goronwy Pask').bornOn('1930-01-02'));
    const died = { id, expectedVersion: 1, diedOn: '1 November 2026' };
    await world().run(await staff(), recordDeath, died);
    const { items } = await world().read(await staff(), searchCustomers, { text: 'goronwy pask' });
    expect(items[0]).to.include({ diedOn: '2026-11-01' });
    expect(await errorOf(world().run(await staff(), recordDeath, died))).to.include({ code: 'stale_version' });
    const before = { id, expectedVersion: 2, diedOn: '1929-12-31' };
    expect(await faultsOf(world().run(await staff(), recordDeath, before))).to.deep.equal([
      'diedOn: The date of death must be after the date of birth',
    ]);
    await world().run(await staff(), recordDeath, { id, expectedVersion: 2, diedOn: null });
    expect((await record(id)).diedOn).to.equal(null);
  });

  it('moves a customer, and keeps where they lived', async () => {
    const id = await add(aCustomer().named('Idris Flett').at('5 Weir Street', 'DM7 1AA'));
    const address = { line: '8 Weir Street', postcode: 'dm71ab' };
    await world().run(await staff(), recordMove, { id, address });
    expect(await record(id)).to.include({ addressLine: '8 Weir Street', postcode: 'DM7 1AB' });
    expect(await foundBy('flett dm7 1ab')).to.deep.equal([id]);
    expect(await foundBy('dm7 1aa')).to.deep.equal([]);
  });

  it('treats another authority’s customer as absent, and leaves it as it was', async () => {
    const id = await add();
    const stranger = await staff(worker, [castlebridge]);
    const before = await record(id);
    const telephone = { customerId: id, kind: 'telephone' as const, value: '01632 960204' };
    for (const attempt of [
      () => world().read(stranger, getCustomer, { id }),
      () => world().run(stranger, editCustomer, { id, expectedVersion: 1, changes: { lastName: 'Theft' } }),
      () => world().run(stranger, addContactPoint, telephone),
      () => world().run(stranger, recordDeath, { id, expectedVersion: 1, diedOn: '2026-11-01' }),
      () => world().run(stranger, recordMove, { id, address: { line: '1 Elsewhere' } }),
    ])
      expect(await errorOf(attempt())).to.include({ code: 'not_found' });
    expect(await record(id)).to.deep.equal(before);
    const other = await world().run(stranger, createCustomer, aCustomer().of(castlebridge).input);
    const acting = { customerId: id, representativeId: other.id, ...carer };
    const both = await staff(worker, [dunmere, castlebridge]);
    expect(await faultsOf(world().run(both, addRepresentation, acting))).to.have.length(1);
  });

  it('refuses whoever lacks the permission', async () => {
    const id = await add();
    const reader = await staff(['customers.read']);
    const outsider = await staff(['cases.read']);
    expect(await errorOf(world().run(reader, createCustomer, aCustomer().input))).to.include({ code: 'not_allowed' });
    const change = { id, expectedVersion: 1, changes: { title: 'Dr' } };
    expect(await errorOf(world().run(reader, editCustomer, change))).to.include({ code: 'not_allowed' });
    expect(await errorOf(world().read(outsider, getCustomer, { id }))).to.include({ code: 'not_allowed' });
    expect(await errorOf(world().read(outsider, searchCustomers, { text: 'x' }))).to.include({ code: 'not_allowed' });
  });

  it('notes in the audit who opened a record', async () => {
    const id = await add(anOrganisation('Ley Traders'));
    await record(id);
    expect((await auditRows(world(), id)).map(({ action }) => action)).to.deep.equal([
      'customers.create-customer',
      'customers.get-customer',
    ]);
  });
});
