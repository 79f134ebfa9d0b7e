import { expect } from 'chai';
import { compileSynonyms, councilSynonyms, findMeanings } from './synonyms.js';
import { joinedStemOf, splitWords, stemOf, subjectWords } from '../../kernel/search/search-words.js';
import { markMatches } from './mark-matches.js';

describe('search words', () => {
  it('folds case, accents, apostrophes and full-width letters', () => {
    expect(splitWords("Wasn't the Café’s ＢＩＮ—emptied?")).to.deep.equal(['wasnt', 'the', 'cafes', 'bin', 'emptied']);
  });

  it('keeps stop words only when there is nothing else', () => {
    expect(subjectWords(['my', 'bin', 'was', 'not', 'emptied'])).to.deep.equal(['bin', 'emptied']);
    expect(subjectWords(['who', 'are', 'you'])).to.deep.equal(['who', 'are', 'you']);
  });

  it('gives one stem to a word, its plural, and its two halves', () => {
    expect(stemOf('potholes')).to.equal(stemOf('pothole'));
    expect(joinedStemOf(['pot', 'holes'])).to.equal(stemOf('pothole'));
  });
});

describe('synonyms', () => {
  const table = compileSynonyms(councilSynonyms);

  it('reads a phrase both ways, joined or apart', () => {
    const meanings = (words: string[]) => findMeanings(table, words)?.map((meaning) => meaning.joined);
    expect(meanings(['lamp', 'post'])).to.include(stemOf('streetlight'));
    expect(meanings(['lamppost'])).to.include(stemOf('streetlight'));
    expect(meanings(['streetlight'])).to.include('lamppost');
  });

  it('leads from "not collected" to "missed" but not back', () => {
    expect(findMeanings(table, ['not', 'collected'])?.map((meaning) => meaning.joined)).to.include('miss');
    expect(findMeanings(table, ['missed'])?.flatMap((meaning) => meaning.stems)).not.to.include('collect');
  });

  it('has no group with fewer than two ways to say a thing', () => {
    for (const group of councilSynonyms) {
      const ways = new Set(group.map((entry) => joinedStemOf(splitWords(entry))));
      expect(ways.size, group.join(', ')).to.be.greaterThan(1);
    }
  });

  it('passes over empty entries', () => {
    expect(compileSynonyms([['', '  ', 'bin']]).meanings.get('bin')).to.deep.equal([]);
  });
});

describe('marking matches', () => {
  it('marks words by stem and leaves the text as it was', () => {
    const text = "The bin wasn't emptied. Binning!";
    const runs = markMatches(text, new Set(['bin', 'empti']));
    expect(runs.filter((run) => run.marked).map((run) => run.text)).to.deep.equal(['bin', 'emptied', 'Binning']);
    expect(runs.map((run) => run.text).join('')).to.equal(text);
  });

  it('marks both halves of a word written as two', () => {
    const runs = markMatches('A pot hole here', new Set(['pothol']));
    expect(runs.filter((run) => run.marked).map((run) => run.text)).to.deep.equal(['pot', 'hole']);
  });
});
