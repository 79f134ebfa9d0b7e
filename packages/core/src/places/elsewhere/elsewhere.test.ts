import { AdapterError, type AddressesInstance, type AddressSearch, type GazetteerAddress } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { everyAuthority } from '../../kernel/scope.js';
import { giveToken } from '../../testing/api-token.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { anAdapter, connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { findPlaceByUprn, listPlaceAuthorities } from '../repository.js';
import { aPlace } from '../testing/some-properties.js';
import { askAddresses } from './ask-elsewhere.js';
import { keepAddress } from './keep-address.js';

/** As the far end has it. */
const tannerLane = (number: string, more: Partial<GazetteerAddress> = {}): GazetteerAddress => ({
  ...{ uprn: `9999000300${number.padStart(2, '0')}`, number, street: 'TANNER LANE', town: 'DUNMERE' },
  ...{ postcode: 'DM9 9ZZ', line: `${number} TANNER LANE, DUNMERE, DM9 9ZZ`, easting: 292_591, northing: 93_308 },
  ...{ logicalStatus: 'approved', asOf: '2026-02-10', ...more },
});

onBothEngines('addresses as another system knows them', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let asked: AddressSearch[];
  let says: NonNullable<AddressesInstance['search']>;
  const search: AddressesInstance['search'] = async (wanted) => {
    asked.push(wanted);
    return await says(wanted);
  };
  const places = anAdapter(
    'addresses',
    { formats: [], search, check: async () => ({ ok: true }) } as AddressesInstance,
    {
      name: 'os-places',
      authorityIds: [dunmere],
    },
  );
  const signIn = async (...roles: [string, 'adviser' | 'analyst'][]) =>
    await http.signIn((await addPerson(world(), { roles })).personId);
  const asToken = async (council: string) => {
    const { personId } = await addPerson(world(), { roles: [[council, 'adviser']] });
    return { Accept: 'application/json', Authorization: `Bearer ${await giveToken(world().kernel, personId)}` };
  };

  before(async () => {
    http = await startHttp({ ...world(), kernel: connectedTo(world().kernel, places) });
    adviser = await signIn(['dunmere', 'adviser']);
  });
  after(() => http.close());
  beforeEach(() => {
    world().clock.set(testNow);
    asked = [];
    says = async () => [tannerLane('10'), tannerLane('2')];
  });

  const path = '/desk/places/elsewhere';
  const lookUp = (q: string, by = adviser) => by.get(`${path}?via=os-places&q=${encodeURIComponent(q)}`);
  const chosenIn = (text: string, line: string): string =>
    new RegExp(`value="(found\\.[^"]+)"(?:(?!value=)[^])*?${line}`).exec(text)?.[1] ?? '';
  const keep = (chosen: string) => adviser.post(path, { via: 'os-places', q: 'DM9 9ZZ', chosen });
  const kept = (uprn: string) => findPlaceByUprn(world().kernel.db.read(everyAuthority), uprn);

  it('are found by postcode or words, and the one that is chosen is kept with its UPRN', async () => {
    expect((await adviser.get('/desk/places?q=2+tanner+lane')).text).to.include('Look it up in Far end (os-places)');
    const { text } = await lookUp('dm99zz');
    expect(asked).to.deep.equal([{ postcode: 'DM9 9ZZ', limit: 51 }]);
    expect(text.indexOf('2 TANNER LANE')).to.be.lessThan(text.indexOf('10 TANNER LANE'));
    const { status, location } = await keep(chosenIn(text, '2 TANNER LANE'));
    const place = await kept('999900030002');
    expect([status, location]).to.deep.equal([303, `/desk/places/${place?.id}`]);
    expect(place).to.include({ source: 'os-places', asOfOn: '2026-02-10', postcode: 'DM9 9ZZ', state: 'current' });
    expect(place?.lat).to.be.closeTo(50.7, 0.1);
    expect(await kept('999900030010'), 'nothing else is').to.equal(undefined);
    const areas = await listPlaceAuthorities(world().kernel.db.read(everyAuthority), place?.id ?? '');
    expect(areas).to.have.members([westmoor, dunmere]);
    expect((await auditOf(world(), place?.id ?? '')).at(-1)).to.deep.include({
      action: 'places.keep-address',
      details: { uprn: '999900030002', connection: 'os-places' },
    });
    expect((await adviser.get('/desk/places?q=2+tanner+lane')).text).to.include('OS Places, 10 February 2026');
    await lookUp('2 tanner lane');
    expect(asked.at(-1)).to.deep.equal({ text: '2 tanner lane', limit: 51 });
  });

  it('leave what a supply or a person has said of a property', async () => {
    const id = await aPlace(world(), { uprn: '999900030006', number: '6A' });
    says = async () => [tannerLane('6')];
    expect((await keep(chosenIn((await lookUp('DM9 9ZZ')).text, '6 TANNER'))).location).to.equal(`/desk/places/${id}`);
    expect(await kept('999900030006')).to.include({ number: '6A', source: 'desk' });
  });

  it('are brought up to date when chosen again, and kept once', async () => {
    const sealedOf = async () => chosenIn((await lookUp('DM9 9ZZ')).text, '8 TANNER');
    says = async () => [tannerLane('8')];
    const first = await sealedOf();
    says = async () => [tannerLane('8', { line: '8 TANNER LANE, DUNMERE', organisation: 'MILL', asOf: '2026-03-01' })];
    const later = await sealedOf();
    expect((await keep(later)).location).to.equal((await keep(first)).location);
    expect(await kept('999900030008')).to.include({ organisation: 'MILL', asOfOn: '2026-03-01' });
  });

  it('are chosen within a day, as they were shown, by the same form', async () => {
    const { text } = await lookUp('DM9 9ZZ');
    const chosen = chosenIn(text, '10 TANNER');
    const none = await keep('');
    expect([none.status, asked.length]).to.deep.equal([422, 2]);
    expect(none.text).to.include('Choose the address to keep').and.include('10 TANNER LANE');
    const [, body = '', proof = ''] = chosen.split('.');
    const changed = Buffer.from(body, 'base64url').toString().replace('TANNER', 'TINKER');
    for (const other of [`found.${Buffer.from(changed).toString('base64url')}.${proof}`, 'found.e30.', 'found.'])
      expect((await keep(other)).text).to.include('Look the address up again');
    world().clock.advance(DAY_MS + 1);
    const late = errorOf(world().run(await world().staff(['places.look-up'], [dunmere]), keepAddress, { chosen }));
    expect((await late).faults[0]?.field).to.equal('chosen');
    expect(await kept('999900030010')).to.equal(undefined);
  });

  it('say so where there are none, too many, or what can’t be kept', async () => {
    says = async () => [];
    expect((await lookUp('ZZ9 9ZZ')).text).to.include('knows no such address');
    says = async () => [
      tannerLane('4', { uprn: 'none' }),
      tannerLane('4', { asOf: '' }),
      tannerLane('4', { line: ' ' }),
    ];
    expect((await lookUp('DM9 9ZZ')).text).to.include('knows no such address');
    says = async () => Array.from({ length: 51 }, (_, at) => tannerLane(String(at + 1)));
    const many = (await lookUp('tanner lane')).text;
    expect(many).to.include('There are more').and.include('50 TANNER LANE').and.not.include('51 TANNER LANE');
    asked = [];
    expect((await adviser.get(`${path}?via=os-places`)).status).to.equal(200);
    expect(asked).to.deep.equal([]);
  });

  it('cost nobody more than a few seconds where the far end is slow, fails or rests', async () => {
    const kernel = connectedTo(world().kernel, places);
    const slow = {
      name: 'slow',
      title: 'Slow',
      authorityId: dunmere,
      search: () => new Promise<never>(() => undefined),
    };
    expect(await askAddresses(kernel, slow, 'DM9 9ZZ', 1)).to.deep.equal({ state: 'late', items: [], more: false });
    says = async () => Promise.reject(new AdapterError('sign_in_refused', 'The key swordfish has expired'));
    const failed = await lookUp('DM9 9ZZ');
    expect(failed.status).to.equal(200);
    expect(failed.text).to.include('gave no answer').and.not.include('swordfish');
    expect((await lookUp('DM9 9ZZ')).text).to.include('can’t be asked at the moment');
    expect(asked).to.have.length(1);
    world().clock.advance(HOUR_MS);
    says = async () => [];
    const book = { name: 'os-places', title: 'OS Places', authorityId: dunmere, search };
    expect((await askAddresses(kernel, book, 'DM9 9ZZ')).state).to.equal('answered');
  });

  it('are looked up by nobody else’s connection, and by nobody without the permission', async () => {
    for (const other of [await signIn(['castlebridge', 'adviser']), await signIn(['dunmere', 'analyst'])]) {
      expect((await other.get('/desk/places?q=tanner')).text).to.not.include('Look it up');
      expect((await lookUp('DM9 9ZZ', other)).status).to.be.oneOf([403, 404]);
    }
    expect(asked).to.deep.equal([]);
    const { text } = await lookUp('DM9 9ZZ');
    const abroad = await world().staff(['places.look-up'], [castlebridge]);
    const input = { chosen: chosenIn(text, '10 TANNER') };
    expect((await errorOf(world().run(abroad, keepAddress, input))).code).to.equal('not_found');
    const ours = await world().staff(['places.look-up'], [dunmere]);
    const gone = errorOf(world().run(ours, keepAddress, input));
    expect((await gone).code, 'without the connection').to.equal('not_found');
  });

  it('are looked up and kept by the API as well', async () => {
    const [ours, theirs] = [await asToken('dunmere'), await asToken('castlebridge')];
    const at = `/api/v1/places/elsewhere?q=DM9+9ZZ&authorityId=`;
    const answer = JSON.parse((await adviser.get(at + dunmere, ours)).text) as {
      items: { chosen: string; uprn: string }[];
    };
    expect(answer).to.include({ connection: 'os-places', systemName: 'Far end', state: 'answered', more: false });
    const none = JSON.parse((await adviser.get(at + castlebridge, theirs)).text) as object;
    expect(none).to.include({ connection: null, state: null });
    expect((await adviser.get(at + dunmere, theirs)).status).to.equal(404);
    const json = { chosen: answer.items.find(({ uprn }) => uprn.endsWith('10'))?.chosen };
    const send = (headers: object) =>
      http.browser().send('/api/v1/places/elsewhere', { method: 'POST', json, headers: { ...headers } });
    expect((await send(theirs)).status).to.equal(404);
    const { status, text } = await send(ours);
    expect([status, JSON.parse(text)]).to.deep.equal([
      200,
      { id: (await kept('999900030010'))?.id, uprn: '999900030010', line: '10 TANNER LANE, DUNMERE, DM9 9ZZ' },
    ]);
  });
});
