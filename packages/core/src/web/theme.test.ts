import { expect } from 'chai';
import fc from 'fast-check';
import { contrast } from './colour.js';
import type { Colour } from './colour.js';
import { SURFACES, themeCss, themeFileName, themeTokens } from './theme.js';

const brands = fc.integer({ min: 0, max: 0xffffff }).map((value): Colour => `#${value.toString(16).padStart(6, '0')}`);

describe('themeTokens', () => {
  it('gives enough contrast for each of 20,000 brand colours', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(brands, (brand) => {
        const tokens = themeTokens(brand);
        return (
          contrast(tokens.background, tokens.ink) >= 4.5 &&
          contrast(tokens.tint, SURFACES.text) >= 7 &&
          contrast(tokens.line, SURFACES.card) >= 4.5 &&
          contrast(tokens.line, tokens.tint) >= 3 &&
          contrast(tokens.tintDark, SURFACES.textDark) >= 7 &&
          contrast(tokens.lineDark, SURFACES.cardDark) >= 4.5 &&
          contrast(tokens.lineDark, tokens.tintDark) >= 3
        );
      }),
      { numRuns: 20_000 },
    );
  });

  it('keeps a brand colour that carries white or black text as it is', () => {
    expect(themeTokens('#00594f')).to.include({ background: '#00594f', ink: '#ffffff', line: '#00594f' });
    expect(themeTokens('#ffd200')).to.include({ background: '#ffd200', ink: '#0b0c0c' });
  });

  it('refuses what is not a colour, naming it', () => {
    expect(() => themeTokens('#12345')).to.throw('The brand colour #12345 is not written #rrggbb');
  });
});

describe('the theme’s style sheet', () => {
  it('sets the six tokens and nothing else', () => {
    expect(themeCss(themeTokens('#00594f')).match(/--brand-[a-z-]+:#[0-9a-f]{6}/g)).to.have.length(6);
  });

  it('has a name that follows from its content', () => {
    expect(themeFileName('#00594F')).to.match(/^00594f-[0-9a-f]{10}\.css$/);
    expect(themeFileName('#00594f')).to.not.equal(themeFileName('#00594e'));
  });
});
