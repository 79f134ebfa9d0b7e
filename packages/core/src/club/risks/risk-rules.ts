import type { Tone } from '../../web/components.js';

/** From 1 (hardly ever) to 5 (almost certain), and from 1 (hardly felt) to 5 (services stop). */
export interface RiskSize {
  readonly likelihood: number;
  readonly impact: number;
}

export function scoreOf({ likelihood, impact }: RiskSize): number {
  return likelihood * impact;
}

const ratings: readonly { readonly from: number; readonly text: string; readonly tone: Tone }[] = [
  { from: 16, text: 'Very high', tone: 'bad' },
  { from: 10, text: 'High', tone: 'warning' },
  { from: 5, text: 'Medium', tone: 'info' },
  { from: 0, text: 'Low', tone: 'neutral' },
];

/** What a score, 1 to 25, is called. */
export function ratingOf(score: number): { readonly text: string; readonly tone: Tone } {
  const { text, tone } = ratings.find(({ from }) => score >= from) ?? { text: 'Low', tone: 'neutral' };
  return { text, tone };
}
