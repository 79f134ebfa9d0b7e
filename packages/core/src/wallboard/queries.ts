import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { countDue } from '../cases/index.js';
import { countBegun, countOpen } from '../interactions/index.js';
import { HOUR_MS } from '../kernel/clock.js';
import { notFound } from '../kernel/errors.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { isInScope, narrowScope, type AuthorityId } from '../kernel/scope.js';
import { outcomeKeys, readOutcomes, type OutcomeKey, type Share } from '../reporting/index.js';
import { listLineQueues } from './repository.js';
import type { Wallboard } from './types.js';

export const WallboardInput = z.strictObject({ authorityId: z.coerce.number().int().optional() });

/**
 * What is going on now and was done today, of one council or of all the reader's: counts alone, no record is shown.
 * @throws not_found for a council of somebody else
 */
export const getWallboard = defineQuery({
  name: 'wallboard.get-wallboard',
  permission: 'wallboard.read',
  input: WallboardInput,
  run: async (context, { authorityId }): Promise<Wallboard> => {
    const { kernel, now } = context;
    if (authorityId !== undefined && !isInScope(context.db.scope, authorityId)) throw notFound();
    const db = authorityId === undefined ? context.db : context.db.within(narrowScope(context.db.scope, authorityId));
    const authorityIds = (await listAuthorities(kernel))
      .filter(({ id, kind }) => kind === 'authority' && isInScope(db.scope, id))
      .map(({ id }) => id);
    return {
      at: now,
      authorityIds,
      lines: await listLineQueues(db, now - HOUR_MS),
      open: await countOpen(db),
      contactsToday: await countBegun(db, startOfDay(localDateAt(now))),
      ...(await countOf({ ...context, db }, authorityIds)),
    };
  },
});

/** What other capabilities count for one council at a time. */
async function countOf(
  context: QueryContext,
  authorityIds: readonly AuthorityId[],
): Promise<Pick<Wallboard, 'outcomesToday' | 'cases'>> {
  const { db, now } = context;
  const period = { from: startOfDay(localDateAt(now)), until: now + 1 };
  const outcomes = await Promise.all(authorityIds.map((each) => readOutcomes(db, { ...period, authorityId: each })));
  const due = await Promise.all(authorityIds.map((each) => countDue(context, each)));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
  const shareOf = (key: OutcomeKey): Share => ({
    count: sum(outcomes.map((each) => each[key].count)),
    of: sum(outcomes.map((each) => each[key].of)),
  });
  const shares = outcomeKeys.map((key) => [key, shareOf(key)] as const);
  return {
    outcomesToday: Object.fromEntries(shares) as Wallboard['outcomesToday'],
    cases: { dueToday: sum(due.map((each) => each.dueToday)), late: sum(due.map((each) => each.late)) },
  };
}
