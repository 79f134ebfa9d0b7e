import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, localDate } from '../../kernel/local-date.js';
import { castlebridge, onBothEngines } from '../../testing/harness.js';
import { hiddenField } from '../../testing/http.js';
import { openDesk } from '../../testing/open-desk.js';
import { addOccupancy } from '../commands/add-occupancy.js';
import { createCustomer } from '../commands/create-customer.js';
import { editOccupancy } from '../commands/edit-occupancy.js';
import { removeOccupancy } from '../commands/remove-occupancy.js';
import { aCustomer } from '../fixtures.js';
import { overlap } from './occupancy-input.js';
import { customersAtPlace, getCustomer } from '../queries.js';
import { auditRows } from '../testing/audit-rows.js';
import { expectPartRefusals } from '../testing/part-edits.js';
import { errorOf, faultsOf } from '../testing/catch-error.js';
import { makePlace } from '../testing/make-place.js';
import type { OccupancyRole } from '../types.js';

const mayAll = ['read', 'create', 'edit'].map((verb) => `customers.${verb}`);

onBothEngines('occupancies', (world) => {
  let home = '';
  let shop = '';
  before(async () => {
    const street = { street: 'Ladle Street', postcode: 'DM4 8QQ' };
    home = await makePlace(world(), { uprn: '999900770001', number: '1', ...street });
    shop = await makePlace(world(), { uprn: '999900770002', number: '2', ...street });
  });

  const staff = () => world().staff(mayAll);
  const add = async (): Promise<string> => (await world().run(await staff(), createCustomer, aCustomer().input)).id;
  const record = async (id: string) => world().read(await staff(), getCustomer, { id });
  const occupy = async (customerId: string, placeId: string, role: OccupancyRole, more: object = {}) =>
    world().run(await staff(), addOccupancy, { customerId, address: { placeId }, role, ...more });
  const seenAt = async (placeId: string, id: string) =>
    (await world().read(await staff(), customersAtPlace, { placeId })).find((one) => one.id === id)?.as;

  it('are added beside what is on record, and told alike by the customer and the property', async () => {
    const id = await add();
    await occupy(id, home, 'occupier', { fromOn: '2019-03-09' });
    await occupy(id, shop, 'owner', { fromOn: '2021-01-01' });
    await occupy(id, shop, 'trader');
    const { occupancies } = await record(id);
    expect(occupancies.map(({ placeId, role, fromOn }) => [placeId, role, fromOn])).to.have.deep.members([
      [home, 'occupier', '2019-03-09'],
      [shop, 'owner', '2021-01-01'],
      [shop, 'trader', null],
    ]);
    expect(await seenAt(shop, id)).to.deep.equal([
      { role: 'owner', fromOn: '2021-01-01', toOn: null },
      { role: 'trader', fromOn: null, toOn: null },
    ]);
  });

  it('show at the property from the first day to the last, both included', async () => {
    const id = await add();
    const { id: occupancyId } = await occupy(id, home, 'occupier', { fromOn: '2026-11-16', toOn: '2026-11-16' });
    expect(await seenAt(home, id)).to.have.length(1);
    const edit = async (expectedVersion: number, days: object) =>
      world().run(await staff(), editOccupancy, {
        ...{ id: occupancyId, customerId: id, expectedVersion, role: 'occupier', ...days },
      });
    await edit(2, { fromOn: '2026-11-17' });
    expect(await seenAt(home, id)).to.equal(undefined);
    await edit(3, { toOn: '2026-11-15' });
    expect(await seenAt(home, id)).to.equal(undefined);
    expect((await record(id)).occupancies[0]).to.include({ fromOn: null, toOn: '2026-11-15' });
  });

  it('of one kind at one place don’t meet; owning two places, and being two things at one, is fine', async () => {
    const id = await add();
    await occupy(id, home, 'owner', { fromOn: '2020-01-01', toOn: '2021-12-31' });
    expect(await faultsOf(occupy(id, home, 'owner', { fromOn: '2021-12-31' }))).to.deep.equal([
      'role: “Owns it” is on record there, 1 January 2020 to 31 December 2021. Change that one, or give other days',
    ]);
    await occupy(id, home, 'owner', { fromOn: '2022-01-01' });
    await occupy(id, home, 'landlord', { fromOn: '2020-01-01' });
    await occupy(id, shop, 'owner', { fromOn: '2020-01-01' });
    expect((await record(id)).occupancies).to.have.length(4);
  });

  it('as a home at two places are asked about first', async () => {
    const id = await add();
    await occupy(id, home, 'occupier', { fromOn: '2020-01-01' });
    const second = { fromOn: '2024-01-01' };
    expect(await faultsOf(occupy(id, shop, 'tenant', second))).to.deep.equal([
      'livesAtBoth: They live at 1 Ladle Street, Dunmere, DM4 8QQ, since 1 January 2020. ' +
        'End that one first, or say that they live at both',
    ]);
    await occupy(id, shop, 'tenant', { ...second, livesAtBoth: 'yes' });
    expect((await record(id)).occupancies).to.have.length(2);
  });

  it('refuse what no place is, days the wrong way round, and no role', async () => {
    const id = await add();
    const bare = world().run(await staff(), addOccupancy, {
      ...{ customerId: id, address: { line: '9 Nowhere' }, role: 'owner' as const },
    });
    expect((await faultsOf(bare))[0]).to.match(/^address\.line: Enter a house and postcode of the gazetteer\./);
    const days = { fromOn: '2020-02-02', toOn: '2020-02-01' };
    expect(await faultsOf(occupy(id, home, 'owner', days))).to.deep.equal([
      'toOn: The last day must not be before the first',
    ]);
    expect(await faultsOf(occupy(id, home, '' as OccupancyRole))).to.deep.equal(['role: Choose what they are there']);
  });

  it('are taken off when they were recorded by mistake, and the audit keeps that they were there', async () => {
    const id = await add();
    const { id: occupancyId } = await occupy(id, home, 'landlord');
    const off = { id: occupancyId, customerId: id };
    const late = world().run(await staff(), removeOccupancy, { ...off, expectedVersion: 1 });
    expect(await errorOf(late)).to.include({ code: 'stale_version' });
    await world().run(await staff(), removeOccupancy, { ...off, expectedVersion: 2 });
    expect((await record(id)).occupancies).to.deep.equal([]);
    const rows = (await auditRows(world(), id)).filter(({ action }) => action === 'customers.remove-occupancy');
    expect(rows).to.have.length(1);
    expect(rows[0]?.details).to.include(home).and.include('landlord');
  });

  it('refuse an older version, another’s occupancy, whoever may not, and another authority', async () => {
    const id = await add();
    const { id: occupancyId } = await occupy(id, home, 'owner');
    const edit = { id: occupancyId, customerId: id, expectedVersion: 2, role: 'landlord' as const };
    await expectPartRefusals(world(), editOccupancy, edit);
    const reader = await world().staff(['customers.read']);
    const stranger = await world().staff(mayAll, [castlebridge]);
    const off = { id: occupancyId, customerId: id, expectedVersion: 3 };
    for (const [who, code] of [
      [reader, 'not_allowed'],
      [stranger, 'not_found'],
    ] as const) {
      expect(await errorOf(world().run(who, removeOccupancy, off))).to.include({ code });
      const input = { customerId: id, address: { placeId: shop }, role: 'owner' as const };
      expect(await errorOf(world().run(who, addOccupancy, input))).to.include({ code });
    }
    expect((await record(id)).occupancies.map(({ role }) => role)).to.deep.equal(['owner']);
  });

  it('added twice at once are on record once', async () => {
    const id = await add();
    const ends = await Promise.all(
      [1, 2, 3].map(() =>
        occupy(id, home, 'owner').then(
          () => 'added',
          (error: { code?: string }) => error.code,
        ),
      ),
    );
    expect(ends.sort()).to.deep.equal(['added', 'bad_input', 'bad_input']);
    expect((await record(id)).occupancies).to.have.length(1);
  });

  describe('at the desk', () => {
    const desk = openDesk(world);
    const signedIn = async () => (await desk.signIn()).browser;

    it('are added by house and postcode, ask about a second home, and show on both pages', async () => {
      const id = await add();
      await occupy(id, home, 'occupier', { fromOn: '2020-01-01' });
      const browser = await signedIn();
      const at = `/desk/customers/${id}/occupancies`;
      expect((await browser.get(at)).text).not.to.include('Do they live at both?');
      const typed = { line: '2 Ladle Street', postcode: 'dm48qq', role: 'tenant', fromOn: '1 2 2024' };
      const asked = await browser.post(at, typed);
      expect(asked.status).to.equal(422);
      expect(asked.text).to.include('Do they live at both?').and.include('value="2 Ladle Street"');
      expect((await browser.post(at, { ...typed, livesAtBoth: 'yes' })).status).to.equal(303);
      expect((await browser.get(`/desk/customers/${id}`)).text).to.include('Rents it · since 1 February 2024');
      expect((await browser.get(`/desk/places/${shop}`)).text).to.include('Rents it since 1 February 2024');
    });

    it('keep both of two people’s changes, and aren’t taken off under somebody’s hands', async () => {
      const id = await add();
      const { id: occupancyId } = await occupy(id, shop, 'owner');
      const at = `/desk/customers/${id}/occupancies/${occupancyId}`;
      const [first, second] = [await signedIn(), await signedIn()];
      const opened = (await second.get(at)).text;
      const base = Object.fromEntries(
        ['expectedVersion', 'base_role', 'base_fromOn', 'base_toOn'].map((name) => [name, hiddenField(opened, name)]),
      );
      await first.post(at, { ...base, role: 'landlord' });
      expect((await second.post(at, { ...base, role: 'owner', fromOn: '1 2 2019' })).status).to.equal(303);
      expect((await record(id)).occupancies[0]).to.include({ role: 'landlord', fromOn: '2019-02-01' });
      expect((await second.post(at, { ...base, role: 'trader' })).status).to.equal(409);
      const off = await second.post(`${at}/remove`, { expectedVersion: base['expectedVersion'] ?? '' });
      expect(off.status).to.equal(303);
      expect((await record(id)).occupancies).to.have.length(1);
      const { version } = await record(id);
      await second.post(`${at}/remove`, { expectedVersion: String(version) });
      expect((await record(id)).occupancies).to.deep.equal([]);
    });
  });
});

describe('whether two periods meet', () => {
  const first = localDate('2026-01-01');
  const day = fc.option(fc.integer({ min: 0, max: 30 }));
  const period = fc
    .tuple(day, day)
    .filter(([from, to]) => from === null || to === null || from <= to)
    .map(([from, to]) => ({
      fromOn: from === null ? null : addDays(first, from),
      toOn: to === null ? null : addDays(first, to),
    }));

  it('is whether some day is in both', () => {
    const days = Array.from({ length: 33 }, (_, at) => addDays(first, at - 1));
    const holds = ({ fromOn, toOn }: { fromOn: string | null; toOn: string | null }, on: string): boolean =>
      (fromOn === null || fromOn <= on) && (toOn === null || on <= toOn);
    fc.assert(
      fc.property(period, period, (one, other) => {
        expect(overlap(one, other)).to.equal(days.some((on) => holds(one, on) && holds(other, on)));
        expect(overlap(other, one)).to.equal(overlap(one, other));
      }),
    );
  });
});
