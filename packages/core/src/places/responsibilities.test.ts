import { expect } from 'chai';
import { forgetAuthorities } from '../authorities/index.js';
import type { StaffActor } from '../kernel/actor.js';
import { statement } from '../kernel/db/statement.js';
import { localDate } from '../kernel/local-date.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { aPlace, refusal } from './testing/some-properties.js';
import { endRule, findPlace, getProperty, ownersAmong, readRulesAt, setResponsibility } from './index.js';

const auditedFor = statement<{ subject: string }, { authority_id: number }>(
  'select authority_id from @audit_entries where subject_id = :subject',
);
const absent = '00000000-0000-7000-8000-000000000000';

onBothEngines('responsibilities', (world) => {
  let manager: StaffActor;
  let placeId: string;
  const on = localDate('2026-11-16');
  const owners = async (service: string, day = on, tiers: readonly string[] = [], at = placeId) => {
    const { kernel } = world();
    const db = kernel.db.read(everyAuthority);
    const place = await findPlace(db, at);
    if (!place) throw new Error('the place is gone');
    const now = Date.parse(`${day}T12:00:00Z`);
    const rules = await readRulesAt({ db, kernel, now }, place, [service]);
    return rules && ownersAmong(rules, [{ key: service, tiers }]).get(service);
  };
  /** Where one council alone answers, which. */
  const responsible = async (service = 'missed-bin', day = on): Promise<number | undefined> => {
    const [first, second] = (await owners(service, day))?.authorityIds ?? [];
    return second === undefined ? first : undefined;
  };
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

  it('that end before a later one begins leave it alone, and replace what begins meanwhile', async () => {
    const of = (responsible: number, days: object) =>
      set({ kind: 'place', placeId }, responsible, { serviceKey: 'fly-tipping', ...days });
    await of(dunmere, { fromOn: '2027-06-01' });
    await of(westmoor, { fromOn: '2026-03-01', toOn: '2026-05-01' });
    await of(castlebridge, { fromOn: '2026-02-01', toOn: '2027-06-01' });
    expect(await responsible('fly-tipping', localDate('2026-04-01'))).to.equal(castlebridge);
    expect(await responsible('fly-tipping', localDate('2027-06-01'))).to.equal(dunmere);
  });

  it('for everything are a council’s of the service’s tier; without a tier both councils of the area answer', async () => {
    await set({ kind: 'authority', authorityId: dunmere }, westmoor, { serviceKey: '*' });
    expect((await owners('gritting', on, ['county', 'unitary']))?.authorityIds).to.deep.equal([westmoor]);
    expect((await owners('allotment', on, ['district']))?.authorityIds).to.deep.equal([dunmere]);
    expect(await owners('complaint', on, ['county', 'district'])).to.deep.equal({
      ...{ authorityIds: [westmoor, dunmere], decidedBy: 'authority' },
    });
    expect(await owners('harbour', on, ['port'])).to.deep.equal({ authorityIds: [], decidedBy: undefined });
  });

  it('are not spoken of where nobody was ever named', async () => {
    const elsewhere = await aPlace(world(), { number: '5', authorityId: castlebridge });
    expect(await owners('missed-bin', on, [], elsewhere)).to.equal(undefined);
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

  it('of a merged council’s area are kept by whoever follows it', async () => {
    const { kernel } = world();
    const area = { kind: 'authority' as const, authorityId: castlebridge };
    expect(await refusal(set(area, dunmere))).to.equal('not_found');
    await kernel.db.write(everyAuthority, async (db) => {
      await db.update('authorities', { id: castlebridge }, { kind: 'former' });
      await db.insert('authority_successions', {
        ...{ id: world().newId(), from_authority_id: castlebridge, to_authority_id: dunmere, area_kind: 'whole' },
        ...{ area: '', service_key: '*', on_date: on, decided_at: kernel.clock.now() },
      });
    });
    forgetAuthorities(kernel.db);
    const { id } = (await set(area, dunmere)) as { id: string };
    const ended = { id, toOn: '2027-03-01', expectedVersion: 1 };
    const stranger = await world().staff(['places.manage'], [westmoor]);
    expect(await refusal(world().run(stranger, endRule, ended))).to.equal('not_found');
    expect(await refusal(world().run(manager, endRule, ended))).to.equal('done');
    const rows = await kernel.db.read(everyAuthority).all(auditedFor, { subject: id });
    expect(rows.map(({ authority_id: authority }) => authority)).to.deep.equal([dunmere, dunmere]);
  });
});
