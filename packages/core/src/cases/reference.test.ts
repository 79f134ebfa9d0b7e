import { expect } from 'chai';
import fc from 'fast-check';
import {
  isReferencePrefix,
  makeCaseReference,
  parseCaseReference,
  readCaseReference,
  referenceAlphabet,
  spokenCaseReference,
} from './reference.js';

const references = fc
  .tuple(fc.constantFrom('WM', 'DM', 'ZZ', 'AA'), fc.uint8Array({ minLength: 5, maxLength: 5 }))
  .map(([prefix, bytes]) => makeCaseReference(prefix, () => bytes));
const bare = (reference: string) => reference.replaceAll('-', '');

describe('case references', () => {
  it('are written prefix, two groups of four, check character', () => {
    fc.assert(
      fc.property(references, (reference) => {
        expect(reference).to.match(/^[A-Z]{2}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]$/);
        expect(parseCaseReference(reference)).to.equal(reference);
      }),
    );
  });

  it('take every one of 40 random bits', () => {
    const made = new Set<string>();
    for (let bit = 0; bit < 40; bit += 1) {
      const bytes = Uint8Array.from({ length: 5 }, (_, at) => (at === bit >> 3 ? 1 << (bit & 7) : 0));
      made.add(makeCaseReference('WM', () => bytes).slice(3, 12));
    }
    expect(made.size).to.equal(40);
  });

  it('ask for five random bytes', () => {
    let asked = 0;
    makeCaseReference('WM', (count) => new Uint8Array((asked = count)));
    expect(asked).to.equal(5);
  });

  it('are read in any case, spacing and hyphens', () => {
    const reference = makeCaseReference('WM', () => Uint8Array.of(1, 2, 3, 4, 5));
    const symbols = bare(reference);
    for (const text of [symbols, symbols.toLowerCase(), [...symbols].join(' '), reference.replaceAll('-', '–')]) {
      expect(parseCaseReference(` ${text} `)).to.equal(reference);
    }
  });

  it('show any one wrong character', () => {
    fc.assert(
      fc.property(references, fc.nat(10), fc.constantFrom(...referenceAlphabet), (reference, at, symbol) => {
        const symbols = [...bare(reference)];
        fc.pre(symbols[at] !== symbol);
        symbols[at] = symbol;
        expect(parseCaseReference(symbols.join(''))).to.equal(undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it('show any two characters that changed places', () => {
    fc.assert(
      fc.property(references, fc.nat(10), fc.nat(10), (reference, one, other) => {
        const symbols = [...bare(reference)];
        fc.pre(symbols[one] !== symbols[other]);
        [symbols[one], symbols[other]] = [symbols[other] ?? '', symbols[one] ?? ''];
        expect(parseCaseReference(symbols.join(''))).to.equal(undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it('say which characters no reference has, that the check fails, or that it is something else', () => {
    const reference = makeCaseReference('WM', () => Uint8Array.of(9, 8, 7, 6, 5));
    const last = reference.at(-1) === '2' ? '3' : '2';
    expect(readCaseReference('WM-O01I-2222-2')).to.deep.equal({ kind: 'unused-characters', characters: '01IO' });
    expect(readCaseReference(reference.slice(0, -1) + last)).to.deep.equal({ kind: 'mistyped' });
    for (const text of ['', 'smith', '01632 960144', 'WM-4F7K', 'Ŵilliamsons']) {
      expect(readCaseReference(text), text).to.deep.equal({ kind: 'other' });
    }
  });

  it('never begin with I, O, a digit or small letters', () => {
    for (const prefix of ['IO', 'AO', 'A1', 'wm', 'W', 'WMX', '']) {
      expect(isReferencePrefix(prefix)).to.equal(false);
      expect(() => makeCaseReference(prefix, () => new Uint8Array(5))).to.throw(RangeError, 'two capital letters');
    }
  });

  it('are spelled for reading out', () => {
    expect(spokenCaseReference('WM-4F7K-2Q9M-X')).to.equal('Whiskey Mike, 4 Foxtrot 7 Kilo, 2 Quebec 9 Mike, X-ray');
  });
});
