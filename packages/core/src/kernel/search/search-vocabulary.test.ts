import { expect } from 'chai';
import fc from 'fast-check';
import {
  addWord,
  createVocabulary,
  nearIn,
  removeWord,
  wordOf,
  wordsNear,
  wordsStartingWith,
} from './search-vocabulary.js';

/** Optimal string alignment distance, written plainly. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const ways = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) ways.push(at(i - 2, j - 2) + 1);
      (table[i] as number[])[j] = Math.min(...ways);
    }
  }
  return at(a.length, b.length);
}

describe('vocabulary', () => {
  const shortWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });

  it('finds exactly the words that are the given number of slips away', () => {
    fc.assert(
      fc.property(fc.uniqueArray(shortWord), shortWord, fc.constantFrom(1, 2), (words, word, slips) => {
        const sorted = [...words].sort();
        expect(nearIn(sorted, word, slips)).to.deep.equal(sorted.filter((other) => distance(other, word) === slips));
      }),
      { numRuns: 500 },
    );
  });

  it('stays in order while words come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), shortWord)), (steps) => {
        const vocabulary = createVocabulary();
        const held: string[] = [];
        for (const [add, word] of steps) {
          if (add) {
            held.push(word);
            addWord(vocabulary, wordOf(vocabulary, word));
          } else if (held.includes(word)) {
            held.splice(held.indexOf(word), 1);
            removeWord(vocabulary, wordOf(vocabulary, word));
          }
          wordsStartingWith(vocabulary, 'a', 3);
        }
        expect(vocabulary.sorted ?? []).to.deep.equal(steps.length === 0 ? [] : [...new Set(held)].sort());
      }),
    );
  });

  it('gives the shortest words with a beginning first, and not the beginning itself', () => {
    const vocabulary = createVocabulary();
    for (const word of ['recycling', 'recycle', 'recycled', 'recyc', 'refuse', 'recycles'])
      addWord(vocabulary, wordOf(vocabulary, word));
    expect(wordsStartingWith(vocabulary, 'recyc', 3)).to.deep.equal(['recycle', 'recycled', 'recycles']);
  });

  it('forgets near words once the vocabulary changes', () => {
    const vocabulary = createVocabulary();
    addWord(vocabulary, wordOf(vocabulary, 'lamp'));
    expect(wordsNear(vocabulary, 'lmap', 1, 4)).to.deep.equal(['lamp']);
    removeWord(vocabulary, wordOf(vocabulary, 'lamp'));
    addWord(vocabulary, wordOf(vocabulary, 'map'));
    expect(wordsNear(vocabulary, 'lmap', 1, 4)).to.deep.equal(['map']);
  });
});
