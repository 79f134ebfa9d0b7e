import { expect } from 'chai';
import { castlebridge, dunmere, onBothEngines, partnership, westmoor } from '../testing/harness.js';
import { publishService } from '../services/index.js';
import { systemActor } from '../kernel/actor.js';
import { publishArticle } from './commands/publish-article.js';
import { withdrawArticle } from './commands/withdraw-article.js';
import { getArticle, getArticleByKey, searchKnowledge } from './queries.js';
import { anArticle } from '../testing/an-article.js';
import { codeOf } from '../testing/expectations.js';

const system = systemActor('test set-up');

const bulkyWaste = {
  key: 'bulky',
  name: 'Bulky waste collection',
  group: 'Bins and recycling',
  summary: 'Have large things collected.',
  tier: ['district'],
  keywords: ['sofa'],
  identityLevel: { log: 'none', disclose: 'basic' },
  form: { questions: [] },
  location: { kind: 'address', required: true },
  lifecycle: 'field-work',
  outcomes: [{ key: 'collected', label: 'Collected', publicLabel: 'We collected it' }],
  sla: { target: { amount: 5, unit: 'working-days' }, calendar: 'crews' },
  routing: [{ team: 'waste' }],
  summaryTemplate: 'Bulky waste',
  retentionClass: 'case',
};

onBothEngines('knowledge', (world) => {
  const reader = (authorityId: number) => world().staff(['knowledge.read'], [authorityId, partnership]);

  before(async () => {
    await world().run(system, publishArticle, { authorityId: partnership, article: anArticle() });
    await world().run(system, publishArticle, {
      authorityId: castlebridge,
      article: anArticle({ key: 'castle-bins', title: 'Castlebridge bins in the old town', audience: ['unitary'] }),
    });
    const definition = bulkyWaste;
    await world().run(system, publishService, { authorityId: dunmere, definition });
  });

  it('finds a shared article for the tiers that its audience names, and for no other', async () => {
    const titles = async (authorityId: number): Promise<string[]> => {
      const hits = await world().read(await reader(authorityId), searchKnowledge, {
        words: 'wheelie bin not emptied',
        authorityId,
        kind: 'article',
      });
      return hits.map((hit) => hit.key);
    };
    expect(await titles(dunmere)).to.deep.equal(['missed-bin']);
    expect(await titles(castlebridge)).to.have.members(['missed-bin', 'castle-bins']);
    expect(await titles(westmoor)).to.deep.equal([]);
  });

  it('finds services and articles together', async () => {
    const hits = await world().read(await reader(dunmere), searchKnowledge, {
      words: 'my old sofa',
      authorityId: dunmere,
    });
    expect(hits.map(({ kind, key }) => [kind, key])).to.deep.equal([['service', 'bulky']]);
  });

  it('searches for no authority in which the reader has no role', async () => {
    const search = world().read(await reader(dunmere), searchKnowledge, { words: 'bin', authorityId: castlebridge });
    expect(await codeOf(search)).to.equal('not_found');
  });

  it('hides another authority’s own article by id and by key', async () => {
    const own = await world().read(await reader(castlebridge), getArticleByKey, {
      key: 'castle-bins',
      authorityId: castlebridge,
    });
    const actor = await reader(dunmere);
    expect(await codeOf(world().read(actor, getArticle, { id: own.id }))).to.equal('not_found');
    expect(await codeOf(world().read(actor, getArticleByKey, { key: 'castle-bins', authorityId: dunmere }))).to.equal(
      'not_found',
    );
  });

  it('finds new wording at once after publishing, and nothing after withdrawal', async () => {
    const article = anArticle({
      key: 'hedgehogs',
      title: 'Hedgehogs in the compost',
      keywords: ['hedgehog', 'wildlife', 'compost'],
    });
    const editor = await world().staff(['knowledge.edit', 'knowledge.read'], [dunmere]);
    const { id } = await world().run(editor, publishArticle, { authorityId: dunmere, article });
    const find = () => world().read(editor, searchKnowledge, { words: 'hedgehog', authorityId: dunmere });
    expect((await find()).map((hit) => hit.key)).to.deep.equal(['hedgehogs']);
    expect(await codeOf(world().run(editor, withdrawArticle, { id, expectedVersion: 9 }))).to.equal('stale_version');
    await world().run(editor, withdrawArticle, { id, expectedVersion: 1 });
    expect(await find()).to.deep.equal([]);
  });

  it('finds what was committed after something that was written later', async () => {
    const editor = await world().staff(['knowledge.edit', 'knowledge.read'], [dunmere]);
    const publish = (key: string) =>
      world().run(editor, publishArticle, { authorityId: dunmere, article: anArticle({ key, title: key }) });
    const find = (words: string) => world().read(editor, searchKnowledge, { words, authorityId: dunmere });
    await publish('periwinkle');
    await find('periwinkle');
    world().clock.advance(-30_000);
    await publish('tamarisk');
    world().clock.advance(30_000);
    expect((await find('tamarisk')).map((hit) => hit.key)).to.deep.equal(['tamarisk']);
  });

  it('lets only editors publish, and only where they edit', async () => {
    const article = anArticle({ key: 'mine' });
    expect(
      await codeOf(world().run(await reader(dunmere), publishArticle, { authorityId: dunmere, article })),
    ).to.equal('not_allowed');
    const editor = await world().staff(['knowledge.edit'], [dunmere]);
    expect(await codeOf(world().run(editor, publishArticle, { authorityId: westmoor, article }))).to.equal(
      'not_allowed',
    );
  });
});
