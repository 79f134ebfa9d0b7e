import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { filterOf } from '../list-queries.js';
import { countedAtMost, countView } from './queue-repository.js';

/** Open cases as they are counted beside the navigation: at most one more than `countedAtMost`. */
export interface WorkCounts {
  readonly mine: number;
  /** Of the queue as it opens: of the actor's teams, or of every team for somebody in none. */
  readonly queue: number;
}

/** How many open cases the actor has, and their teams have: what both pages list, so a hidden case is in neither. */
export const countWork = defineQuery({
  name: 'cases.count-work',
  permission: 'cases.read',
  input: z.strictObject({ teams: z.array(uuidField).max(100).optional() }),
  run: async (context, input): Promise<WorkCounts> => ({
    mine: await countView(context.db, 'mine', filterOf(context, { view: 'mine' })),
    queue: await countView(context.db, 'all', filterOf(context, input)),
  }),
});

/** "52", and "999+" where nobody counted further; nothing where there is none. */
export function countWords(count: number): string {
  if (count === 0) return '';
  return count > countedAtMost ? `${countedAtMost}+` : String(count);
}
