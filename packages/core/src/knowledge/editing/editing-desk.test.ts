import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { publishArticle } from '../commands/publish-article.js';
import { logGap } from '../commands/log-gap.js';
import { anArticle } from '../../testing/an-article.js';

const system = systemActor('test set-up');

onBothEngines('the pages of knowledge editors', (world) => {
  let http: TestHttp;
  let editor: Browser;
  let adviser: Browser;
  before(async () => {
    http = await startHttp(world());
    const signedIn = async (role: 'adviser' | 'knowledge-editor') =>
      http.signIn((await addPerson(world(), { roles: [['dunmere', role]] })).personId);
    editor = await signedIn('knowledge-editor');
    adviser = await signedIn('adviser');
  });
  after(() => http.close());

  const fields = (key: string, more: Record<string, string | string[]> = {}) => ({
    ...{ authority: String(dunmere), key, title: `About ${key}`, summary: 'In short.', body: 'One.\n\n- a\n- b' },
    ...{ 'step.0.text': 'Look', keywords: `${key} lost\n${key} found\nwhere is my ${key}`, outcomeHint: 'answer' },
    ...{ 'audience[]': ['district'], ownerTeam: 'waste', effectiveOn: '2026-01-01', reviewOn: '2027-01-01' },
    ...more,
  });
  const write = async (key: string, state: 'draft' | 'published'): Promise<string> => {
    const { status, location } = await editor.post('/desk/knowledge-editing/new', fields(key, { state }));
    expect(status).to.equal(303);
    return location;
  };
  const find = async (words: string) => (await adviser.get(`/desk/knowledge?q=${words}&authority=${dunmere}`)).text;

  it('writes an article that advisers find once it is published', async () => {
    const address = await write('lantern', 'draft');
    expect(await find('lantern')).not.to.include('/desk/knowledge/lantern');
    const version = hiddenField((await editor.get(address)).text, 'expectedVersion');
    await editor.post(`${address}/publish`, { expectedVersion: version });
    expect(await find('lantern')).to.include('/desk/knowledge/lantern');
  });

  it('keeps what was typed, and names each fault, when something is missing', async () => {
    const typed = fields('kettle', { title: '', reviewOn: '2025-01-01', summary: 'Kept as typed' });
    const { status, text } = await editor.post('/desk/knowledge-editing/new', typed);
    expect(status).to.equal(422);
    expect(text).to.include('Kept as typed').and.to.include('Enter the title').and.to.include('href="#reviewOn"');
  });

  it('shows the second of two editors what happened, with their text kept', async () => {
    const address = await write('anvil', 'published');
    const expectedVersion = hiddenField((await editor.get(address)).text, 'expectedVersion');
    const save = (summary: string) =>
      editor.post(address, { ...fields('anvil', { summary, state: 'published' }), part: 'article', expectedVersion });
    expect((await save('Theirs, first.')).status).to.equal(303);
    const second = await save('Mine, second.');
    expect(second.status).to.equal(409);
    expect(second.text).to.include('Mine, second.').and.to.include('Somebody else saved this article');
    expect((await editor.get(address)).text).to.include('Theirs, first.');
  });

  it('writes the Welsh text, and leaves the English alone', async () => {
    const address = await write('bridge', 'published');
    const expectedVersion = hiddenField((await editor.get(`${address}?part=cy`)).text, 'expectedVersion');
    const welsh = { title: 'Pont', summary: 'Yn fyr.', 'step.0.text': 'Edrychwch', body: 'Testun.' };
    await editor.post(address, { ...welsh, part: 'cy', expectedVersion, state: 'published' });
    const read = async (lang: string) =>
      (await adviser.get(`/desk/knowledge/bridge?authority=${dunmere}&lang=${lang}`)).text;
    expect(await read('cy')).to.include('Edrychwch');
    expect(await read('en'))
      .to.include('About bridge')
      .and.to.include('Look');
  });

  it('compares versions and restores one', async () => {
    const address = await write('ferry', 'published');
    const expectedVersion = hiddenField((await editor.get(address)).text, 'expectedVersion');
    const changed = fields('ferry', { summary: 'Changed.', state: 'published', part: 'article', expectedVersion });
    await editor.post(address, changed);
    const compared = await editor.get(`${address}/versions?from=1&to=2`);
    expect(compared.text).to.include('<del>In short.</del>').and.to.include('<ins>Changed.</ins>');
    const restored = await editor.post(`${address}/restore`, { expectedVersion: '2', number: '1' });
    expect(restored.status).to.equal(303);
    expect((await editor.get(address)).text)
      .to.include('In short.')
      .and.to.include('with a newer draft');
  });

  it('withdraws an article from advisers', async () => {
    const address = await write('quarry', 'published');
    await editor.post(`${address}/withdraw`, { expectedVersion: '1' });
    expect(await find('quarry')).not.to.include('/desk/knowledge/quarry');
    expect((await editor.get('/desk/knowledge-editing?show=withdrawn')).text).to.include('About quarry');
  });

  it('lists what is due for review', async () => {
    const article = anArticle({ key: 'overdue', title: 'Long overdue', reviewOn: '2026-11-01' });
    await world().run(system, publishArticle, { authorityId: dunmere, article });
    const { text } = await editor.get('/desk/knowledge-editing');
    expect(text).to.include('Long overdue').and.to.include('Overdue');
  });

  it('lists the articles of one owner alone, with their counts', async () => {
    for (const [key, ownerTeam] of [
      ['owned-here', 'waste'],
      ['owned-there', 'roads'],
    ] as const) {
      const article = anArticle({ key, title: `About ${key}`, reviewOn: '2026-11-01', ownerTeam });
      await world().run(system, publishArticle, { authorityId: dunmere, article });
    }
    const { text } = await editor.get('/desk/knowledge-editing?show=due&owner=roads');
    expect(text).to.include('About owned-there').and.to.not.include('About owned-here');
    expect(text, 'owners by name')
      .to.match(/<option value="roads"[^>]*>\s*Roads\s*</)
      .and.to.match(/data-heading="Owner">Roads</);
    expect(text)
      .to.include('show=published&amp;owner=roads')
      .and.to.match(/Due for review <span[^>]*>\(1\)/);
    expect((await editor.get('/desk/knowledge-editing?show=due')).text).to.include('About owned-here');
  });

  it('shows the words of several customers that found nothing, and takes them off when dealt with', async () => {
    for (const customer of ['one', 'two', 'three'])
      await world().run(system, logGap, { authorityId: dunmere, words: `trebuchet ${customer}`, customer });
    const { text } = await editor.get('/desk/knowledge-editing/gaps');
    expect(text).to.include('trebuchet').and.not.to.match(/>two</);
    const stem = hiddenField(text, 'stem');
    await editor.post('/desk/knowledge-editing/gaps', { authorityId: String(dunmere), stem });
    expect((await editor.get('/desk/knowledge-editing/gaps')).text).not.to.include('trebuchet');
  });

  it('lets an adviser log in one key that nothing was found', async () => {
    expect(await find('portcullis'))
      .to.include('Log that nothing was found')
      .and.to.include('data-key="G"');
    const logged = await adviser.post('/desk/knowledge/gaps', { authorityId: String(dunmere), words: 'portcullis' });
    expect(logged.status).to.equal(303);
  });

  it('takes feedback in one key, comes back to where the adviser was, and lists it for the editors', async () => {
    await write('drawbridge', 'published');
    const back = `/desk/knowledge/drawbridge?authority=${dunmere}`;
    const { text } = await adviser.get(back);
    expect(text).to.include('data-key="F"');
    const action = /action="([^"]+\/feedback)"/.exec(text)?.[1] ?? '';
    const given = await adviser.post(action, { problem: 'wrong', note: 'It is up on Sundays', back });
    expect([given.status, given.location]).to.deep.equal([303, back]);
    const listed = (await editor.get('/desk/knowledge-editing/feedback')).text;
    expect(listed).to.include('It is up on Sundays').and.to.include('About drawbridge');
    const settleAction = /action="([^"]+\/settle)"/.exec(listed)?.[1] ?? '';
    await editor.post(settleAction, { expectedVersion: '1' });
    expect((await editor.get('/desk/knowledge-editing/feedback')).text).not.to.include('It is up on Sundays');
    const again = await editor.post(settleAction, { expectedVersion: '1' });
    expect(again.status).to.equal(303);
  });

  it('sends nobody to another site after feedback', async () => {
    await write('sluice', 'published');
    const { text } = await adviser.get(`/desk/knowledge/sluice?authority=${dunmere}`);
    const action = /action="([^"]+\/feedback)"/.exec(text)?.[1] ?? '';
    const given = await adviser.post(action, { problem: 'wrong', back: 'https://elsewhere.example/' });
    expect(given.status).to.equal(422);
  });

  it('lets a council say what means the same, and shows the slower of two editors what happened', async () => {
    await write('snickelway', 'published');
    const path = '/desk/knowledge-editing/synonyms';
    expect((await editor.get(`${path}?authority=${dunmere}`)).text).to.include('recycling centre');
    expect(await find('twitten')).not.to.include('/desk/knowledge/snickelway');
    const save = (groups: string) => editor.post(path, { authorityId: String(dunmere), expectedVersion: '0', groups });
    expect((await save('twitten, snickelway\n\ntip, dump')).status).to.equal(303);
    expect(await find('twitten')).to.include('/desk/knowledge/snickelway');
    const second = await save('mine, yours');
    expect(second.status).to.equal(409);
    expect(second.text).to.include('mine, yours').and.to.include('Somebody else saved the list');
    const faulty = await save('tip, dump\nalone');
    expect(faulty.status).to.equal(422);
    expect(faulty.text).to.include('Line 2: Give at least two ways to say it');
  });

  it('keeps advisers out', async () => {
    const address = await write('moat', 'published');
    for (const path of ['/desk/knowledge-editing', '/desk/knowledge-editing/new', address, `${address}/versions`])
      expect((await adviser.get(path)).status, path).to.equal(403);
    expect((await adviser.get('/desk/knowledge/moat')).text).not.to.include('knowledge-editing');
  });
});
