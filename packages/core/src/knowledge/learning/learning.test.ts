import { expect } from 'chai';
import type { z } from 'zod';
import { systemActor } from '../../kernel/actor.js';
import type { AppError } from '../../kernel/errors.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { closeGap } from '../commands/close-gap.js';
import { forgetEnquiries } from '../commands/forget-enquiries.js';
import { learnEnquiries } from '../commands/learn-enquiries.js';
import { logGap } from '../commands/log-gap.js';
import { publishArticle } from '../commands/publish-article.js';
import { listGaps } from '../editing/editing-queries.js';
import { searchKnowledge } from '../queries.js';
import { anArticle } from '../../testing/an-article.js';
import { codeOf } from '../../testing/expectations.js';

const system = systemActor('test set-up');

onBothEngines('what the search learns', (world) => {
  const editor = (authorityId: number) =>
    world().staff(
      ['knowledge.edit', 'knowledge.read', 'knowledge.report', 'services.read'],
      [authorityId, partnership],
    );
  const keysFor = async (words: string, authorityId = dunmere): Promise<string[]> => {
    const hits = await world().read(await editor(authorityId), searchKnowledge, { words, authorityId });
    return hits.map((hit) => hit.key);
  };
  const said = (words: string, customer: string, articleKey = 'foxes') => ({ words, customer, articleKey });
  const learn = async (items: z.input<typeof learnEnquiries.input>['items'], authorityId = dunmere) =>
    await world().run(await editor(authorityId), learnEnquiries, { authorityId, items });

  before(async () => {
    for (const [key, title] of [
      ['foxes', 'Urban foxes'],
      ['seagulls', 'Nesting gulls'],
    ]) {
      const article = anArticle({ key, title, keywords: ['wildlife', 'animals', `about ${key}`] });
      await world().run(system, publishArticle, { authorityId: partnership, article });
    }
  });

  it('raises an answer for a word only once several different customers used it', async () => {
    await learn([said('a reynard in my shed', 'one'), said('reynard again', 'one'), said('reynard', 'two')]);
    expect(await keysFor('reynard')).to.deep.equal([]);
    await learn([said('reynard by the bins', 'three')]);
    expect(await keysFor('reynard')).to.deep.equal(['foxes']);
  });

  it('raises it at once for words that an editor vouches for', async () => {
    expect(await keysFor('vixen')).to.deep.equal([]);
    await learn([{ words: 'there is a vixen', articleKey: 'foxes' }]);
    expect(await keysFor('vixen')).to.deep.equal(['foxes']);
  });

  it('learns the same source once', async () => {
    const items = [{ words: 'squawking', articleKey: 'seagulls', sourceId: 'call-1' }];
    expect(await learn(items)).to.deep.equal({ learned: 1 });
    expect(await learn(items)).to.deep.equal({ learned: 0 });
  });

  it('forgets what some sources said as if they had never said it, and keeps what others did', async () => {
    const from = (sourceId: string, words: string, customer: string, articleKey?: string) => ({
      ...said(words, customer, articleKey),
      sourceId,
    });
    const gap = async (sourceId: string, words: string, customer: string) =>
      world().run(await editor(dunmere), logGap, { authorityId: dunmere, words, customer, sourceId });
    await learn([
      from('a', 'badger setts', 'five'),
      from('b', 'badgers', 'six'),
      from('c', 'otters', 'five', 'seagulls'),
    ]);
    await gap('d', 'badger cull', 'five');
    const before = await counts();
    await learn([
      ...[from('e', 'badger Zenobia', 'five'), from('f', 'Zenobia otters', 'five')],
      ...[from('g', 'badger', 'seven'), from('h', 'otters', 'six', 'seagulls')],
    ]);
    await gap('i', 'Zenobia cull', 'five');
    await gap('j', 'cull', 'eight');
    expect(await counts()).to.not.deep.equal(before);
    const sourceIds = ['e', 'f', 'g', 'h', 'i', 'j', 'unknown'];
    const forget = async (authorityId: number) =>
      world().run(await editor(authorityId), forgetEnquiries, { authorityId, sourceIds });
    expect(await forget(castlebridge), 'of another authority').to.deep.equal({ forgotten: 0 });
    expect(await forget(dunmere)).to.deep.equal({ forgotten: 6 });
    expect(await counts()).to.deep.equal(before);
    expect(await forget(dunmere)).to.deep.equal({ forgotten: 0 });
    expect(JSON.stringify(await counts())).to.not.include('zenobia');
  });

  /** All that is counted and kept, without when. */
  const counts = async () => {
    const db = world().kernel.db.read({ authorityIds: 'all', grants: [] });
    const sorted = async (table: string, columns: string[]) =>
      (await db.rows<object>(db.from(table).select(columns))).map((row) => JSON.stringify(row)).sort();
    return {
      examples: await sorted('search_examples', ['source_id', 'answer_id', 'customer', 'stems']),
      gaps: await sorted('search_gaps', ['source_id', 'customer', 'stems']),
      lessons: await sorted('search_lessons', ['answer_id', 'examples']),
      lessonWords: await sorted('search_lesson_words', ['answer_id', 'stem', 'uses', 'approved']),
      words: await sorted('search_words', ['stem', 'word', 'customers', 'gap_customers', 'gaps']),
    };
  };

  it('keeps no phrasing and no numbers', async () => {
    await learn([said('ring Zebedee on 01632960001 about foxes at AB1 2CD', 'four')]);
    const rows = await world()
      .kernel.db.read({ authorityIds: 'all', grants: [] })
      .rows<{ stems: string }>(
        world().kernel.db.read({ authorityIds: 'all', grants: [] }).from('search_examples').select('stems'),
      );
    const last = rows.map((row) => row.stems).find((stems) => stems.includes('zebede'));
    expect(JSON.parse(last ?? '[]')).to.deep.equal(['fox', 'ring', 'zebede']);
  });

  it('names each enquiry whose answer cannot be found', async () => {
    const own = anArticle({ key: 'castle-only', title: 'Castle pigeons' });
    await world().run(system, publishArticle, { authorityId: castlebridge, article: own });
    const work = learn([said('pigeons', 'one'), said('pigeons', 'two', 'castle-only')]);
    const error = await work.then(
      () => undefined,
      (caught: AppError) => caught,
    );
    expect(error?.code).to.equal('bad_input');
    expect(error?.faults.map(({ field }) => field)).to.deep.equal(['items.1.articleKey']);
  });

  it('teaches only where the editor edits', async () => {
    const items = [said('x marks', 'one')];
    const work = world().run(await editor(dunmere), learnEnquiries, { authorityId: castlebridge, items });
    expect(await codeOf(work)).to.equal('not_found');
    const reader = await world().staff(['knowledge.read'], [dunmere]);
    expect(await codeOf(world().run(reader, learnEnquiries, { authorityId: dunmere, items }))).to.equal('not_allowed');
  });

  it('lists a word as a gap once several different customers found nothing with it, and no other', async () => {
    const adviser = await world().staff(['knowledge.report'], [dunmere, castlebridge]);
    const miss = (words: string, customer: string, authorityId: number = dunmere) =>
      world().run(adviser, logGap, { authorityId, words, customer });
    const gaps = async (authorityId: number) =>
      await world().read(await editor(authorityId), listGaps, { authorityId });
    await miss('my axolotl Bartholomew', 'one');
    await miss('axolotl tank', 'two');
    await miss('axolotl', 'two');
    expect(await gaps(dunmere)).to.deep.equal([]);
    await miss('an axolotl', 'three');
    expect((await gaps(dunmere)).map(({ word, customers, gaps: count }) => [word, customers, count])).to.deep.equal([
      ['axolotl', 3, 4],
    ]);
    expect(await gaps(castlebridge)).to.deep.equal([]);
    const stem = (await gaps(dunmere))[0]?.stem ?? '';
    expect(await codeOf(world().run(adviser, closeGap, { authorityId: dunmere, stem }))).to.equal('not_allowed');
    await world().run(await editor(dunmere), closeGap, { authorityId: dunmere, stem });
    expect(await gaps(dunmere)).to.deep.equal([]);
  });

  it('closes no gap that is not shown', async () => {
    const work = world().run(await editor(dunmere), closeGap, { authorityId: dunmere, stem: 'bartholomew' });
    expect(await codeOf(work)).to.equal('not_found');
  });
});
