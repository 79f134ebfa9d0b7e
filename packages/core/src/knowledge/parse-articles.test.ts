import { expect } from 'chai';
import { stringify } from 'yaml';
import { parseArticles } from './parse-articles.js';

describe('parseArticles', () => {
  it('reads a list of articles', () => {
    const { articles, faults } = parseArticles(listOf(anArticle()));

    expect(faults).to.deep.equal([]);
    expect(articles.map((article) => article.key)).to.deep.equal(['lost-glove']);
  });

  it('names the article, the field and the fix of every fault, and keeps the sound articles', () => {
    const wordy = anArticle({ key: 'wordy', title: 'x'.repeat(91), owner: 'waste' });
    const ownerless = anArticle({ ownerTeam: undefined });

    const { articles, faults } = parseArticles(listOf(wordy, ownerless, anArticle({ key: 'sound' })));

    expect(articles.map((article) => article.key)).to.deep.equal(['sound']);
    expect(faults).to.have.lengthOf(3);
    expect(faults[0]).to.match(/^wordy: title: /);
    expect(faults[1]).to.equal('wordy: Remove owner: an article has no such field');
    expect(faults[2]).to.equal('lost-glove: ownerTeam: Give this: it is missing');
  });

  it('numbers an article that has no key', () => {
    const { faults } = parseArticles(listOf(anArticle(), anArticle({ key: undefined })));

    expect(faults).to.deep.equal(['Article 2: key: Give this: it is missing']);
  });

  it('refuses markup, which would be printed as it stands', () => {
    for (const markup of ['**Stop**', '<b>Stop</b>', '# Stop', '- Stop', '[Stop](https://stop.example)']) {
      const { faults } = parseArticles(listOf(anArticle({ summary: markup })));
      expect(faults, markup).to.deep.equal(['lost-glove: summary: Write plain text, without markup']);
    }
  });

  it('refuses a condition with two tests of a fact, or none', () => {
    for (const tests of [{}, { is: 'yes', known: true }]) {
      const script = { steps: [{ text: 'Look', when: { fact: 'assisted-bin', ...tests } }] };
      const { faults } = parseArticles(listOf(anArticle({ script })));
      expect(faults).to.deep.equal([
        'lost-glove: script.steps.0.when: Name the fact and give one test of it: is, isNot, in or known',
      ]);
    }
  });

  it('refuses a review date that is not after the date of effect', () => {
    const { faults } = parseArticles(listOf(anArticle({ effectiveOn: '2026-04-01', reviewOn: '2026-04-01' })));

    expect(faults).to.deep.equal(['lost-glove: reviewOn: Enter a review date after the date the article takes effect']);
  });

  it('refuses two variants for one authority', () => {
    const variants = [
      { authority: 'dunmere', summary: 'Ours' },
      { authority: 'dunmere', summary: 'Ours too' },
    ];

    const { faults } = parseArticles(listOf(anArticle({ variants })));

    expect(faults).to.deep.equal(['lost-glove: variants: Give each authority one variant']);
  });

  it('says what is wrong with a file that is not a list of articles', () => {
    expect(parseArticles('key: lost-glove').faults).to.deep.equal(['The file holds no list of articles']);
    expect(parseArticles('- key: [').faults).to.have.lengthOf.at.least(1);
    expect(parseArticles(aliasesOfAliases()).faults).to.deep.equal([
      'Write out what *aliases stand for: there are too many',
    ]);
    expect(parseArticles('').faults).to.deep.equal(['The file holds no list of articles']);
  });
});

function aliasesOfAliases(): string {
  const levels = Array.from({ length: 8 }, (_, level) => {
    const filling = level === 0 ? 'lol' : `*a${level - 1}`;
    return `- &a${level} [${Array(9).fill(filling).join(', ')}]`;
  });
  return levels.join('\n');
}

function listOf(...articles: object[]): string {
  return stringify(articles);
}

function anArticle(changes: Record<string, unknown> = {}): object {
  return {
    key: 'lost-glove',
    title: 'Lost glove',
    summary: 'Gloves found in the town hall are kept for a month.',
    keywords: ['glove', 'mitten', 'lost property'],
    audience: ['district'],
    lgsl: [1515],
    script: { steps: [{ text: 'Ask which hand.', ask: 'Is it a left or a right?' }] },
    body: [{ paragraphs: ['Ask at the counter.'] }],
    outcomeHint: 'answer',
    effectiveOn: '2026-04-01',
    reviewOn: '2027-03-31',
    ownerTeam: 'customer-services',
    ...changes,
  };
}
