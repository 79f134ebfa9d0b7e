import { expect } from 'chai';
import { addAuthority, setCalendar } from '../../authorities/index.js';
import { addTeam } from '../../directory/index.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { systemActor, type StaffActor } from '../../kernel/actor.js';
import { statement } from '../../kernel/db/statement.js';
import type { AppError } from '../../kernel/errors.js';
import { everyAuthority } from '../../kernel/scope.js';
import { dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { discardDraft } from '../commands/discard-draft.js';
import { publishDraft, rollBackService } from '../commands/publish-draft.js';
import { saveDraft } from '../commands/save-draft.js';
import { startService } from '../commands/start-service.js';
import { compareVersions, getDesign, listDesigns, listVersions } from './design-queries.js';
import { aServiceInput } from '../fixtures.js';
import { getServiceByKey } from '../queries.js';
import { getServiceVersion } from '../repository.js';
import { wordsToTranslate } from '../welsh-words.js';

onBothEngines('designing services', (world) => {
  let designer: StaffActor;
  before(async () => {
    designer = await world().staff(['services.design', 'services.publish', 'services.read'], [dunmere]);
    for (const key of ['office', 'crews'] as const)
      await world().run(systemActor('sets up a test'), setCalendar, {
        ...{ authorityId: dunmere, key, name: key, keepsBankHolidays: true },
        weekly: Object.fromEntries(WEEKDAYS.map((day) => [day, []])),
      });
    const team = { authorityId: dunmere, key: 'waste', name: 'Waste', purpose: 'Empties bins' };
    await world().run(systemActor('sets up a test'), addTeam, team);
  });

  const start = async (key: string): Promise<string> =>
    (await world().run(designer, startService, { authorityId: dunmere, key, name: `About ${key}` })).id;
  const save = (id: string, expectedVersion: number, changes: Record<string, unknown>, by = designer) =>
    world().run(by, saveDraft, { id, expectedVersion, definition: aServiceInput(changes) });
  const publish = (id: string, expectedVersion: number) => world().run(designer, publishDraft, { id, expectedVersion });
  const read = (id: string) => world().read(designer, getDesign, { id });
  const errorOf = (work: Promise<unknown>): Promise<AppError> =>
    work.then(
      () => Promise.reject(new Error('nothing was refused')),
      (error: AppError) => error,
    );

  it('begins with a draft that nobody can log a case under', async () => {
    const id = await start('lost-cat');
    const design = await read(id);
    expect(design).to.include({ state: 'draft', version: 1, publishedNumber: null, name: 'About lost-cat' });
    expect(design.faults).to.deep.equal([]);
    const there = world().read(designer, getServiceByKey, { authorityId: dunmere, key: 'lost-cat' });
    expect((await errorOf(there)).code).to.equal('not_found');
  });

  it('begins from a service that Moothall comes with, or from another of the council', async () => {
    const like = { authorityId: dunmere, key: 'our-complaints', name: 'Our complaints', like: 'complaint' };
    const { id } = await world().run(designer, startService, like);
    const design = await read(id);
    expect(design.definition.lifecycle.name).to.equal('two-stage-complaint');
    expect(design.faults.map(({ path }) => path)).to.deep.equal(['routing.0.team', 'routing.1.team']);
    const copy = { authorityId: dunmere, key: 'more-complaints', name: 'More complaints', copyOf: id };
    const { id: copied } = await world().run(designer, startService, copy);
    expect((await read(copied)).definition).to.deep.equal({
      ...design.definition,
      key: 'more-complaints',
      name: 'More complaints',
    });
    const nothing = { authorityId: dunmere, key: 'of-nothing', name: 'Of nothing', like: 'no-such-service' };
    expect((await errorOf(world().run(designer, startService, nothing))).code).to.equal('not_found');
    expect((await errorOf(world().run(designer, startService, like))).code).to.equal('service_key_taken');
  });

  it('keeps a draft beside what is published, and each version as it was', async () => {
    const id = await start('big-bin');
    await save(id, 1, { key: 'big-bin', name: 'Big bin' });
    expect(await publish(id, 2)).to.deep.equal({ id, number: 1, version: 3 });
    await save(id, 3, { key: 'big-bin', name: 'Bigger bin' });
    const shown = () => world().read(designer, getServiceByKey, { authorityId: dunmere, key: 'big-bin' });
    const first = await shown();
    expect(first.name).to.equal('Big bin');
    expect((await read(id)).draft?.savedBy).to.be.a('string');
    await publish(id, 4);
    expect((await shown()).name).to.equal('Bigger bin');
    expect((await read(id)).draft).to.equal(undefined);
    const then = await getServiceVersion(world().kernel.db.read(everyAuthority), first.versionId);
    expect(then?.definition.name).to.equal('Big bin');
  });

  it('publishes nothing while the checks find something, and says what and where', async () => {
    const id = await start('faulty');
    const tasks = [{ title: 'Look' }, { title: 'Ring', team: 'lost' }];
    await save(id, 1, { key: 'faulty', summaryTemplate: 'About {nothing}', routing: [{ team: 'gone' }], tasks });
    const { faults } = await errorOf(publish(id, 2));
    expect(faults).to.deep.equal([
      { field: 'definition.summaryTemplate', message: 'There is no question nothing' },
      { field: 'definition.routing.0.team', message: 'The council has no team gone now: choose another' },
      { field: 'definition.tasks.1.team', message: 'The council has no team lost now: choose another' },
    ]);
    expect((await read(id)).draft).to.not.equal(undefined);
  });

  it('asks for Welsh where the council works in Welsh', async () => {
    const { id: authorityId } = await world().run(systemActor('sets up a test'), addAuthority, inWales);
    const there = await world().staff(['services.design'], [authorityId]);
    const { id } = await world().run(there, startService, { authorityId, key: 'welsh', name: 'In Wales' });
    const { faults, definition } = await world().read(there, getDesign, { id });
    expect(faults.map(({ path }) => path)).to.include('sla.calendar');
    const fault = faults.find(({ path }) => path.startsWith('welsh'));
    expect(fault?.path).to.equal('welsh.name');
    expect(fault?.message).to.match(/sentences have no Welsh yet, which Cwm Council needs/);
    const welsh = Object.fromEntries(wordsToTranslate(definition).map(({ key }) => [key, 'Yn Gymraeg']));
    await world().run(there, saveDraft, { id, expectedVersion: 1, definition: { ...definition, welsh } });
    const { faults: left } = await world().read(there, getDesign, { id });
    expect(left.filter(({ path }) => path.startsWith('welsh'))).to.deep.equal([]);
  });

  it('rolls back by publishing an earlier version as the next', async () => {
    const id = await start('rolled');
    await save(id, 1, { key: 'rolled', name: 'As it was' });
    await publish(id, 2);
    await save(id, 3, { key: 'rolled', name: 'As it became' });
    await publish(id, 4);
    const back = { id, expectedVersion: 5, number: 1 };
    expect(await world().run(designer, rollBackService, back)).to.deep.equal({ id, number: 3, version: 6 });
    const { versions } = await world().read(designer, listVersions, { id });
    expect(versions.map(({ number, definition }) => [number, definition.name])).to.deep.equal([
      [3, 'As it was'],
      [2, 'As it became'],
      [1, 'As it was'],
    ]);
    const none = world().run(designer, rollBackService, { id, expectedVersion: 6, number: 9 });
    expect((await errorOf(none)).code).to.equal('no_such_version');
  });

  it('says what differs between two versions, and from the draft', async () => {
    const id = await start('compared');
    await save(id, 1, { key: 'compared', name: 'One' });
    await publish(id, 2);
    await save(id, 3, { key: 'compared', name: 'Two', keywords: ['bin', 'box'] });
    const { changes } = await world().read(designer, compareVersions, { id, from: 1, to: 'draft' });
    expect(changes).to.deep.equal([
      { path: 'name', before: 'One', after: 'Two' },
      { path: 'keywords.list', before: 'bin not emptied', after: 'bin, box' },
    ]);
  });

  it('gives a draft up for what is published, but not the only thing that there is', async () => {
    const id = await start('given-up');
    const only = world().run(designer, discardDraft, { id, expectedVersion: 1 });
    expect((await errorOf(only)).code).to.equal('no_draft');
    await save(id, 1, { key: 'given-up', name: 'Published' });
    await publish(id, 2);
    await save(id, 3, { key: 'given-up', name: 'Not wanted' });
    await world().run(designer, discardDraft, { id, expectedVersion: 4 });
    expect((await read(id)).name).to.equal('Published');
    expect((await errorOf(publish(id, 5))).code).to.equal('no_draft');
  });

  it('lets the second of two designers know, and loses nothing of the first', async () => {
    const id = await start('raced');
    const saves = await Promise.allSettled([
      save(id, 1, { key: 'raced', name: 'One' }),
      save(id, 1, { key: 'raced', name: 'Other' }),
    ]);
    expect(saves.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const refused = saves.find((one) => one.status === 'rejected');
    expect((refused?.reason as AppError).code).to.equal('stale_version');
    expect((await read(id)).version).to.equal(2);
    expect((await errorOf(publish(id, 1))).code).to.equal('stale_version');
  });

  it('names each field that is wrong, and keeps the key', async () => {
    const id = await start('shaped');
    const wrong = await errorOf(save(id, 1, { key: 'shaped', tier: [], colour: 'red' }));
    expect(wrong.faults.map(({ field }) => field)).to.have.members(['definition.tier', 'definition.']);
    const renamed = await errorOf(save(id, 1, { key: 'renamed' }));
    expect(renamed.faults[0]?.message).to.equal('The key stays shaped, because addresses and articles name it');
  });

  it('shows and gives nothing of another council’s', async () => {
    const id = await start('ours');
    const neighbour = await world().staff(['services.design', 'services.publish'], [westmoor]);
    expect((await errorOf(world().read(neighbour, getDesign, { id }))).code).to.equal('not_found');
    expect((await errorOf(save(id, 1, { key: 'ours' }, neighbour))).code).to.equal('not_found');
    const back = world().run(neighbour, rollBackService, { id, expectedVersion: 1, number: 1 });
    expect((await errorOf(back)).code).to.equal('not_found');
    expect(await world().read(neighbour, listDesigns, { authorityId: dunmere })).to.deep.equal([]);
    const there = { authorityId: dunmere, key: 'theirs', name: 'Theirs' };
    expect((await errorOf(world().run(neighbour, startService, there))).code).to.equal('not_found');
  });

  it('is for those who design services, and publishing for those who publish', async () => {
    const id = await start('allowed');
    const reader = await world().staff(['services.read'], [dunmere]);
    expect((await errorOf(save(id, 1, { key: 'allowed' }, reader))).code).to.equal('not_allowed');
    expect((await errorOf(world().read(reader, getDesign, { id }))).code).to.equal('not_allowed');
    const drafter = await world().staff(['services.design'], [dunmere]);
    const byDrafter = world().run(drafter, publishDraft, { id, expectedVersion: 1 });
    expect((await errorOf(byDrafter)).code).to.equal('not_allowed');
  });

  it('writes down who changed what, from what and to what', async () => {
    const id = await start('audited');
    await save(id, 1, { key: 'audited', name: 'Audited' });
    const rows = await world().kernel.db.read(everyAuthority).all(auditOf, { id });
    expect(rows.map(({ action }) => action)).to.deep.equal(['services.start-service', 'services.save-draft']);
    const details = JSON.parse(rows[1]?.details ?? '{}') as Record<string, unknown>;
    expect(details).to.include.keys('before', 'after', 'changed');
    expect(details['changed']).to.include('name');
    expect(details['before']).to.not.equal(details['after']);
  });
});

const inWales = {
  slug: 'cwm',
  name: 'Cwm Council',
  shortName: 'Cwm',
  tier: 'unitary' as const,
  nation: 'wales' as const,
  referencePrefix: 'CW',
  brandColour: '#00703c',
  languages: ['en' as const, 'cy' as const],
};

const auditOf = statement<{ id: string }, { action: string; details: string }>(
  'select action, details from @audit_entries where subject_id = :id order by id',
);
