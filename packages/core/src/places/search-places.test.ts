import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { onBothEngines, type TestWorld } from '../testing/harness.js';
import { aProperty, refusal, someProperties } from './testing/some-properties.js';
import { searchPlaces } from './index.js';
import { placeSearches } from './search-repository.js';

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
