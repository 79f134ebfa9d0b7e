import { expect } from 'chai';
import { changeSettings, readContactSettings } from '../../authorities/index.js';
import { systemActor } from '../../kernel/actor.js';
import { publishArticle } from '../../knowledge/index.js';
import { dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { giveToken } from '../../testing/api-token.js';
import { addPerson, hiddenField, startHttp, type TestHttp } from '../../testing/http.js';

const anArticle = (title: string) => ({
  ...{ key: 'missed-bin', title, summary: 'Check the round first.', keywords: ['bin left', 'rubbish', 'not emptied'] },
  ...{ audience: ['district' as const, 'unitary' as const], lgsl: [], outcomeHint: 'log' as const },
  ...{ script: { steps: [{ text: 'Check the round' }] }, body: [{ paragraphs: ['Crews finish at three.'] }] },
  ...{ effectiveOn: '2026-01-01', reviewOn: '2027-01-01', ownerTeam: 'waste' },
});

const system = systemActor('test set-up');

onBothEngines('what a council does differently', (world) => {
  let http: TestHttp;
  before(async () => (http = await startHttp(world())));
  after(() => http.close());
  const signedIn = async (role: 'administrator' | 'adviser') =>
    http.signIn((await addPerson(world(), { roles: [['dunmere', role]] })).personId);
  const row = (text: string, what: string): string =>
    /<tr[\s\S]*?<\/tr>/g[Symbol.match](text)?.find((each) => each.includes(what)) ?? '';

  it('counts by kind for its administrator, and is refused to others', async () => {
    const publish = (authorityId: number, title: string) =>
      world().run(system, publishArticle, { authorityId, article: anArticle(title) });
    await publish(partnership, 'Shared');
    await publish(dunmere, 'Ours');
    await publish(partnership, 'Shared, said better');
    const administrator = await signedIn('administrator');
    const { text } = await administrator.get('/desk/admin/differences');
    expect(row(text, 'Knowledge articles').replaceAll(/<[^>]*>/g, ' ')).to.match(/1\s+1\s+to look at/);
    expect((await (await signedIn('adviser')).get('/desk/admin/differences')).status).to.equal(403);
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'administrator']] });
    const bearer = { Accept: 'application/json', Authorization: `Bearer ${await giveToken(world().kernel, personId)}` };
    const counted = async (id: number) => await http.browser().get(`/api/v1/authorities/${id}/differences`, bearer);
    const { items } = JSON.parse((await counted(dunmere)).text) as { items: object[] };
    expect(items[0]).to.deep.equal({ kind: 'articles', ours: 1, behind: 1, shared: 0 });
    const other = await counted(partnership);
    expect(other.status, 'another’s').to.equal(404);
  });

  it('says what the partnership has beside ours, and takes it in place of ours', async () => {
    const administrator = await signedIn('administrator');
    const page = '/desk/admin/settings';
    const expectedVersion = hiddenField((await administrator.get(page)).text, 'expectedVersion');
    const values = { repeatContactDays: '21', surveyPercent: '0', surveyRestDays: '90' };
    await world().run(system, changeSettings, {
      authorityId: dunmere,
      expectedVersion: Number(expectedVersion),
      ...values,
    });
    const { text } = await administrator.get(page);
    expect(text).to.include('Partnership: 14.').and.include('value="21"').and.include('>Ours<');
    const sent = { authorityId: String(dunmere), expectedVersion: hiddenField(text, 'expectedVersion'), ...values };
    expect((await administrator.post(page, { ...sent, does: 'partnership' })).status).to.equal(303);
    expect((await administrator.get(page)).text)
      .not.to.include('value="21"')
      .and.not.to.include('Use the partnership’s');
    expect((await administrator.post(page, { ...sent, does: 'partnership' })).status, 'the slower of two').to.equal(
      409,
    );
  });

  it('lets the partnership’s administrator change its own settings, and count what councils do otherwise', async () => {
    const { personId } = await addPerson(world(), { roles: [['partnership', 'administrator']] });
    const administrator = await http.signIn(personId);
    const page = `/desk/admin/settings?authority=${partnership}`;
    const { text } = await administrator.get(page);
    expect(text, 'nothing stands beside its own').not.to.include('The partnership has the same.');
    const sent = {
      ...{ authorityId: String(partnership), expectedVersion: hiddenField(text, 'expectedVersion') },
      ...{ repeatContactDays: '10', surveyPercent: '0', surveyRestDays: '90' },
    };
    expect((await administrator.post('/desk/admin/settings', sent)).status).to.equal(303);
    const { kernel } = world();
    expect((await readContactSettings(kernel, partnership)).repeatContactDays).to.equal(10);
    expect((await readContactSettings(kernel, dunmere)).repeatContactDays, 'a council follows').to.equal(10);
    await world().run(system, changeSettings, { authorityId: dunmere, expectedVersion: 3, surveyPercent: 5 });
    const counted = (await administrator.get(`/desk/admin/differences?authority=${partnership}`)).text;
    expect(counted).to.include('What councils do differently').and.not.to.include('Changed at the partnership since');
    expect(row(counted, 'Contact settings').replaceAll(/<[^>]*>/g, ' ')).to.match(/1\s+3/);
    for (const tab of ['calendars', 'lines', 'council'])
      expect((await administrator.get(`/desk/admin/${tab}?authority=${partnership}`)).status, tab).to.equal(200);
    const other = await signedIn('administrator');
    expect((await other.get(page)).status, 'a council’s administrator').to.equal(404);
    expect((await other.post('/desk/admin/settings', { ...sent, expectedVersion: '2' })).status).to.equal(404);
  });
});
