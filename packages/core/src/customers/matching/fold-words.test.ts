import { expect } from 'chai';
import fc from 'fast-check';
import { areNicknames, nicknamesOf } from '../../kernel/names/nicknames.js';
import { foldLetters, foldNames, foldNamesApart, foldWords, surnameTails } from '../../kernel/names/fold-words.js';
import { nicknameGroups } from '../../kernel/names/nickname-groups.js';
import { soundAlike, soundsOf } from './sounds.js';

describe('folding names', () => {
  const spellings: readonly (readonly [string, readonly string[]])[] = [
    ['oneil', ["O'Neil", 'O’NEIL', 'O Neil', 'Ó Néil', 'oneil']],
    ['macdonald', ['MacDonald', 'McDonald', 'Mc Donald', "M'Donald", 'M’DONALD', 'Mac Donald']],
    ['vanderberg', ['van der Berg', 'Van Der Berg', 'Vanderberg', 'VanDer Berg']],
    ['sian', ['Siân', 'SIAN', 'Sia\u0302n']],
    ['llyr', ['Llŷr', 'Llyr']],
    ['nibhriain', ['Ní Bhriain', 'Ni Bhriain']],
    ['aprhys', ['ap Rhys', 'Ap-Rhys']],
    ['stjohn', ['St John', 'St. John', 'ST-JOHN']],
    ['soren', ['Søren', 'SØREN']],
    ['strasse', ['Straße']],
    ['lodz', ['Łódź']],
  ];
  for (const [folded, texts] of spellings) {
    it(`gives ${folded} for ${texts.join(', ')}`, () => {
      for (const text of texts) expect(foldNames(text), text).to.deep.equal([folded]);
    });
  }

  it('parts hyphenated names', () => {
    expect(foldNames('Smith-Jones')).to.deep.equal(['smith', 'jones']);
    expect(foldNames('Ann-Marie O’Dea')).to.deep.equal(['ann', 'marie', 'odea']);
  });

  it('keeps a beginning with nothing after it, and leaves first names apart', () => {
    expect(foldNames('joan de')).to.deep.equal(['joan', 'de']);
    expect(foldNamesApart('Ben Carl')).to.deep.equal(['ben', 'carl']);
  });

  it('gives the surname without its beginning too', () => {
    expect(surnameTails('van der Berg')).to.deep.equal(['berg']);
    expect(surnameTails('Smith')).to.deep.equal([]);
  });

  it('keeps names in other scripts', () => {
    expect(foldWords('Иван 李')).to.deep.equal(['иван', '李']);
  });

  it('folds what is folded to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => foldLetters(foldLetters(text)) === foldLetters(text)),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldWords(foldWords(text).join(' '))).to.deep.equal(foldWords(text));
      }),
    );
  });
});

describe('sounds', () => {
  for (const [a, b] of [
    ['smith', 'smyth'],
    ['jon', 'john'],
    ['catherine', 'kathryn'],
    ['stephen', 'steven'],
    ['macdonald', 'macdonnald'],
    ['reece', 'rhys'],
    ['philips', 'fillips'],
  ] as const) {
    it(`hears ${a} and ${b} alike`, () => expect(soundAlike(a, b)).to.equal(true));
  }

  it('hears smith and jones apart', () => expect(soundAlike('smith', 'jones')).to.equal(false));

  it('gives both codes where a name is said in two ways, and none without letters', () => {
    expect(soundsOf('smith')).to.deep.equal(['SM0', 'XMT']);
    expect(soundsOf('')).to.deep.equal([]);
    expect(soundsOf('李')).to.deep.equal([]);
  });
});

describe('nicknames', () => {
  for (const [short, full] of [
    ['bill', 'william'],
    ['peggy', 'margaret'],
    ['dai', 'david'],
    ['sioned', 'janet'],
    ['paddy', 'patrick'],
    ['hamish', 'james'],
    ['guto', 'griffith'],
    ['bert', 'herbert'],
  ] as const) {
    it(`knows ${short} for ${full}, both ways`, () => {
      expect(areNicknames(short, full)).to.equal(true);
      expect(areNicknames(full, short)).to.equal(true);
      expect(nicknamesOf(full)).to.include(short).and.not.to.include(full);
    });
  }

  it('does not take a name that shares only a nickname for another', () => {
    expect(areNicknames('albert', 'herbert')).to.equal(false);
    expect(nicknamesOf('nobodyhasthis')).to.deep.equal([]);
  });

  it('lists folded names only, at least two to a group', () => {
    const groups = nicknameGroups.split(';').map((group) => group.trim());
    expect(groups.pop()).to.equal('');
    expect(groups.length).to.be.greaterThan(250);
    for (const group of groups) expect(group).to.match(/^[a-z]+( [a-z]+)+$/);
  });
});
