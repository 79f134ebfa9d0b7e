import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv-lines.js';

describe('a line of CSV', () => {
  it('comes back as it went, whatever the words', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/^[\s\u00a0\ufeff]*[^\p{L}\p{N}]/u.test(text));
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (values) => {
        expect(parse(csvLine(values), { relax_column_count: true })).to.deep.equal([values]);
      }),
    );
  });

  for (const formula of [
    '=1+1',
    '+44',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '|calc',
    '%x',
  ])
    it(`keeps ${JSON.stringify(formula)} from being run`, () => {
      expect(parse(csvLine([formula, 'x']), { relax_column_count: true })).to.deep.equal([[`'${formula}`, 'x']]);
    });

  it('leaves numbers as numbers and what is not known empty', () => {
    expect(csvLine([-5, null, 'Joan "Jo" Prosser, Mrs'])).to.equal('-5,,"Joan ""Jo"" Prosser, Mrs"\r\n');
  });
});
