import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import type { AppError } from '../../kernel/errors.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { publishArticle } from '../commands/publish-article.js';
import { publishVersion } from '../commands/publish-version.js';
import { reviseArticle } from '../commands/save-article.js';
import { keepOwnArticle, takeSharedArticle } from '../commands/take-shared.js';
import { withdrawArticle } from '../commands/withdraw-article.js';
import { getDraft } from '../editing/editing-queries.js';
import { listArticles, searchKnowledge } from '../queries.js';
import { anArticle } from '../../testing/an-article.js';
import type { KnowledgeArticle } from '../types.js';
import { compareShared, listSharedKnowledge } from './shared-queries.js';

const system = systemActor('test set-up');
const everyTier = { audience: ['county', 'district', 'unitary'] } as const;

onBothEngines('ours and the partnership’s articles', (world) => {
  const editor = () => world().staff(['knowledge.edit', 'knowledge.read'], [dunmere, partnership]);
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: AppError) => error.code,
    );
  const share = (key: string, changes: Partial<KnowledgeArticle> = {}) => {
    const article = anArticle({
      ...everyTier,
      audience: [...everyTier.audience],
      key,
      title: `About ${key}`,
      ...changes,
    });
    return world().run(system, publishArticle, { authorityId: partnership, article });
  };
  const standing = async (key: string) => {
    const { own, changes, differences, shared } = await world().read(await editor(), compareShared, {
      authorityId: dunmere,
      key,
    });
    return { own, changes, differences, number: shared.number };
  };
  const take = async (key: string, number = 1) => {
    const actor = await editor();
    const taken = await world().run(actor, takeSharedArticle, { authorityId: dunmere, key, number });
    return { actor, ...taken };
  };
  const takeOver = async (key: string, changes: Partial<KnowledgeArticle> = {}) => {
    const { actor, id, version } = await take(key);
    const { newest } = await world().read(actor, getDraft, { id });
    const article = { ...newest.content, ...changes };
    const saved = await world().run(actor, reviseArticle, {
      id,
      expectedVersion: version,
      article,
      state: 'published',
    });
    return { actor, id, version: saved.version, article };
  };
  const find = async (words: string, authorityId: number, limit = 8) => {
    const actor = await world().staff(['knowledge.read'], [authorityId, partnership]);
    return await world().read(actor, searchKnowledge, { words, authorityId, limit, kind: 'article' });
  };

  it('begins ours from the shared text, with the wording that we had in it, and remembers the version', async () => {
    const variants = [{ authority: 'dunmere', summary: 'As Dunmere says it.' }];
    await share('taken-text', { variants });
    const { actor, id } = await take('taken-text');
    const { newest, basedOn, state } = await world().read(actor, getDraft, { id });
    expect([newest.content.summary, newest.content.variants]).to.deep.equal(['As Dunmere says it.', undefined]);
    expect([basedOn, state]).to.deep.equal([1, 'draft']);
  });

  it('finds the shared one until ours is published, then ours alone, and the shared one again after we go back', async () => {
    const { id: sharedId } = await share('zeppelin', { title: 'Zeppelin landings' });
    const { actor, id, version } = await take('zeppelin');
    const found = async (authorityId: number) => (await find('zeppelin', authorityId)).map((hit) => hit.id);
    expect(await found(dunmere)).to.deep.equal([sharedId]);
    const published = await world().run(actor, publishVersion, { id, expectedVersion: version });
    expect(await found(dunmere)).to.deep.equal([id]);
    expect(await found(castlebridge), 'everybody else goes on with the shared one').to.deep.equal([sharedId]);
    await world().run(actor, withdrawArticle, { id, expectedVersion: published.version });
    expect(await found(dunmere)).to.deep.equal([sharedId]);
  });

  it('drops what is replaced before the best are counted, so that it takes nobody’s place', async () => {
    for (const key of ['quokka-a', 'quokka-b', 'quokka-c']) await share(key, { title: 'Quokka quokka' });
    await share('quokka-last', { title: 'All that is known of a quokka in our town' });
    for (const key of ['quokka-a', 'quokka-b', 'quokka-c'])
      await takeOver(key, { title: 'Ours', keywords: ['own', 'our own', 'not theirs'], summary: 'Ours.' });
    const hits = await find('quokka', dunmere, 1);
    expect(hits.map(({ key }) => key)).to.deep.equal(['quokka-last']);
  });

  it('lists an authority’s own titles once', async () => {
    await share('listed-once');
    const { id } = await takeOver('listed-once', { title: 'Listed by Dunmere' });
    const actor = await editor();
    const titles = await world().read(actor, listArticles, { authorityId: dunmere });
    expect(titles.filter(({ key }) => key === 'listed-once').map((title) => title.id)).to.deep.equal([id]);
  });

  it('marks ours once the partnership’s has changed, and says what changed, when and by whom', async () => {
    await share('moved-on');
    await takeOver('moved-on', { summary: 'Ours.' });
    expect((await standing('moved-on')).changes).to.equal(undefined);
    await share('moved-on', { title: 'Said better', variants: [{ authority: 'castlebridge', summary: 'Not ours.' }] });
    const now = await standing('moved-on');
    expect([now.own?.basedOn, now.number]).to.deep.equal([1, 2]);
    expect(now.changes).to.deep.equal([{ label: 'Title', was: 'About moved-on', is: 'Said better' }]);
    expect(now.differences?.map(({ label }) => label)).to.deep.equal(['Title', 'Summary']);
  });

  it('keeps ours: the mark clears until the partnership’s changes again', async () => {
    await share('kept');
    const { actor, version } = await takeOver('kept');
    await share('kept', { title: 'Second' });
    const keep = (number: number, expectedVersion = version) =>
      codeOf(world().run(actor, keepOwnArticle, { authorityId: dunmere, key: 'kept', expectedVersion, number }));
    expect(await keep(1), 'what was looked at is no longer the newest').to.equal('stale_version');
    expect((await Promise.all([keep(2), keep(2)])).sort()).to.deep.equal(['done', 'stale_version']);
    expect((await standing('kept')).own?.basedOn).to.equal(2);
    await share('kept', { title: 'Third' });
    const { counts } = await world().read(actor, listSharedKnowledge, { authorityId: dunmere, show: 'behind' });
    expect(counts.behind).to.be.greaterThan(0);
  });

  it('takes in what changed only with what is published', async () => {
    await share('taken-in');
    const { actor, id, version, article } = await takeOver('taken-in');
    await share('taken-in', { title: 'Second' });
    const revise = (expectedVersion: number, state: 'draft' | 'published', takesIn = 2) =>
      world().run(actor, reviseArticle, {
        id,
        expectedVersion,
        article: { ...article, title: 'Second' },
        state,
        takesIn,
      });
    const draft = await revise(version, 'draft');
    expect((await standing('taken-in')).own?.basedOn).to.equal(1);
    expect(await codeOf(revise(draft.version, 'published', 1))).to.equal('stale_version');
    await revise(draft.version, 'published');
    expect((await standing('taken-in')).own?.basedOn).to.equal(2);
  });

  it('marks ours when the partnership writes one of its key later', async () => {
    const article = anArticle({ key: 'ours-first' });
    const { id } = await world().run(system, publishArticle, { authorityId: dunmere, article });
    await share('ours-first');
    const { own, changes } = await standing('ours-first');
    expect([own?.id, own?.basedOn, changes]).to.deep.equal([id, null, undefined]);
  });

  it('takes over once, and goes on with what was withdrawn before', async () => {
    await share('once');
    const both = await Promise.all([codeOf(take('once')), codeOf(take('once'))]);
    expect(both.sort()).to.deep.equal(['article_key_taken', 'done']);
    const { own } = await standing('once');
    const actor = await editor();
    await world().run(actor, withdrawArticle, { id: own?.id ?? '', expectedVersion: own?.version ?? 0 });
    expect((await standing('once')).own).to.equal(undefined);
    expect((await take('once')).id).to.equal(own?.id);
    expect(await codeOf(take('never-shared'))).to.equal('not_found');
  });

  it('tells the partnership’s editors which councils differ, and nothing of their texts', async () => {
    await share('differs');
    await takeOver('differs', { summary: 'A secret of Dunmere.' });
    const actor = await world().staff(['knowledge.edit'], [partnership]);
    const listed = await world().read(actor, listSharedKnowledge, { authorityId: partnership, show: 'ours' });
    expect(listed.differing?.get('differs')).to.deep.equal(['Dunmere']);
    expect(listed.items.map(({ key }) => key)).to.include('differs');
    expect(JSON.stringify([...listed.items, ...(listed.differing ?? [])])).not.to.include('A secret of Dunmere');
  });

  it('keeps another authority’s editors out', async () => {
    await share('private');
    const { version } = await takeOver('private');
    const ours = { authorityId: dunmere, key: 'private' };
    const stranger = await world().staff(['knowledge.edit'], [castlebridge, partnership]);
    const attempts = [
      world().run(stranger, keepOwnArticle, { ...ours, expectedVersion: version, number: 1 }),
      world().run(stranger, takeSharedArticle, { ...ours, number: 1 }),
      world().read(stranger, compareShared, ours),
      world().read(stranger, listSharedKnowledge, { authorityId: dunmere }),
    ];
    expect(await Promise.all(attempts.map(codeOf))).to.deep.equal(attempts.map(() => 'not_found'));
    const reader = await world().staff(['knowledge.read'], [dunmere, partnership]);
    expect(await codeOf(world().read(reader, listSharedKnowledge, { authorityId: dunmere }))).to.equal('not_allowed');
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    before(async () => {
      http = await startHttp(world());
      const { personId } = await addPerson(world(), { roles: [['dunmere', 'knowledge-editor']] });
      browser = await http.signIn(personId);
    });
    after(() => http.close());

    it('is taken over, falls behind, takes in what changed, and is given up', async () => {
      await share('whole-way');
      const address = '/desk/knowledge-editing/shared/whole-way';
      const shown = `${address}?authority=${dunmere}`;
      const sent = async () => {
        const { text } = await browser.get(shown);
        const of = (name: string) => hiddenField(text, name);
        return { authorityId: of('authorityId'), number: of('number'), expectedVersion: of('expectedVersion') };
      };
      const first = (await browser.get(shown)).text;
      expect(first).to.include('As it is').and.to.include('Make it ours');
      const taken = await browser.post(`${address}/take`, { authorityId: String(dunmere), number: '1' });
      expect(taken.location).to.match(/^\/desk\/knowledge-editing\/articles\//);
      expect((await browser.get(shown)).text).to.include('Go on writing it');
      await browser.post(`${taken.location}/publish`, { expectedVersion: '1' });
      await share('whole-way', { summary: 'The partnership says it anew.' });
      const behind = (await browser.get(shown)).text;
      expect(behind)
        .to.include('The partnership’s changed since')
        .and.to.include('<ins>The partnership says it anew.</ins>');
      const beside = await browser.get(`${taken.location}?beside=2`);
      expect(hiddenField(beside.text, 'takesIn')).to.equal('2');
      expect(beside.text).to.include('<ins>The partnership says it anew.</ins>');
      expect((await browser.post(`${address}/keep`, await sent())).status).to.equal(303);
      expect((await browser.get(shown)).text).to.include('Ours replaces it');
      const stale = await browser.post(`${address}/go-back`, { ...(await sent()), expectedVersion: '1' });
      expect((await browser.get(stale.location)).text).to.include('Somebody else changed this meanwhile');
      await browser.post(`${address}/go-back`, await sent());
      expect((await browser.get(shown)).text).to.include('Make it ours');
    });

    it('lists what we use, narrowed to how it stands, and says so when there is nothing', async () => {
      await share('listed-shared');
      const { text } = await browser.get('/desk/knowledge-editing/shared?show=shared');
      expect(text).to.include('About listed-shared').and.to.include('As it is');
      const county = anArticle({ key: 'for-counties', title: 'About counties', audience: ['county'] });
      await world().run(system, publishArticle, { authorityId: partnership, article: county });
      expect((await browser.get('/desk/knowledge-editing/shared')).text).not.to.include('About counties');
      const page = await browser.get('/desk/knowledge-editing/shared?show=shared&page=900');
      expect([page.status, page.text.includes('There is nothing more')]).to.deep.equal([200, true]);
    });
  });
});
