import type { Reads } from '../kernel/db/database.js';
import { countEachDay, wholeSum } from './count-by-day.js';
import { definitions, shareIn, type Definition } from './definitions.js';
import { outcomesQuestion } from './figures-repository.js';
import type { FigureFilter, FigureKey, Share } from './types.js';

/** The figures that say how enquiries ended: all of them are counted by one question. */
export const outcomeKeys = [
  'declared',
  'told',
  'logged',
  'passed',
  'abandoned',
] as const satisfies readonly FigureKey[];
export type OutcomeKey = (typeof outcomeKeys)[number];

/** How a council's enquiries ended, counted and defined as `getFigures` has it, for pages that show nothing else. */
export async function readOutcomes(db: Reads, filter: FigureFilter): Promise<Readonly<Record<OutcomeKey, Share>>> {
  const counts = wholeSum(await countEachDay(db, filter, outcomesQuestion));
  const shares = outcomeKeys.map((key) => [key, shareIn(counts, definitionOf(key))] as const);
  return Object.fromEntries(shares) as Record<OutcomeKey, Share>;
}

/** What an outcome's figure is called, and what it counts. */
export function definitionOf(key: OutcomeKey): Definition {
  const found = definitions({}).find((each) => each.key === key);
  if (!found) throw new Error(`there is no figure called ${key}`);
  return found;
}
