import { createHash } from 'node:crypto';
import { contrast, isColour, mix, nearestTowards } from './colour.js';
import type { Colour } from './colour.js';

/**
 * A council's colours, all derived from its one brand colour. Contrast is that of WCAG 2.2: 4.5 for text (1.4.3), 3 for lines (1.4.11).
 */
export interface ThemeTokens {
  /** Behind the page's header, with `ink` on it at 4.5 or more. */
  readonly background: Colour;
  readonly ink: Colour;
  /** Behind what is chosen, in light mode; text on it at 7 or more. */
  readonly tint: Colour;
  /** Lines and marks in light mode: 4.5 on white, 3 on the tint. */
  readonly line: Colour;
  /** The same two in dark mode. */
  readonly tintDark: Colour;
  readonly lineDark: Colour;
}

/** What the tokens stand on. `desk.css` uses the same values. */
export const SURFACES = {
  text: '#0b0c0c',
  card: '#ffffff',
  textDark: '#f3f4f5',
  cardDark: '#1d2124',
  pageDark: '#121517',
} as const;

/** Six tokens from a brand colour (`#rrggbb`). A colour that can't carry text is darkened until it can. */
export function themeTokens(brandColour: Colour): ThemeTokens {
  if (!isColour(brandColour)) throw new Error(`The brand colour ${String(brandColour)} is not written #rrggbb`);
  const brand = brandColour.toLowerCase() as Colour;
  const carriesText = (colour: Colour): boolean =>
    contrast(colour, SURFACES.card) >= 4.5 || contrast(colour, SURFACES.text) >= 4.5;
  const background = carriesText(brand) ? brand : nearestTowards('#000000', brand, carriesText);
  const tint = mix(brand, SURFACES.card, 0.9);
  const tintDark = mix(brand, SURFACES.pageDark, 0.75);
  return {
    background,
    ink: contrast(background, SURFACES.card) >= 4.5 ? SURFACES.card : SURFACES.text,
    tint: nearestTowards('#ffffff', tint, (colour) => contrast(colour, SURFACES.text) >= 7),
    line: nearestTowards('#000000', brand, (c) => contrast(c, SURFACES.card) >= 4.5 && contrast(c, tint) >= 3),
    tintDark: nearestTowards('#000000', tintDark, (colour) => contrast(colour, SURFACES.textDark) >= 7),
    lineDark: nearestTowards(
      '#ffffff',
      brand,
      (c) => contrast(c, SURFACES.cardDark) >= 4.5 && contrast(c, tintDark) >= 3,
    ),
  };
}

/** The style sheet that carries the tokens; the desk's own sheet reads them. */
export function themeCss(tokens: ThemeTokens): string {
  return `:root{--brand-background:${tokens.background};--brand-ink:${tokens.ink};--brand-tint-light:${tokens.tint};--brand-line-light:${tokens.line};--brand-tint-dark:${tokens.tintDark};--brand-line-dark:${tokens.lineDark}}\n`;
}

/**
 * The sheet's name, `00594f-1a2b3c4d5e.css`: the colour, so that any process can answer for it, and a hash of its
 * content, so that it may be cached for ever.
 */
export function themeFileName(brand: Colour): string {
  const css = themeCss(themeTokens(brand));
  return `${brand.slice(1).toLowerCase()}-${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`;
}
