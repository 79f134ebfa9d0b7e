import type { Compared } from '../../authorities/index.js';
import type { ArticleDifference, ArticleText } from './compare-articles.js';

/** The partnership's text beside ours, while ours takes in what changed there. */
export interface BesideView {
  readonly heading: string;
  readonly changes: Compared;
  readonly text: readonly ArticleText[];
}

/** The shared article in whose place ours stands, and what changed of it since. */
export interface BesideInput {
  readonly number: number;
  readonly text: readonly ArticleText[];
  readonly changes: readonly ArticleDifference[];
}

export function besideView({ number, text, changes }: BesideInput): BesideView {
  return {
    heading: `The partnership’s version ${number}`,
    changes: {
      heading: 'What the partnership changed',
      ...{ was: 'Was', is: 'Is now', same: 'There is no telling what it changed since ours was written.' },
      isChange: true,
      differences: changes,
    },
    text,
  };
}
