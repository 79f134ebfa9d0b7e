import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp } from '../../testing/http.js';
import { changeSettings } from '../commands/change-settings.js';
import { getSettings } from '../queries.js';
import { readContactSettings, type ContactKey } from './contact-settings.js';

const system = systemActor('test set-up');

onBothEngines('ours and the partnership’s contact settings', (world) => {
  const stateOf = (authorityId: number) => world().read(system, getSettings, { authorityId });
  const settingOf = async (authorityId: number, key: ContactKey) => {
    const found = (await stateOf(authorityId)).items.find((item) => item.key === key);
    return found && [found.value, found.standing, found.shared];
  };
  const change = async (authorityId: number, values: object) =>
    world().run(system, changeSettings, {
      ...{ authorityId, expectedVersion: (await stateOf(authorityId)).version, ...values },
    });

  it('are what Moothall comes with until the partnership chooses, and then the partnership’s', async () => {
    expect(await settingOf(dunmere, 'repeatContactDays')).to.deep.equal([14, 'shared', 14]);
    await change(partnership, { repeatContactDays: 10 });
    expect(await settingOf(dunmere, 'repeatContactDays')).to.deep.equal([10, 'shared', 10]);
    expect(await readContactSettings(world().kernel, castlebridge)).to.deep.include({
      ...{ repeatContactDays: 10, surveyPercent: 0, surveyRestDays: 90 },
    });
  });

  it('stay ours one by one, are marked when the partnership’s change, kept, and given up', async () => {
    await change(dunmere, { repeatContactDays: 21 });
    await change(partnership, { repeatContactDays: 12, surveyRestDays: 60 });
    expect(await settingOf(dunmere, 'repeatContactDays')).to.deep.equal([21, 'behind', 12]);
    expect(await settingOf(dunmere, 'surveyRestDays'), 'follows').to.deep.equal([60, 'shared', 60]);
    await change(dunmere, { repeatContactDays: 21 });
    expect(await settingOf(dunmere, 'repeatContactDays'), 'saved as it was').to.deep.equal([21, 'behind', 12]);
    await change(dunmere, { repeatContactDays: 21, seen: ['repeatContactDays'] });
    expect(await settingOf(dunmere, 'repeatContactDays')).to.deep.equal([21, 'ours', 12]);
    await change(dunmere, {});
    expect(await settingOf(dunmere, 'repeatContactDays')).to.deep.equal([12, 'shared', 12]);
    const actions = (await auditOf(world(), String(dunmere))).map(({ action }) => action);
    expect(actions).to.include('authorities.change-settings');
  });

  it('are chosen at the desk by a box, which is left empty to follow', async () => {
    await change(dunmere, { surveyPercent: 20 });
    await change(partnership, { surveyPercent: 5 });
    const http = await startHttp(world());
    try {
      const desk = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
      const { text } = await desk.get('/desk/admin/settings');
      expect(text).to.include('Partnership: 5.').and.include('value="20"').and.include('name="seen-surveyPercent"');
      const sent = { authorityId: String(dunmere), expectedVersion: hiddenField(text, 'expectedVersion') };
      const boxes = { repeatContactDays: '', surveyPercent: '20', surveyRestDays: '7', 'seen-surveyPercent': 'yes' };
      const wrong = await desk.post('/desk/admin/settings', { ...sent, ...boxes, surveyRestDays: '900' });
      expect([wrong.status, wrong.text.includes('value="900"')]).to.deep.equal([422, true]);
      expect(wrong.text).to.match(/name="seen-surveyPercent"[^>]*checked/);
      expect((await desk.post('/desk/admin/settings', { ...sent, ...boxes })).status).to.equal(303);
    } finally {
      await http.close();
    }
    expect(await settingOf(dunmere, 'surveyPercent')).to.deep.equal([20, 'ours', 5]);
    expect(await settingOf(dunmere, 'surveyRestDays')).to.deep.equal([7, 'ours', 90]);
    expect(await settingOf(dunmere, 'repeatContactDays')).to.deep.equal([14, 'shared', 14]);
    const stranger = await world().staff(['authorities.manage'], [castlebridge]);
    const refused = world().run(stranger, changeSettings, { authorityId: dunmere, expectedVersion: 1 });
    expect((await errorOf(refused)).code).to.equal('not_found');
  });
});
