import { expect } from 'chai';
import { castlebridge, onBothEngines } from '../../testing/harness.js';
import { hiddenField } from '../../testing/http.js';
import { openDesk } from '../../testing/open-desk.js';
import { addIdentifier } from '../commands/add-identifier.js';
import { createCustomer } from '../commands/create-customer.js';
import { editIdentifier } from '../commands/edit-identifier.js';
import { removeIdentifier } from '../commands/remove-identifier.js';
import { restrictCustomer } from '../commands/restrict-customer.js';
import { aCustomer } from '../fixtures.js';
import { getCustomer, listHoldersOf, searchCustomers } from '../queries.js';
import { auditRows } from '../testing/audit-rows.js';
import { expectPartRefusals } from '../testing/part-edits.js';
import { errorOf, faultsOf } from '../testing/catch-error.js';

const mayAll = ['read', 'create', 'edit', 'restrict'].map((verb) => `customers.${verb}`);
const heldFault =
  'heldByBoth: Another customer of this council has this number. Check it, use their record, or say that both have it';

onBothEngines('numbers in other registers', (world) => {
  const staff = () => world().staff(mayAll);
  let made = 0;
  const aNumber = () => {
    made += 1;
    return { register: 'council-tax', type: 'account', value: `77${String(made).padStart(6, '0')}` };
  };
  const add = async (name = 'Joan Prosser'): Promise<string> =>
    (await world().run(await staff(), createCustomer, aCustomer().named(name).input)).id;
  const give = async (customerId: string, number: object) =>
    world().run(await staff(), addIdentifier, { customerId, ...aNumber(), ...number });
  const numbersOf = async (id: string): Promise<string[]> =>
    (await world().read(await staff(), getCustomer, { id })).identifiers.map(({ value }) => value);
  const foundBy = async (text: string): Promise<string[]> =>
    (await world().read(await staff(), searchCustomers, { text })).items.map(({ id }) => id);

  it('are corrected, and then find the customer by the new number only', async () => {
    const id = await add();
    const [wrong, right] = [aNumber(), aNumber()];
    const { id: numberId, version } = await give(id, wrong);
    const edit = { id: numberId, customerId: id, expectedVersion: version, ...right };
    await world().run(await staff(), editIdentifier, edit);
    expect(await numbersOf(id)).to.deep.equal([right.value]);
    expect(await foundBy(right.value)).to.deep.equal([id]);
    expect(await foundBy(wrong.value)).to.deep.equal([]);
    const rows = (await auditRows(world(), id)).filter(({ action }) => action === 'customers.edit-identifier');
    expect(rows).to.have.length(1);
    expect(rows[0]?.details).not.to.include(right.value);
  });

  it('that another customer has are asked about, and kept when both have them', async () => {
    const [one, other] = [await add('Enid Rowe'), await add('Carys Rowe')];
    const [joint, own] = [aNumber(), aNumber()];
    await give(one, joint);
    expect(await faultsOf(give(other, joint))).to.deep.equal([heldFault]);
    const { id, version } = await give(other, own);
    const edit = { id, customerId: other, expectedVersion: version, ...joint };
    expect(await faultsOf(world().run(await staff(), editIdentifier, edit))).to.deep.equal([heldFault]);
    await world().run(await staff(), editIdentifier, { ...edit, heldByBoth: 'yes' });
    expect(await numbersOf(other)).to.deep.equal([joint.value]);
    expect(
      (await world().read(await staff(), listHoldersOf, { customerId: other, ...joint })).map((hit) => hit.id),
    ).to.deep.equal([one]);
  });

  it('of another authority’s customers are nobody’s business', async () => {
    const number = aNumber();
    const stranger = await world().staff(mayAll, [castlebridge]);
    const theirs = await world().run(stranger, createCustomer, aCustomer().of(castlebridge).input);
    await world().run(stranger, addIdentifier, { customerId: theirs.id, ...number });
    const ours = await add();
    await give(ours, number);
    const holders = await world().read(await staff(), listHoldersOf, { customerId: ours, ...number });
    expect(holders).to.deep.equal([]);
  });

  it('of a restricted customer are asked about without saying whose they are', async () => {
    const [hidden, known] = [await add('Leanne Hidden'), await add()];
    const number = aNumber();
    const { version: expectedVersion } = await give(hidden, number);
    const restriction = { restriction: 'concealed-address', reason: 'Order seen' } as const;
    await world().run(await staff(), restrictCustomer, { id: hidden, expectedVersion, ...restriction });
    expect(await faultsOf(give(known, number))).to.deep.equal([heldFault]);
    expect(await world().read(await staff(), listHoldersOf, { customerId: known, ...number })).to.deep.equal([]);
  });

  it('refuse a second of the same, a bad register, an older version, and whoever may not', async () => {
    const id = await add();
    const [first, second] = [aNumber(), aNumber()];
    await give(id, first);
    const { id: numberId, version } = await give(id, second);
    const edit = { id: numberId, customerId: id, expectedVersion: version, ...second };
    const run = async (more: object) => world().run(await staff(), editIdentifier, { ...edit, ...more });
    expect(await faultsOf(run(first))).to.deep.equal(['value: They have this number already. Remove one of the two']);
    expect(await faultsOf(run({ register: 'Council Tax' }))).to.deep.equal([
      'register: Use small letters, digits and hyphens, such as council-tax',
    ]);
    await expectPartRefusals(world(), editIdentifier, edit);
    const off = { id: numberId, customerId: id, expectedVersion: version };
    expect(await errorOf(world().run(await staff(), removeIdentifier, off))).to.include({ code: 'stale_version' });
    expect(await numbersOf(id)).to.deep.equal([first.value, second.value]);
  });

  describe('at the desk', () => {
    const desk = openDesk(world);
    const signedIn = async () => (await desk.signIn()).browser;

    it('that another has link to whose they are, and are saved when both have them', async () => {
      const [one, other] = [await add('Enid Jointly'), await add('Carys Jointly')];
      const number = aNumber();
      await give(one, number);
      const browser = await signedIn();
      const at = `/desk/customers/${other}/identifiers`;
      const asked = await browser.post(at, number);
      expect(asked.status).to.equal(422);
      expect(asked.text).to.include(`<a href="/desk/customers/${one}">Open Enid Jointly</a>`);
      expect(asked.text).to.include('Yes, it is held jointly').and.include(`value="${number.value}"`);
      expect((await browser.post(at, { ...number, heldByBoth: 'yes' })).status).to.equal(303);
      expect(await numbersOf(other)).to.deep.equal([number.value]);
    });

    it('are corrected by their page, and removed unless somebody changed the record meanwhile', async () => {
      const id = await add('Odd Number');
      const { id: numberId } = await give(id, aNumber());
      const browser = await signedIn();
      const at = `/desk/customers/${id}/identifiers/${numberId}`;
      const opened = (await browser.get(at)).text;
      const names = ['expectedVersion', 'base_register', 'base_type', 'base_value'];
      const base = Object.fromEntries(names.map((name) => [name, hiddenField(opened, name)]));
      const right = aNumber();
      expect((await browser.post(at, { ...base, ...right })).status).to.equal(303);
      const late = await browser.post(`${at}/remove`, { expectedVersion: base['expectedVersion'] ?? '' });
      expect(late.status).to.equal(303);
      expect(await numbersOf(id)).to.deep.equal([right.value]);
      const page = (await browser.get(`/desk/customers/${id}`)).text;
      await browser.post(`${at}/remove`, { expectedVersion: hiddenField(page, 'expectedVersion') });
      expect(await numbersOf(id)).to.deep.equal([]);
    });
  });
});
