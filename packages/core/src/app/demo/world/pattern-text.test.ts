import { expect } from 'chai';
import { textFromPattern } from './pattern-text.js';
import { createRandom } from './random.js';

describe('text from a pattern', () => {
  const patterns = [
    '[A-Z]{2}\\d{2} ?[A-Z]{3}',
    '\\d{2}/\\d{4,5}/[A-Za-z]{2,4}',
    'HR\\d{5,7}',
    '(?:LBC|ADV)-\\d+',
    '[\\dA-F-]{4}',
    'x?y*z+',
  ];

  for (const pattern of patterns) {
    it(`fits ${pattern}`, () => {
      const random = createRandom(pattern);
      for (let draw = 0; draw < 50; draw += 1) {
        expect(textFromPattern(pattern, random)).to.match(new RegExp(`^(?:${pattern})$`));
      }
    });
  }

  it('gives nothing for what it cannot read', () => {
    expect(textFromPattern('(?=a)b', createRandom('seed'))).to.equal(undefined);
  });
});
