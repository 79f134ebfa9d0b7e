import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type TestHttp } from '../../testing/http.js';
import { goBackToSharedSynonyms, keepOwnSynonyms } from '../commands/keep-own-synonyms.js';
import { publishArticle } from '../commands/publish-article.js';
import { saveSynonyms } from '../commands/save-synonyms.js';
import { searchKnowledge } from '../queries.js';
import { getSynonyms } from '../search/synonyms-queries.js';
import { anArticle } from '../../testing/an-article.js';
import { synonymsKey } from './find-shared-synonyms.js';
import { compareSharedSynonyms, listSharedSynonyms } from './shared-synonyms-queries.js';

const system = systemActor('test set-up');

onBothEngines('ours and the partnership’s synonyms', (world) => {
  const editor = (authorityId = dunmere) => world().staff(['knowledge.edit', 'knowledge.read'], [authorityId]);
  const save = async (authorityId: number, ...groups: string[][]) => {
    const { version } = await world().read(system, getSynonyms, { authorityId });
    await world().run(system, saveSynonyms, { authorityId, expectedVersion: version, groups });
  };
  const at = { authorityId: dunmere, key: synonymsKey } as const;
  const look = async () => world().read(await editor(), compareSharedSynonyms, at);
  const counts = async () => (await world().read(await editor(), listSharedSynonyms, { authorityId: dunmere })).counts;
  const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;
  const finds = async (words: string) => {
    const asked = { words, authorityId: dunmere, limit: 8, kind: 'article' } as const;
    const hits = await world().read(
      await world().staff(['knowledge.read'], [dunmere, partnership]),
      searchKnowledge,
      asked,
    );
    return hits.length > 0;
  };

  it('are the partnership’s until ours are saved, and again after ours are given up', async () => {
    const article = anArticle({ key: 'snickelway', title: 'Snickelways', summary: 'About snickelways.' });
    await world().run(system, publishArticle, { authorityId: dunmere, article });
    expect(await codeOf(look()), 'the partnership has none').to.equal('not_found');
    await save(partnership, ['snickelway', 'ginnel']);
    expect([await finds('ginnel'), await finds('twitten')]).to.deep.equal([true, false]);
    await save(dunmere, ['snickelway', 'twitten']);
    expect([await finds('ginnel'), await finds('twitten')]).to.deep.equal([false, true]);
    expect(await counts()).to.deep.equal({ behind: 0, ours: 1, shared: 0 });
    await save(partnership, ['snickelway', 'ginnel'], ['gitty', 'jitty']);
    expect(await counts()).to.deep.equal({ behind: 1, ours: 0, shared: 0 });
    const { changes, differences, own } = await look();
    expect(changes).to.deep.equal([{ label: 'Groups of words', was: '', is: 'gitty, jitty' }]);
    expect(differences?.[0]?.is).to.equal('snickelway, twitten');
    const seen = { ...at, number: 2, expectedVersion: own?.version ?? 0 };
    const actor = await editor();
    expect(await codeOf(world().run(actor, keepOwnSynonyms, { ...seen, number: 1 }))).to.equal('stale_version');
    const { version } = await world().run(actor, keepOwnSynonyms, seen);
    expect(await counts()).to.deep.equal({ behind: 0, ours: 1, shared: 0 });
    expect(await codeOf(world().run(actor, goBackToSharedSynonyms, seen))).to.equal('stale_version');
    await world().run(actor, goBackToSharedSynonyms, { ...seen, expectedVersion: version });
    expect([await finds('ginnel'), await finds('twitten')]).to.deep.equal([true, false]);
    expect((await world().read(actor, getSynonyms, { authorityId: dunmere })).whose).to.equal('partnership');
    await save(dunmere, ['snickelway', 'twitten']);
    expect([await finds('ginnel'), await finds('twitten')], 'begun again').to.deep.equal([false, true]);
    expect(await counts()).to.deep.equal({ behind: 0, ours: 1, shared: 0 });
    const actions = (await auditOf(world(), String(dunmere))).map(({ action }) => action);
    expect(actions).to.include('knowledge.keep-own-synonyms').and.include('knowledge.go-back-synonyms');
  });

  it('tell the partnership who has their own, and keep others out', async () => {
    const all = { authorityId: partnership, show: 'all' } as const;
    const { differing } = await world().read(await editor(partnership), listSharedSynonyms, all);
    expect(differing?.get(synonymsKey)).to.deep.equal(['Dunmere']);
    const stranger = await editor(castlebridge);
    const seen = { ...at, number: 2, expectedVersion: 1 };
    const attempts = [
      world().run(stranger, keepOwnSynonyms, seen),
      world().run(stranger, goBackToSharedSynonyms, seen),
      world().read(stranger, compareSharedSynonyms, at),
      world().read(stranger, listSharedSynonyms, { authorityId: dunmere }),
    ];
    expect(await Promise.all(attempts.map(codeOf))).to.deep.equal(attempts.map(() => 'not_found'));
  });

  describe('at the desk', () => {
    let http: TestHttp;
    before(async () => (http = await startHttp(world())));
    after(() => http.close());

    it('stand beside each other, one click from the list, and are given up', async () => {
      const { personId } = await addPerson(world(), { roles: [['dunmere', 'knowledge-editor']] });
      const browser = await http.signIn(personId);
      const address = `/desk/knowledge-editing/synonyms/shared/${synonymsKey}`;
      const { text: list } = await browser.get(`/desk/knowledge-editing/synonyms?authority=${dunmere}`);
      expect(list).to.include(address);
      const { text } = await browser.get(`${address}?authority=${dunmere}`);
      expect(text).to.include('snickelway, twitten');
      const sent = { authorityId: String(dunmere), number: '2', expectedVersion: hiddenField(text, 'expectedVersion') };
      expect((await browser.post(`${address}/go-back`, sent)).status).to.equal(303);
      expect((await browser.get(`${address}?authority=${dunmere}`)).text).to.include('uses it as it is');
    });
  });
});
