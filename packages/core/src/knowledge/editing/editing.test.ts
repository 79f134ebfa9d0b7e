import { expect } from 'chai';
import type { AppError } from '../../kernel/errors.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { publishVersion } from '../commands/publish-version.js';
import { restoreVersion } from '../commands/restore-version.js';
import { createArticle, reviseArticle } from '../commands/save-article.js';
import { saveSynonyms } from '../commands/save-synonyms.js';
import { withdrawArticle } from '../commands/withdraw-article.js';
import { getDraft, getVersion, listVersions } from './editing-queries.js';
import { getArticleByKey, searchKnowledge } from '../queries.js';
import { anArticle } from '../../testing/an-article.js';

onBothEngines('writing knowledge', (world) => {
  const editor = () => world().staff(['knowledge.edit', 'knowledge.read'], [dunmere]);
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: AppError) => error.code,
    );
  let keys = 0;
  const write = async (state: 'draft' | 'published') => {
    const article = anArticle({ key: `written-${(keys += 1)}`, title: `Written ${keys}` });
    const actor = await editor();
    return { actor, article, ...(await world().run(actor, createArticle, { authorityId: dunmere, article, state })) };
  };

  it('keeps a draft from advisers until it is published', async () => {
    const { actor, article, id, version } = await write('draft');
    const read = () => codeOf(world().read(actor, getArticleByKey, { key: article.key, authorityId: dunmere }));
    expect(await read()).to.equal('not_found');
    await world().run(actor, publishVersion, { id, expectedVersion: version });
    expect(await read()).to.equal('done');
  });

  it('leaves what is published alone while an editor drafts', async () => {
    const { actor, article, id, version } = await write('published');
    const changed = { ...article, title: 'Another title' };
    await world().run(actor, reviseArticle, { id, expectedVersion: version, article: changed, state: 'draft' });
    const published = await world().read(actor, getArticleByKey, { key: article.key, authorityId: dunmere });
    expect(published.content.title).to.equal(article.title);
    expect((await world().read(actor, getDraft, { id })).newest.content.title).to.equal('Another title');
  });

  it('refuses a second article of the same key', async () => {
    const { actor, article } = await write('draft');
    const again = world().run(actor, createArticle, { authorityId: dunmere, article, state: 'draft' });
    expect(await codeOf(again)).to.equal('article_key_taken');
  });

  it('lets one of two editors win and tells the other', async () => {
    const { actor, article, id, version } = await write('published');
    const save = (title: string) =>
      codeOf(
        world().run(actor, reviseArticle, {
          id,
          expectedVersion: version,
          article: { ...article, title },
          state: 'published',
        }),
      );
    const outcomes = await Promise.all([save('First'), save('Second')]);
    expect(outcomes.sort()).to.deep.equal(['done', 'stale_version']);
  });

  it('lets one of two editors write an article of a key, and one save the first list of synonyms', async () => {
    const actor = await editor();
    const article = anArticle({ key: 'written-twice' });
    const write = () =>
      codeOf(world().run(actor, createArticle, { authorityId: dunmere, article, state: 'published' }));
    expect((await Promise.all([write(), write()])).sort()).to.deep.equal(['article_key_taken', 'done']);
    const input = { authorityId: dunmere, expectedVersion: 0, groups: [['ginnel', 'alley']] };
    const saving = () => codeOf(world().run(actor, saveSynonyms, input));
    expect((await Promise.all([saving(), saving()])).sort()).to.deep.equal(['done', 'stale_version']);
  });

  it('keeps every version and brings one back as a draft', async () => {
    const { actor, article, id, version } = await write('published');
    const changed = { ...article, summary: 'Quite another summary.' };
    await world().run(actor, reviseArticle, { id, expectedVersion: version, article: changed, state: 'published' });
    await world().run(actor, restoreVersion, { id, expectedVersion: version + 1, number: 1 });
    const { versions } = await world().read(actor, listVersions, { id });
    expect(versions.map(({ number, isPublished }) => [number, isPublished])).to.deep.equal([
      [3, false],
      [2, true],
      [1, false],
    ]);
    expect(versions[0]?.content.summary).to.equal(article.summary);
    expect(await codeOf(world().read(actor, getVersion, { id, number: 9 }))).to.equal('article_version_not_found');
  });

  it('publishes what was withdrawn again', async () => {
    const { actor, id, version } = await write('published');
    await world().run(actor, withdrawArticle, { id, expectedVersion: version });
    expect(await codeOf(world().run(actor, withdrawArticle, { id, expectedVersion: version + 1 }))).to.equal(
      'not_found',
    );
    const { version: now } = await world().run(actor, publishVersion, { id, expectedVersion: version + 1 });
    expect(now).to.equal(version + 2);
    const hits = await world().read(actor, searchKnowledge, { words: `written ${keys}`, authorityId: dunmere });
    expect(hits.map((hit) => hit.id)).to.include(id);
  });

  it('keeps another authority’s editors out', async () => {
    const { id, version, article } = await write('published');
    const stranger = await world().staff(['knowledge.edit', 'knowledge.read'], [castlebridge]);
    const base = { id, expectedVersion: version };
    const attempts = [
      world().run(stranger, reviseArticle, { ...base, article, state: 'published' }),
      world().run(stranger, publishVersion, base),
      world().run(stranger, restoreVersion, { ...base, number: 1 }),
      world().run(stranger, withdrawArticle, base),
      world().read(stranger, getDraft, { id }),
      world().read(stranger, listVersions, { id }),
      world().read(stranger, getVersion, { id, number: 1 }),
    ];
    expect(await Promise.all(attempts.map(codeOf))).to.deep.equal(attempts.map(() => 'not_found'));
    const reader = await world().staff(['knowledge.read'], [dunmere]);
    const refused = world().run(reader, reviseArticle, { ...base, article, state: 'published' });
    expect(await codeOf(refused)).to.equal('not_allowed');
  });
});
