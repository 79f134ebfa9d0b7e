import { expect } from 'chai';
import fc from 'fast-check';
import { bodyText, readBody, articleValues } from './article-values.js';
import { compareArticles } from './compare-articles.js';
import { articleFrom, formFaults } from './read-article-form.js';
import { anArticle } from '../../testing/an-article.js';
import { knowledgeArticle } from '../types.js';

const full = anArticle({
  script: {
    steps: [
      { text: 'Look', say: 'One moment', showFact: 'collection-day' },
      { text: 'Ask', ask: 'Which bin?', when: { fact: 'assisted-bin', is: 'yes' } },
      { text: 'Tell', when: { fact: 'ward', in: ['North', 'South'] } },
      { text: 'End', when: { fact: 'ward', known: false } },
    ],
  },
  body: [
    { heading: 'Why', paragraphs: ['One.', 'Two.'], items: ['First', 'Second'] },
    { heading: 'How', paragraphs: ['Three.'] },
  ],
  variants: [{ authority: 'dunmere', summary: 'Ours.' }],
  welsh: {
    title: 'Bin',
    summary: 'Crynodeb.',
    script: { steps: [{ text: 'Cam' }] },
    body: [{ paragraphs: ['Cefndir.'] }],
  },
});

describe('the form of an article', () => {
  for (const part of ['article', 'cy', 'dunmere'])
    it(`gives back what it was filled with: ${part}`, () => {
      expect(knowledgeArticle.parse(articleFrom(articleValues(full, part), part, full))).to.deep.equal(full);
    });

  it('takes away wording of which nothing is left', () => {
    const without = articleFrom({ summary: '', body: '' }, 'dunmere', full);
    expect(knowledgeArticle.parse(without).variants).to.deep.equal([]);
    expect(articleFrom({ title: '', summary: '', body: '' }, 'cy', full)).not.to.have.property('welsh');
  });

  it('passes over steps left empty', () => {
    const { script } = articleFrom({ 'step.0.text': 'One', 'step.4.text': 'Two' }, 'article', {});
    expect(script).to.deep.equal({ steps: [{ text: 'One' }, { text: 'Two' }] });
  });

  it('names the field, and the row, of each fault', () => {
    const typed = { 'step.0.text': 'One', 'step.4.say': 'Hello' };
    const faults = [
      { field: 'article.reviewOn', message: 'Enter a date' },
      { field: 'article.script.steps.1.text', message: 'Enter a value' },
      { field: 'article.welsh.summary', message: 'Enter a value' },
    ];
    expect(formFaults(faults, typed)).to.deep.equal([
      { field: 'reviewOn', message: 'Review by: Enter a date' },
      { field: 'step.4.text', message: 'Step 5: Enter what to do' },
      { field: 'summary', message: 'Enter the summary' },
    ]);
  });

  it('reads any background without losing a word', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const section = fc.record({
      heading: word,
      paragraphs: fc.array(word, { minLength: 1 }),
      items: fc.array(word, { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(section, { minLength: 1 }), (body) => {
        expect(readBody(bodyText(body))).to.deep.equal(body);
      }),
    );
  });

  it('joins the lines of a paragraph that was typed over several', () => {
    expect(readBody('one\ntwo\n\n- a\n- b\nthree')).to.deep.equal([
      { paragraphs: ['one two'], items: ['a', 'b three'] },
    ]);
  });
});

describe('comparing two versions', () => {
  it('says nothing of what is the same', () => {
    expect(compareArticles(full, full)).to.deep.equal([]);
  });

  it('says what was and what is', () => {
    const changed = { ...full, title: 'Another', script: { steps: full.script.steps.slice(0, 3) } };
    expect(compareArticles(full, changed)).to.deep.equal([
      { label: 'Title', was: full.title, is: 'Another' },
      { label: 'Step 4', was: 'End\nWhen ward is not known', is: '' },
    ]);
  });
});
