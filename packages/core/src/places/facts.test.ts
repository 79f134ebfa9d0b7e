import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { aPlace, refusal } from './testing/some-properties.js';
import { endFact, factsFor, getProperty, listPlaceFacts, placeFacts, setFact } from './index.js';

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
