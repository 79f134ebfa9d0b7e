import { expect } from 'chai';
import fc from 'fast-check';
import { countWords, inPlainMarks, splitText } from './text-parts.js';

const gsmLetters = [...'@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà'];
const doubleLetters = [...'^{}\\[~]|€'];
const gsmText = fc
  .array(fc.constantFrom(...gsmLetters, ...doubleLetters, 'e', 't', ' '), { maxLength: 700 })
  .map((letters) => letters.join(''));
const anyText = fc.string({ unit: 'grapheme', maxLength: 400 });

/** Another way to the same size: by the letters that count twice. */
const septetsOf = (text: string): number =>
  [...text].length + [...text].filter((letter) => doubleLetters.includes(letter)).length;

describe('splitText', () => {
  it('lets one message hold 160 septets, and each of several 153', () => {
    const parts = (length: number): number => splitText('a'.repeat(length)).parts.length;
    expect([0, 1, 160, 161, 306, 307, 459, 460].map(parts)).to.deep.equal([0, 1, 1, 2, 2, 3, 3, 4]);
  });

  it('lets one message hold 70 of 16 bits, and each of several 67', () => {
    const parts = (length: number): number => splitText('ŵ'.repeat(length)).parts.length;
    expect([1, 70, 71, 134, 135].map(parts)).to.deep.equal([1, 1, 2, 2, 3]);
  });

  it('counts what stands in the extension twice, and never splits it from its escape', () => {
    expect(splitText('€'.repeat(80)).parts).to.have.length(1);
    expect(splitText('€'.repeat(81)).parts.map((part) => part.length)).to.deep.equal([76, 5]);
  });

  it('never splits a letter that takes two 16-bit units', () => {
    expect(splitText('🙂'.repeat(35)).parts).to.have.length(1);
    expect(splitText('🙂'.repeat(36)).parts.map((part) => [...part].length)).to.deep.equal([33, 3]);
  });

  it('leaves the default alphabet for a single letter, and names it once', () => {
    expect(splitText('Â£ “’ ’')).to.include({ alphabet: 'ucs2' });
    expect(splitText('Dŵr ŵ ŷ').foreign).to.deep.equal(['ŵ', 'ŷ']);
    expect(splitText('£5 à la carte: é è ù')).to.deep.include({ alphabet: 'gsm', foreign: [] });
    expect(splitText('â').foreign, 'Welsh has it, the alphabet has not').to.deep.equal(['â']);
  });

  it('gives back the text, in parts that each fit and that none could be fewer of', () => {
    fc.assert(
      fc.property(gsmText, (text) => {
        const { alphabet, parts } = splitText(text);
        expect(alphabet).to.equal('gsm');
        expect(parts.join('')).to.equal(text);
        const whole = septetsOf(text);
        if (whole <= 160) expect(parts).to.have.length(text === '' ? 0 : 1);
        else for (const part of parts) expect(septetsOf(part)).to.be.at.most(153);
        // A part ends only where the next letter would not fit.
        for (const [index, part] of parts.slice(0, -1).entries())
          expect(septetsOf(part + String.fromCodePoint(parts[index + 1]?.codePointAt(0) ?? 0))).to.be.above(153);
      }),
    );
  });

  it('holds for any text, in units of 16 bits where a letter is foreign', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('ŵ', '漢', '🙂'), (text, foreign) => {
        const whole = text + foreign;
        const { alphabet, parts, foreign: named } = splitText(whole);
        expect(alphabet).to.equal('ucs2');
        expect(named).to.include(foreign);
        expect(parts.join('')).to.equal(whole);
        expect(parts.length === 1).to.equal(whole.length <= 70);
        if (parts.length > 1) for (const part of parts) expect(part.length).to.be.at.most(67);
        for (const part of parts) expect(part, 'begins with half a letter').to.not.match(/^[\uDC00-\uDFFF]/);
      }),
    );
  });

  it('never takes fewer parts for a longer text', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, more) => {
        expect(splitText(text + more).parts.length).to.be.at.least(splitText(text).parts.length);
      }),
    );
  });
});

describe('countWords', () => {
  it('says what a text message takes, and why it takes more', () => {
    expect(countWords('Leave it out.', 'text')).to.equal('13 characters, 1 text message.');
    expect(countWords('a', 'text')).to.equal('1 character, 1 text message.');
    expect(countWords('a'.repeat(161), 'text')).to.equal('161 characters, 2 text messages.');
    expect(countWords('Dŵr', 'text')).to.equal(
      '3 characters, 1 text message. Because of ŵ, it holds 70 characters and not 160.',
    );
    expect(countWords('‘’“”'.repeat(20), 'text')).to.equal(
      '80 characters, 2 text messages. Because of ‘ ’ “ and others, each holds 67 characters and not 153.',
    );
  });

  it('counts an email in characters, and what is not there as nothing', () => {
    expect(countWords('Dŵr\n', 'email')).to.equal('3 characters.');
    expect(countWords('  ', 'text')).to.equal('0 characters, 0 text messages.');
  });

  it('says that a field counts as it is written', () => {
    expect(countWords('{customer-name}: yes', 'text')).to.include('1 text message, before its fields are filled in.');
  });
});

describe('inPlainMarks', () => {
  it('takes the marks of print for those of the alphabet, and leaves letters alone', () => {
    const plain = inPlainMarks('It’s “out” – 7am… Dŵr');
    expect(plain).to.equal('It\'s "out" - 7am... Dŵr');
    expect(splitText(plain).foreign).to.deep.equal(['ŵ']);
  });
});
