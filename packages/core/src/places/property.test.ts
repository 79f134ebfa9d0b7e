import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { aPlace, aProperty, refusal, someProperties } from './testing/some-properties.js';
import {
  addPlace,
  findPlaceByUprn,
  findPlaceIdsByUprn,
  getProperty,
  nearbyPlaces,
  neighbours,
  searchPlaces,
} from './index.js';

const absent = '00000000-0000-7000-8000-000000000000';

onBothEngines('a property', (world) => {
  let reader: StaffActor;
  let manager: StaffActor;
  before(async () => {
    reader = await world().staff(['places.read'], [dunmere, westmoor]);
    manager = await world().staff(['places.manage', 'places.read']);
  });

  it('shows its building, its flats in order, and the authorities in whose areas it lies', async () => {
    await someProperties(world(), [
      aProperty('999900020000', { number: '30' }),
      aProperty('999900020010', { subBuilding: 'Flat 10', number: '30' }, { parentUprn: '999900020000' }),
      aProperty('999900020002', { subBuilding: 'Flat 2', number: '30' }, { parentUprn: '999900020000' }),
    ]);
    const ids = await findPlaceIdsByUprn(world().kernel.db.read(everyAuthority), ['999900020000', '999900020010', '1']);
    expect([...ids.keys()]).to.have.members(['999900020000', '999900020010']);
    const house = await world().read(reader, getProperty, { id: ids.get('999900020000') ?? '' });
    expect(house.units.map(({ subBuilding }) => subBuilding)).to.deep.equal(['Flat 2', 'Flat 10']);
    expect(house.authorities.map(({ slug }) => slug)).to.have.members(['dunmere', 'westmoor']);
    const flat = await world().read(reader, getProperty, { id: ids.get('999900020010') ?? '' });
    expect(flat.building?.id).to.equal(house.place.id);
    expect(await refusal(world().read(reader, getProperty, { id: absent }))).to.equal('not_found');
  });

  it('is added without a UPRN as provisional, and found at once', async () => {
    const id = await aPlace(world(), { number: '1', street: 'Plot Way' });
    const { place } = await world().read(reader, getProperty, { id });
    expect(place).to.include({
      state: 'provisional',
      uprn: null,
      line: '1 Plot Way, Dunmere, DM4 2LL',
      source: 'desk',
    });
    expect((await world().read(reader, searchPlaces, { text: '1 plot way' })).items).to.have.length(1);
  });

  it('is added once for a UPRN, and only in one’s own area with a name to find it by', async () => {
    const place = { authorityId: dunmere, uprn: '0999900020100', street: 'Plot Way', lat: 52.5, lon: -1.9 };
    const { id } = await world().run(manager, addPlace, place);
    const stored = await findPlaceByUprn(world().kernel.db.read(everyAuthority), '999900020100');
    expect(stored).to.include({ id, state: 'current' });
    expect(stored?.easting).to.be.within(400_000, 410_000);
    expect(await refusal(world().run(manager, addPlace, place))).to.equal('place_exists');
    const attempt = (given: object): Promise<string> =>
      refusal(world().run(manager, addPlace, { authorityId: dunmere, ...given }));
    expect(await attempt({ street: 'Far Way', authorityId: westmoor })).to.equal('not_found');
    expect(await attempt({ number: '4' })).to.equal('bad_input street');
    expect(await attempt({ street: 'Far Way', uprn: 'x' })).to.equal('bad_input uprn');
    expect(await attempt({ street: 'Far Way', postcode: 'DM4' })).to.equal('bad_input postcode');
    expect(await attempt({ street: 'Far Way', lat: 52 })).to.equal('bad_input lat');
    expect(await refusal(world().run(reader, addPlace, { authorityId: dunmere, street: 'Far Way' }))).to.equal(
      'not_allowed',
    );
  });

  it('has neighbours on either side, and places near a point', async () => {
    await someProperties(
      world(),
      Array.from({ length: 9 }, (_, at) =>
        aProperty(
          `99990003000${at}`,
          { number: String(at + 1), street: 'Row Street', postcode: 'DM9 9AA' },
          {
            lat: 52.6 + at * 0.0001,
            lon: -1.8,
          },
        ),
      ),
    );
    const five = await findPlaceByUprn(world().kernel.db.read(everyAuthority), '999900030004');
    const beside = await world().read(reader, neighbours, { id: five?.id ?? '', limit: 4 });
    expect(beside.map(({ number }) => number)).to.deep.equal(['3', '4', '6', '7']);
    const near = await world().read(reader, nearbyPlaces, { lat: 52.6, lon: -1.8, radiusM: 25 });
    expect(near.map(({ place, distanceM }) => `${place.number} ${distanceM}`)).to.deep.equal(['1 0', '2 11', '3 22']);
    expect(await refusal(world().read(reader, nearbyPlaces, { lat: 0, lon: 0 }))).to.equal('bad_input lat');
  });
});
