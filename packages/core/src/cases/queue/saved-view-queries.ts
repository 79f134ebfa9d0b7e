import { z } from 'zod';
import { listMyTeams } from '../../directory/index.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { isInScope } from '../../kernel/scope.js';
import { filterOf } from '../list-queries.js';
import { countView } from './queue-repository.js';
import { listViewsOf, type SavedView } from './saved-views-repository.js';

/** A saved view with how many open cases it has now; counted up to `countedAtMost`. */
export interface CountedView extends SavedView {
  readonly count: number;
}

/** The actor's own saved views and their teams', by name, each with its count. */
export const listSavedViews = defineQuery({
  name: 'cases.list-saved-views',
  permission: 'cases.read',
  input: z.strictObject({}),
  run: async (context): Promise<CountedView[]> => {
    const { actor, db } = context;
    if (actor.kind !== 'staff') return [];
    const views = await listViewsOf(db, actor.staffId);
    const own = views.some(({ filter }) => (filter.team ?? 'own') === 'own') ? await ownTeams(context) : [];
    return await Promise.all(views.map(async (view) => ({ ...view, count: await countOf(context, view, own) })));
  },
});

async function ownTeams({ call }: QueryContext): Promise<string[]> {
  return (await call(listMyTeams, {})).map(({ id }) => id);
}

/** A view of an authority that the person has left counts nothing. */
async function countOf(context: QueryContext, { filter }: SavedView, own: readonly string[]): Promise<number> {
  const { view = 'all', team = 'own', ...rest } = filter;
  if (rest.authority !== undefined && !isInScope(context.db.scope, rest.authority)) return 0;
  const teams = team === 'all' ? {} : { teams: team === 'own' ? [...own] : [team] };
  return await countView(context.db, view, filterOf(context, { ...rest, ...teams }));
}
