import { expect } from 'chai';
import { systemActor, type StaffActor } from '../../kernel/actor.js';
import { everyAuthority } from '../../kernel/scope.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../../testing/http.js';
import { digest } from '../../kernel/digest.js';
import { forgetWord } from '../commands/forget-word.js';
import { judgeWord } from '../commands/judge-word.js';
import { learnEnquiries } from '../commands/learn-enquiries.js';
import { publishArticle } from '../commands/publish-article.js';
import { listLearnedWords } from './learned-words-queries.js';
import { searchKnowledge } from '../queries.js';
import { anArticle } from '../../testing/an-article.js';

const system = systemActor('test set-up');

onBothEngines('learned words', (world) => {
  let editor: StaffActor;
  let answerId: string;
  before(async () => {
    const permissions = ['knowledge.edit', 'knowledge.read', 'services.read'];
    editor = await world().staff(permissions, [dunmere, partnership]);
    const article = anArticle({ key: 'foxes', title: 'Urban foxes', keywords: ['wildlife', 'animals', 'foxes'] });
    ({ id: answerId } = await world().run(system, publishArticle, { authorityId: partnership, article }));
  });
  const learn = (words: string, customers: readonly string[]) =>
    world().run(editor, learnEnquiries, {
      authorityId: dunmere,
      items: customers.map((customer) => ({ words, customer, articleKey: 'foxes' })),
    });
  const listed = async (show: 'undecided' | 'approved' | 'refused' = 'undecided') =>
    (await world().read(editor, listLearnedWords, { authorityId: dunmere, show })).words.map(
      ({ word, customers, answer }) => [word, customers, answer],
    );
  const finds = async (words: string): Promise<string[]> =>
    (await world().read(editor, searchKnowledge, { words, authorityId: dunmere })).map(({ key }) => key);
  const wordOf = (stem: string) => ({ authorityId: dunmere, answerId, stem });

  it('are shown once three different customers used them, and never before', async () => {
    await learn('reynard Bartholomew', ['one', 'one', 'two']);
    expect(await listed()).to.deep.equal([]);
    await learn('reynard', ['three']);
    expect(await listed()).to.deep.equal([['reynard', 3, 'Urban foxes']]);
  });

  it('raise no answer any more once they are refused, however many use them, and do again when approved', async () => {
    expect(await finds('reynard')).to.deep.equal(['foxes']);
    const judge = { ...wordOf('reynard'), before: 'undecided', decision: 'refused' } as const;
    await world().run(editor, judgeWord, judge);
    await learn('reynard', ['four', 'five']);
    expect(await finds('reynard')).to.deep.equal([]);
    expect(await listed('refused')).to.deep.equal([['reynard', 5, 'Urban foxes']]);
    await world().run(editor, judgeWord, { ...judge, before: 'refused', decision: 'approved' });
    expect(await finds('reynard')).to.deep.equal(['foxes']);
    const [first] = await auditOf(world(), digest('reynard'));
    expect([first?.action, first?.details]).to.deep.equal([
      'knowledge.judge-word',
      { answerId, decision: 'refused', customers: 3 },
    ]);
  });

  it('are decided about by the first of two editors', async () => {
    await learn('cub', ['one', 'two', 'three']);
    const judge = (decision: 'approved' | 'refused') =>
      world().run(editor, judgeWord, { ...wordOf('cub'), before: 'undecided', decision });
    const both = await Promise.allSettled([judge('approved'), judge('refused')]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await errorOf(judge('approved'))).code).to.equal('stale_version');
  });

  it('are out of the examples once they are forgotten, and count anew', async () => {
    await learn('zebedee vixen', ['one', 'two', 'three']);
    expect(await finds('zebedee')).to.deep.equal(['foxes']);
    const [stem] = (await world().read(editor, listLearnedWords, { authorityId: dunmere })).words
      .filter(({ word }) => word === 'zebedee')
      .map((each) => each.stem);
    await world().run(editor, forgetWord, wordOf(stem ?? ''));
    expect(await finds('zebedee')).to.deep.equal([]);
    const db = world().kernel.db.read(everyAuthority);
    for (const table of ['search_examples', 'search_words', 'search_lesson_words'])
      expect(JSON.stringify(await db.rows(db.from(table))), table).to.not.include(stem);
    await learn('zebedee', ['ten']);
    expect(await finds('zebedee'), 'one customer is not several').to.deep.equal([]);
    await learn('zebedee', ['eleven', 'twelve']);
    expect(await finds('zebedee')).to.deep.equal(['foxes']);
  });

  it('are looked at by editors, in their own council, and only those that are shown', async () => {
    const abroad = await world().staff(['knowledge.edit'], [castlebridge]);
    const reader = await world().staff(['knowledge.read'], [dunmere]);
    const judge = { ...wordOf('reynard'), before: 'approved', decision: 'refused' } as const;
    expect((await errorOf(world().run(abroad, judgeWord, judge))).code).to.equal('not_found');
    expect((await errorOf(world().run(abroad, forgetWord, wordOf('reynard')))).code).to.equal('not_found');
    expect((await errorOf(world().read(abroad, listLearnedWords, { authorityId: dunmere }))).code).to.equal(
      'not_found',
    );
    expect((await errorOf(world().run(reader, judgeWord, judge))).code).to.equal('not_allowed');
    const single = { ...judge, stem: 'bartholomew', before: 'undecided' } as const;
    expect((await errorOf(world().run(editor, judgeWord, single))).code).to.equal('not_found');
    expect((await errorOf(world().run(editor, forgetWord, wordOf('bartholomew')))).code).to.equal('not_found');
    const wrong = { ...judge, decision: 'perhaps' } as never;
    expect((await errorOf(world().run(editor, judgeWord, wrong))).faults.map(({ field }) => field)).to.deep.equal([
      'decision',
    ]);
  });

  describe('at the desk', () => {
    let http: TestHttp;
    before(async () => {
      http = await startHttp(world());
    });
    after(() => http.close());

    it('are approved by a button, and a colleague who was faster is not overruled', async () => {
      await learn('brush tail', ['one', 'two', 'three']);
      const roles = [['dunmere', 'knowledge-editor'] as const];
      const browser = await http.signIn((await addPerson(world(), { roles })).personId);
      const page = await browser.get('/desk/knowledge-editing/learned');
      expect(page.text).to.include('brush').and.include('3 customers').and.not.include('artholomew');
      const form = { authorityId: String(dunmere), answerId, stem: 'brush', before: 'undecided' };
      const done = await browser.post('/desk/knowledge-editing/learned', { ...form, does: 'approved' });
      expect(done.status).to.equal(303);
      const late = await browser.post('/desk/knowledge-editing/learned', { ...form, does: 'refused' });
      expect([late.status, late.text.includes('Somebody else decided about that word meanwhile')]).to.deep.equal([
        409,
        true,
      ]);
      expect((await browser.get('/desk/knowledge-editing/learned?show=approved')).text).to.include('brush');
    });
  });
});
