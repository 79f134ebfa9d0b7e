import { expect } from 'chai';
import { localDate } from '../../kernel/local-date.js';
import { instantAt } from '../../kernel/london-time.js';
import { dunmere, onBothEngines, testNow, westmoor } from '../../testing/harness.js';
import { editCase } from '../commands/edit-case.js';
import { getCase } from '../queries.js';
import { caseWork, caseWorld, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';

onBothEngines('editing a case', (world) => {
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));
  const read = (id: string) => world().read(at.officer, getCase, { id });
  const edit = (caseId: string, changes: object, more: object = {}) =>
    world().run(at.officer, editCase, { caseId, expectedVersion: 1, changes, ...more });

  it('changes what is given, and the title that was made from the answers', async () => {
    const { id } = await at.log();
    const done = await edit(id, { answers: { bin: 'recycling' } });
    expect(done).to.deep.include({ version: 2, saved: ['Which bin was missed?'], clashes: [] });
    expect(await read(id)).to.deep.include({
      title: 'Missed recycling bin',
      answers: { bin: 'recycling' },
      locationText: '4 Quarry Lane, DM4 2LL',
    });
  });

  it('leaves a title alone that somebody wrote', async () => {
    const { id } = await at.log();
    await edit(id, { title: 'Bin behind the mill' });
    await edit(id, { answers: { bin: 'recycling' } }, { expectedVersion: 2 });
    expect((await read(id)).title).to.equal('Bin behind the mill');
  });

  it('measures another priority from the start', async () => {
    const { id } = await at.log();
    world().clock.set(instantAt(localDate('2026-11-16'), 12 * 60));
    await edit(id, { priority: 'urgent' });
    expect((await read(id)).dueAt).to.equal(instantAt(localDate('2026-11-16'), 14 * 60));
  });

  it('takes back an answer, and drops what then isn’t asked', async () => {
    const { id } = await at.log({ answers: { bin: 'recycling', notice: 'Too heavy', 'missed-on': '2026-11-13' } });
    await edit(id, { answers: { bin: 'rubbish', 'missed-on': null } });
    expect((await read(id)).answers).to.deep.equal({ bin: 'rubbish' });
  });

  it('names the answer that needs another look, and changes nothing', async () => {
    const { id } = await at.log();
    const error = await errorOf(edit(id, { answers: { bin: 'blue' }, priority: 'low' }));
    expect(error.faults.map(({ field }) => field)).to.deep.equal(['answers.bin']);
    expect(await read(id)).to.include({ priority: 'normal', version: 1 });
  });

  it('refuses a clash and names its field, keeping the other person’s value', async () => {
    const { id } = await at.log();
    await edit(id, { priority: 'low' });
    const error = await errorOf(edit(id, { priority: 'high' }, { base: { priority: 'normal' } }));
    expect([error.code, error.facts['fields']]).to.deep.equal(['stale_version', ['priority']]);
    expect((await read(id)).priority).to.equal('low');
  });

  it('refuses every change of an old version that doesn’t say what it was made from', async () => {
    const { id } = await at.log();
    await edit(id, { priority: 'low' });
    expect((await errorOf(edit(id, { title: 'Another' }))).code).to.equal('stale_version');
  });

  it('saves what doesn’t clash, and the note, and says what does', async () => {
    const { id } = await at.log();
    await edit(id, { priority: 'low' });
    const done = await edit(
      id,
      { priority: 'high', answers: { bin: 'recycling' } },
      { base: { priority: 'normal', answers: { bin: 'rubbish' } }, onClash: 'save-others', note: 'Rang back' },
    );
    expect(done.saved).to.deep.equal(['Which bin was missed?']);
    expect(done.clashes).to.deep.equal([
      { field: 'priority', label: 'Priority', before: 'Normal', theirs: 'Low', yours: 'High' },
    ]);
  });

  it('is content when two people change a field to the same', async () => {
    const { id } = await at.log();
    await edit(id, { priority: 'low' });
    const done = await edit(id, { priority: 'low' }, { base: { priority: 'normal' } });
    expect(done).to.deep.include({ saved: [], clashes: [], version: 2 });
  });

  it('overwrites nothing when two people save at the same moment', async () => {
    const { id } = await at.log();
    const both = await Promise.allSettled([edit(id, { priority: 'low' }), edit(id, { title: 'Another' })]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('audits which fields were changed, and their values apart', async () => {
    const { id } = await at.log();
    await edit(id, { title: 'Joan’s bin' });
    const entry = (await auditOf(world(), id)).at(-1);
    expect(entry?.action).to.equal('cases.edit-case');
    expect(entry?.details['fields']).to.deep.equal(['title']);
    expect(JSON.stringify(entry?.details)).to.not.include('Joan');
  });

  it('takes the permission to edit, and the case to be one’s own authority’s', async () => {
    const { id } = await at.log();
    const reader = await world().staff(['cases.read'], [dunmere]);
    const stranger = await world().staff(caseWork, [westmoor]);
    const as = (actor: typeof reader) =>
      errorOf(world().run(actor, editCase, { caseId: id, expectedVersion: 1, changes: { title: 'Mine' } }));
    expect([(await as(reader)).code, (await as(stranger)).code]).to.deep.equal(['not_allowed', 'not_found']);
    expect((await read(id)).version).to.equal(1);
  });
});
