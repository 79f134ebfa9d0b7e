import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { statement } from '../kernel/db/statement.js';
import { AppError } from '../kernel/errors.js';
import { localDate } from '../kernel/local-date.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor, type TestWorld } from '../testing/harness.js';
import { aPlace, aProperty, someProperties } from './fixtures.js';
import {
  addPlace,
  endFact,
  factsFor,
  findPlaceByUprn,
  findPlaceIdsByUprn,
  findResponsible,
  getProperty,
  listPlaceFacts,
  nearbyPlaces,
  neighbours,
  placeFacts,
  searchPlaces,
  setFact,
  setResponsibility,
} from './index.js';

const absent = '00000000-0000-7000-8000-000000000000';

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, ...error.faults.map(({ field }) => field)].join(' ');
  }
}

onBothEngines('searching for places', (world) => {
  let reader: StaffActor;
  const find = async (text: string, limit = 20): Promise<string[]> =>
    (await world().read(reader, searchPlaces, { text, limit })).items.map(({ line }) => line);

  before(async () => {
    reader = await world().staff(['places.read']);
    const street = (first: number, count: number, parts: Parameters<typeof aProperty>[1]) =>
      Array.from({ length: count }, (_, at) => aProperty(`9999000${first + at}`, { number: String(at + 1), ...parts }));
    await someProperties(world(), [
      ...street(10_000, 12, { street: 'Quarry Lane' }),
      ...street(11_000, 12, { street: 'Quarry Road', postcode: 'DM42 1AA' }),
      aProperty('999900012000', { number: '4A', street: 'Quarry Lane' }),
      aProperty('999900012001', { subBuilding: 'Flat 4', number: '9', street: 'Quarry Lane' }),
      aProperty('999900012002', { number: '12-16', street: 'St Mary’s Street', locality: 'Ley', postcode: 'DM4 3AB' }),
      aProperty('999900012003', { building: 'Rose Cottage', number: '', street: 'Mill Hill', postcode: 'DM4 3AD' }),
      aProperty('999900012004', { organisation: 'Dunmere Library', number: '2', street: 'The Square' }),
    ]);
  });

  it('finds a house by its number and street, itself before its neighbours and flats of that number', async () => {
    expect(await find('4 quarry lane')).to.deep.equal([
      '4 Quarry Lane, Dunmere, DM4 2LL',
      '4A Quarry Lane, Dunmere, DM4 2LL',
      'Flat 4, 9 Quarry Lane, Dunmere, DM4 2LL',
    ]);
  });

  it('lists a postcode in counting order, with or without its space', async () => {
    const spaced = await find('DM42 1AA');
    expect(spaced).to.deep.equal(await find('dm421aa'));
    expect(spaced.map((line) => line.split(' ')[0])).to.deep.equal('1 2 3 4 5 6 7 8 9 10 11 12'.split(' '));
  });

  it('finds by number and postcode, parts of words, short forms and a number inside a range', async () => {
    expect(await find('12 dm42ll')).to.deep.equal(['12 Quarry Lane, Dunmere, DM4 2LL']);
    expect((await find('quar ro'))[0]).to.equal('1 Quarry Road, Dunmere, DM42 1AA');
    expect((await find('3 quarry rd'))[0]).to.equal('3 Quarry Road, Dunmere, DM42 1AA');
    expect(await find('14 st marys')).to.deep.equal(['12-16 St Mary’s Street, Ley, Dunmere, DM4 3AB']);
    expect(await find('saint mary’s st')).to.have.length(1);
    expect(await find('rose cott')).to.have.length(1);
    expect(await find('library')).to.have.length(1);
  });

  it('takes DM4 3 for the beginning of a postcode, and not for one in DM43', async () => {
    expect(await find('dm4 3')).to.have.length(2);
    expect(await find('2 dm4')).to.have.members([
      '2 Quarry Lane, Dunmere, DM4 2LL',
      'Dunmere Library, 2 The Square, Dunmere, DM4 2LL',
    ]);
  });

  it('finds a property by its UPRN', async () => {
    expect(await find('999900012003')).to.deep.equal(['Rose Cottage, Mill Hill, Dunmere, DM4 3AD']);
    expect(await find('UPRN 999900012999')).to.deep.equal([]);
  });

  it('says when more match than it lists', async () => {
    const search = await world().read(reader, searchPlaces, { text: 'quarry', limit: 5 });
    expect([search.items.length, search.more]).to.deep.equal([5, true]);
    expect((await world().read(reader, searchPlaces, { text: '4 quarry lane' })).more).to.equal(false);
  });

  it('finds nothing for words that no address has', async () => {
    expect(await find('4 nowhere lane')).to.deep.equal([]);
    expect(await find('%_ --')).to.deep.equal([]);
  });

  it('no longer finds a place by its address once it is historic, only by its UPRN', async () => {
    const gone = aProperty('999900013000', { number: '77', street: 'Gone Street' });
    await someProperties(world(), [gone]);
    expect(await find('77 gone')).to.have.length(1);
    await someProperties(world(), [{ ...gone, change: 'delete' }]);
    expect(await find('77 gone')).to.deep.equal([]);
    expect(await find('999900013000')).to.have.length(1);
  });

  it('refuses who may not read places, and an empty text', async () => {
    const nobody = await world().staff([]);
    expect(await refusal(world().read(nobody, searchPlaces, { text: 'quarry' }))).to.equal('not_allowed');
    expect(await refusal(world().read(reader, searchPlaces, { text: ' ' }))).to.equal('bad_input text');
  });

  it('walks the words’ index and not the table', async () => {
    const plan = await planOf(world());
    expect(plan)
      .to.match(/place_tokens/)
      .and.not.match(/SCAN (?:d|t1|p)\b|Seq Scan/);
  });
});

/** How the engine would run a search that checks two words beside the one that it looks up. */
async function planOf(world: TestWorld): Promise<string> {
  const { placeSearches } = await import('./repository-search.js');
  const params = {
    from0: 'quarry',
    to0: 'quarryz',
    from1: '4',
    to1: '4!',
    or1: '4',
    from2: 'la',
    to2: 'laz',
    or2: 'la',
    most: 50,
  };
  const sql = placeSearches[2]?.sql ?? '';
  const db = world.kernel.db;
  if (db.engine === 'sqlite') {
    const rows = await db
      .read(everyAuthority)
      .all(statement<typeof params, { detail: string }>(`explain query plan ${sql}`), params);
    return rows.map(({ detail }) => detail).join('\n');
  }
  return await db.write(everyAuthority, async (writes) => {
    await writes.run({ sql: 'set local enable_seqscan = off' }, {});
    const rows = await writes.all(statement<typeof params, Record<string, string>>(`explain ${sql}`), params);
    return rows.map((row) => Object.values(row)[0]).join('\n');
  });
}

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

onBothEngines('facts of a property', (world) => {
  let manager: StaffActor;
  let placeId: string;
  before(async () => {
    manager = await world().staff(['places.manage', 'places.read']);
    placeId = await aPlace(world());
  });
  const fact = (value: string, more: object = {}) => ({
    authorityId: dunmere,
    placeId,
    fact: 'collection-day',
    value,
    source: 'Waste management system',
    ...more,
  });

  it('are dated, audited, told to others, and read by scripts and forms', async () => {
    await world().run(manager, setFact, fact('tuesday', { asOfAt: testNow - 1000 }));
    const db = world().kernel.db.read(everyAuthority);
    expect(await factsFor(db, placeId)).to.deep.equal({ 'collection-day': 'tuesday' });
    expect(await placeFacts(db, placeId)).to.deep.equal({
      'collection-day': { value: 'tuesday', source: 'Waste management system', asOfAt: testNow - 1000 },
    });
    const audited = statement<{ id: string }, { details: string; personal_values: string }>(
      `select e.details, v.personal_values from @audit_entries e join @audit_values v on v.entry_id = e.id
       where e.subject_id = :id and e.action = 'places.set-fact'`,
    );
    const [entry] = await db.all(audited, { id: placeId });
    expect(entry?.details).to.include('collection-day').and.not.include('tuesday');
    expect(entry?.personal_values).to.include('tuesday');
    const told = statement<{ id: string }, { topic: string }>(
      'select topic from @outbox_events where subject_id = :id',
    );
    expect(await db.all(told, { id: placeId })).to.deep.equal([{ topic: 'property-fact.set' }]);
  });

  it('are never overwritten by older ones, and by an editor only from the version that they saw', async () => {
    const set = (value: string, more: object): Promise<string> =>
      refusal(world().run(manager, setFact, fact(value, more)));
    expect(await set('monday', { asOfAt: testNow - 5000 })).to.equal('newer_fact_known');
    expect(await set('monday', { expectedVersion: 7 })).to.equal('stale_version');
    expect(await set('monday', { asOfAt: testNow + 1 })).to.equal('bad_input asOfAt');
    expect(await set('monday', { fact: 'Collection Day' })).to.equal('bad_input fact');
    expect(await set('wednesday', { expectedVersion: 1 })).to.equal('done');
    expect(await factsFor(world().kernel.db.read(everyAuthority), placeId)).to.include({
      'collection-day': 'wednesday',
    });
  });

  it('belong to an authority: another’s are neither seen nor changed', async () => {
    const other = await world().staff(['places.manage', 'places.read'], [castlebridge]);
    expect((await world().read(other, getProperty, { id: placeId })).facts).to.deep.equal({});
    expect(await world().read(other, listPlaceFacts, { placeId })).to.deep.equal([]);
    expect(await refusal(world().run(other, setFact, fact('friday')))).to.equal('not_found');
    const end = { authorityId: dunmere, placeId, fact: 'collection-day', expectedVersion: 2 };
    expect(await refusal(world().run(other, endFact, end))).to.equal('not_found');
    expect(await factsFor(world().kernel.db.read(everyAuthority), placeId)).to.include({
      'collection-day': 'wednesday',
    });
  });

  it('name the property in the read audit', async () => {
    await world().read(manager, getProperty, { id: placeId });
    await world().kernel.readAudit.flush();
    const shown = statement<{ id: string }, { authority_id: number }>(
      `select authority_id from @audit_entries where subject_id = :id and action = 'places.get-property'`,
    );
    const rows = await world().kernel.db.read(everyAuthority).all(shown, { id: placeId });
    expect(rows).to.deep.include({ authority_id: dunmere });
  });

  it('end, and can be set again', async () => {
    const end = { authorityId: dunmere, placeId, fact: 'collection-day', expectedVersion: 1 };
    expect(await refusal(world().run(manager, endFact, end))).to.equal('stale_version');
    await world().run(manager, endFact, { ...end, expectedVersion: 2 });
    expect(await factsFor(world().kernel.db.read(everyAuthority), placeId)).to.deep.equal({});
    expect(await refusal(world().run(manager, endFact, { ...end, expectedVersion: 3 }))).to.equal('not_found');
    expect(await world().run(manager, setFact, fact('friday'))).to.include({ version: 4 });
  });

  it('are set only by who may manage places', async () => {
    const reader = await world().staff(['places.read']);
    expect(await refusal(world().run(reader, setFact, fact('friday')))).to.equal('not_allowed');
    const end = { authorityId: dunmere, placeId, fact: 'collection-day', expectedVersion: 4 };
    expect(await refusal(world().run(reader, endFact, end))).to.equal('not_allowed');
  });
});

onBothEngines('responsibilities', (world) => {
  let manager: StaffActor;
  let placeId: string;
  const on = localDate('2026-11-16');
  const responsible = (service = 'missed-bin', day = on): Promise<number | undefined> =>
    findResponsible(world().kernel.db.read(everyAuthority), placeId, service, day);
  const set = (area: object, responsibleAuthorityId: number, more: object = {}): Promise<unknown> =>
    world().run(manager, setResponsibility, {
      area,
      serviceKey: 'missed-bin',
      responsibleAuthorityId,
      ...more,
    } as never);

  before(async () => {
    manager = await world().staff(['places.manage', 'places.read']);
    placeId = await aPlace(world(), { ward: 'Ley' });
  });

  it('of a place come before its ward’s, and those before its authority’s', async () => {
    expect(await responsible()).to.equal(undefined);
    await set({ kind: 'authority', authorityId: dunmere }, dunmere, { serviceKey: '*' });
    expect(await responsible()).to.equal(dunmere);
    await set({ kind: 'ward', authorityId: dunmere, ward: 'Ley' }, westmoor);
    expect(await responsible()).to.equal(westmoor);
    await set({ kind: 'place', placeId }, castlebridge);
    expect(await responsible()).to.equal(castlebridge);
    expect(await responsible('pothole')).to.equal(dunmere);
    const { answerable } = await world().read(manager, getProperty, { id: placeId });
    expect(answerable.find(({ serviceKey }) => serviceKey === 'missed-bin')).to.include({
      decidedBy: 'place',
      authorityName: 'City of Castlebridge Council',
    });
  });

  it('end when a later one begins', async () => {
    await set({ kind: 'place', placeId }, dunmere, { fromOn: '2027-01-01' });
    expect(await responsible()).to.equal(castlebridge);
    expect(await responsible('missed-bin', localDate('2027-01-01'))).to.equal(dunmere);
  });

  it('are set for one’s own area only, to a council that is here', async () => {
    expect(await refusal(set({ kind: 'authority', authorityId: westmoor }, dunmere))).to.equal('not_found');
    expect(await refusal(set({ kind: 'place', placeId: absent }, dunmere))).to.equal('not_found');
    expect(await refusal(set({ kind: 'place', placeId }, 99))).to.equal('bad_input responsibleAuthorityId');
    expect(await refusal(set({ kind: 'place', placeId }, dunmere, { serviceKey: 'Bad key' }))).to.equal(
      'bad_input serviceKey',
    );
    const other = await world().staff(['places.manage'], [castlebridge]);
    const input = {
      area: { kind: 'place' as const, placeId },
      serviceKey: 'missed-bin',
      responsibleAuthorityId: dunmere,
    };
    expect(await refusal(world().run(other, setResponsibility, input))).to.equal('not_found');
    const reader = await world().staff(['places.read']);
    expect(await refusal(world().run(reader, setResponsibility, input))).to.equal('not_allowed');
  });
});
