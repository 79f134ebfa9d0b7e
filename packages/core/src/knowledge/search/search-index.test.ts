import { expect } from 'chai';
import fc from 'fast-check';
import type { SearchIndex, SearchQuery } from './search-index.js';
import { replaceLesson } from '../learning/learned-answers.js';
import { aDocument, exampleDocuments } from './search-index.examples.js';
import { addDocument, createSearchIndex, removeDocument, replaceDocument, search } from './search-index.js';

function find(index: SearchIndex, words: string, query: Partial<SearchQuery> = {}): string[] {
  return search(index, { words, authorityIds: [1], limit: 10, ...query }).map((hit) => hit.id);
}

describe('search index: what advisers type', () => {
  const index = createSearchIndex(exampleDocuments());
  const firsts: readonly (readonly [string, string])[] = [
    ['wheelie bin not emptied', 'missed-bin'],
    ['my bin wasnt collected', 'missed-bin'],
    ["my bin wasn't collected today", 'missed-bin'],
    ['missed bins', 'missed-bin'],
    ['what to say about missed bins', 'missed-bin-script'],
    ['lampost broken', 'streetlight'],
    ['street light out', 'streetlight'],
    ['streetlights', 'streetlight'],
    ['pot holes', 'pothole'],
    ['potole', 'pothole'],
    ['cuoncil tax dicount single person', 'ctax-single'],
    ['ctax living on my own single', 'ctax-single'],
    ['recieve bill', 'ctax-bill'],
    ['recyc cent', 'recycling-centres'],
    ['when is the tip open', 'recycling-centres'],
    ['footway slab', 'pavement'],
    ['sofa pick up', 'bulky'],
    ['flytipping', 'fly-tipping'],
    ['someone dumped rubbish', 'fly-tipping'],
    ['parking ticket', 'pcn'],
    ['dog poo on the pavement', 'dog-fouling'],
    ['elector', 'vote'],
    ['CAFÉ rats', 'pests'],
    ['bluebadge', 'blue-badge'],
    ['housingbenefit', 'housing-benefit'],
    ['schol admision', 'school-place'],
  ];
  for (const [words, first] of firsts) {
    it(`puts ${first} first for "${words}"`, () => {
      expect(find(index, words)[0]).to.equal(first);
    });
  }

  it('finds documents that answer only some of the words', () => {
    expect(find(index, 'xylophone graffiti')).to.deep.equal(['graffiti']);
  });

  it('searches for stop words when nothing else was typed', () => {
    expect(find(index, 'what')).to.include('recycle-what');
  });

  it('finds nothing for no words, signs or words that nothing is like', () => {
    for (const words of ['', '  ', '?!', 'qqqqqqqqq', '\u0000']) expect(find(index, words)).to.deep.equal([]);
  });

  it('keeps to the kinds asked for', () => {
    expect(find(index, 'missed bin', { kinds: ['article'] })[0]).to.equal('missed-bin-script');
    expect(find(index, 'missed bin', { kinds: ['article'] })).not.to.include('missed-bin');
  });

  it('names the typed words that matched', () => {
    const [hit] = search(index, { words: 'xylophone bin emptied', authorityIds: [1], limit: 1 });
    expect(hit?.matchedWords).to.deep.equal(['bin', 'emptied']);
  });
});

describe('search index: ranking', () => {
  it('weighs title over keywords over summary over body', () => {
    const index = createSearchIndex([
      aDocument({ id: 'body', body: 'allotment' }),
      aDocument({ id: 'summary', summary: 'allotment' }),
      aDocument({ id: 'keywords', keywords: 'allotment' }),
      aDocument({ id: 'title', title: 'allotment' }),
    ]);
    expect(find(index, 'allotment')).to.deep.equal(['title', 'keywords', 'summary', 'body']);
  });

  it('prefers two words answered to one repeated', () => {
    const index = createSearchIndex([
      aDocument({ id: 'repeated', title: 'Garden garden garden', body: 'garden garden garden' }),
      aDocument({ id: 'both', title: 'Garden gate' }),
      aDocument({ id: 'other', title: 'Gate keeper' }),
    ]);
    expect(find(index, 'garden gate')[0]).to.equal('both');
  });

  it('lets a rare word count for more than a common one', () => {
    const common = Array.from({ length: 20 }, (_, n) => aDocument({ id: `c${n}`, title: 'Council office' }));
    const index = createSearchIndex([...common, aDocument({ id: 'rare', title: 'Allotment office' })]);
    expect(find(index, 'council allotment')[0]).to.equal('rare');
  });

  it('ranks an expired document below a live one, and still finds it', () => {
    const index = createSearchIndex([
      aDocument({ id: 'a-expired', title: 'Library fines', expired: true }),
      aDocument({ id: 'b-live', title: 'Library fines, charges and how people pay them' }),
    ]);
    expect(find(index, 'library fines')).to.deep.equal(['b-live', 'a-expired']);
  });

  it('prefers what resolved enquiries more often', () => {
    const index = createSearchIndex([
      aDocument({ id: 'a', title: 'Library fines', solvedRate: 0.1 }),
      aDocument({ id: 'b', title: 'Library fines', solvedRate: 0.9 }),
    ]);
    expect(find(index, 'library')).to.deep.equal(['b', 'a']);
  });

  it('orders equal scores by title, then id', () => {
    const index = createSearchIndex([
      aDocument({ id: '3', title: 'Library beta' }),
      aDocument({ id: '2', title: 'Library alpha' }),
      aDocument({ id: '1', title: 'Library beta' }),
    ]);
    expect(find(index, 'library')).to.deep.equal(['2', '1', '3']);
  });

  it('finds what resolved enquiries with a word, even without the word', () => {
    const index = createSearchIndex(exampleDocuments());
    expect(find(index, 'moggy')).to.deep.equal([]);
    replaceLesson(index.learned, 'stray-dog', { examples: 1, words: [{ stem: 'moggi', uses: 0, approved: 1 }] });
    expect(find(index, 'moggy')).to.deep.equal(['stray-dog']);
  });

  it('takes the synonyms of the authority in place of its own', () => {
    const index = createSearchIndex(exampleDocuments(), { synonyms: [['ginnel', 'footpath']] });
    expect(find(index, 'ginnel')[0]).to.equal('footpath');
    expect(find(index, 'lamp post')).not.to.include('missed-bin');
    expect(find(createSearchIndex(exampleDocuments()), 'ginnel')).to.deep.equal([]);
  });

  it('finds a service by its LGSL number', () => {
    const index = createSearchIndex([aDocument({ id: 'one', title: 'Bins', lgsl: 524 }), aDocument({ id: 'two' })]);
    expect(find(index, '524')).to.deep.equal(['one']);
    expect(find(index, 'lgsl 525')).to.deep.equal(['one']);
    expect(find(index, '525')).to.deep.equal([]);
  });
});

describe('search index: who sees what', () => {
  it('shows a document only to the authorities that it is visible to', () => {
    const index = createSearchIndex([
      aDocument({ id: 'ours', title: 'Parking', authorityIds: [1] }),
      aDocument({ id: 'shared', title: 'Parking', authorityIds: [1, 2] }),
      aDocument({ id: 'theirs', title: 'Parking', authorityIds: [2] }),
      aDocument({ id: 'nobody', title: 'Parking', authorityIds: [] }),
    ]);
    expect(find(index, 'parking')).to.deep.equal(['ours', 'shared']);
    expect(find(index, 'parking', { authorityIds: [2] })).to.deep.equal(['shared', 'theirs']);
    expect(find(index, 'parking', { authorityIds: [1, 2] })).to.deep.equal(['ours', 'shared', 'theirs']);
    expect(find(index, 'parking', { authorityIds: [] })).to.deep.equal([]);
  });

  it('fills the limit from visible documents when hidden ones rank higher', () => {
    const hidden = Array.from({ length: 30 }, (_, n) => {
      return aDocument({ id: `h${n}`, title: 'Parking permit', authorityIds: [2] });
    });
    const index = createSearchIndex([...hidden, aDocument({ id: 'ours', body: 'about parking' })]);
    expect(find(index, 'parking permit', { limit: 3 })).to.deep.equal(['ours']);
  });
});

describe('search index: changes', () => {
  it('finds a document under its new words only, once replaced', () => {
    const index = createSearchIndex(exampleDocuments());
    replaceDocument(index, aDocument({ id: 'taxi', title: 'Zeppelin pilots' }));
    expect(find(index, 'zeppelin')).to.deep.equal(['taxi']);
    expect(find(index, 'private hire')).not.to.include('taxi');
  });

  it('no longer finds a removed document, nor takes its words as known', () => {
    const index = createSearchIndex(exampleDocuments());
    removeDocument(index, 'graffiti');
    removeDocument(index, 'graffiti');
    expect(find(index, 'graffiti')).to.deep.equal([]);
    expect(index.vocabulary.words.has('graffiti')).to.equal(false);
  });

  it('refuses to add an id twice', () => {
    const index = createSearchIndex([aDocument({ id: 'one' })]);
    expect(() => addDocument(index, aDocument({ id: 'one' }))).to.throw('replaceDocument');
  });

  it('answers alike however the documents came in', () => {
    const documents = exampleDocuments();
    const queries = ['bin', 'cuoncil tax', 'report', 'missed bin collecton', 'park', 'apply for a permit'];
    const expected = createSearchIndex(documents);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(documents, { minLength: documents.length }),
        fc.subarray(documents),
        (order, churned) => {
          const index = createSearchIndex(order);
          for (const document of churned) {
            find(index, document.title);
            removeDocument(index, document.id);
          }
          for (const document of [...churned].reverse()) addDocument(index, document);
          for (const words of queries) {
            const query = { words, authorityIds: [1], limit: 8 };
            expect(search(index, query)).to.deep.equal(search(expected, query));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('answers any text whatever without failing', () => {
    const index = createSearchIndex(exampleDocuments());
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (words) => find(index, words).length <= 10));
    expect(find(index, 'bin '.repeat(5_000)).length).to.equal(10);
  });
});
