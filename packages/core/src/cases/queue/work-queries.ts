import { z } from 'zod';
import { listCovered, type Absence } from '../../directory/index.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { filterOf, showCases } from '../list-queries.js';
import { listOpenCases } from './queue-repository.js';
import { othersTeams } from '../restricted/restricted-access.js';
import { listTasksForTeamsOf, listTasksOf } from '../tasks/tasks-repository.js';
import type { DescribedSummary, OwnTask } from '../types.js';

const atMost = { cases: 200, tasks: 100 };

/** What the actor has to do on cases, by the day on which it is due: at most 100. */
export const listMyTasks = defineQuery({
  name: 'cases.list-my-tasks',
  permission: 'cases.read',
  input: z.strictObject({}),
  run: async (context): Promise<OwnTask[]> =>
    context.actor.kind === 'staff' ? await tasksOf(context, context.actor.staffId) : [],
});

/** What was given to the actor's teams and nobody has taken yet, by the day on which it is due: at most 100. */
export const listTeamTasks = defineQuery({
  name: 'cases.list-team-tasks',
  permission: 'cases.read',
  input: z.strictObject({}),
  run: async (context): Promise<OwnTask[]> => {
    const { actor, db } = context;
    if (actor.kind !== 'staff') return [];
    return await showTasks(context, await listTasksForTeamsOf(db, actor.staffId, atMost.tasks));
  },
});

/** The work of somebody for whom the actor stands in today. */
export interface CoveredWork {
  readonly absence: Absence;
  readonly cases: readonly DescribedSummary[];
  readonly tasks: readonly OwnTask[];
}

/** What the actor covers today, person by person, as far as their own permission reaches. */
export const listCoveredWork = defineQuery({
  name: 'cases.list-covered-work',
  permission: 'cases.read',
  input: z.strictObject({}),
  run: async (context): Promise<CoveredWork[]> => {
    const { actor, db, now } = context;
    if (actor.kind !== 'staff') return [];
    const covered: CoveredWork[] = [];
    for (const absence of await listCovered(db, actor.staffId, localDateAt(now))) {
      const { personId } = absence;
      const filter = { ...filterOf(context, { view: 'mine', limit: atMost.cases }), personId };
      const cases = await listOpenCases(db, 'mine', filter, { limit: atMost.cases });
      covered.push({ absence, cases: await showCases(context, cases), tasks: await tasksOf(context, personId) });
    }
    return covered;
  },
});

async function tasksOf(context: QueryContext, personId: string): Promise<OwnTask[]> {
  return await showTasks(context, await listTasksOf(context.db, personId, atMost.tasks));
}

/** Of a restricted case of another team, those who are told of it see no words. */
async function showTasks(context: QueryContext, found: readonly OwnTask[]): Promise<OwnTask[]> {
  const { shown } = context;
  const caseOf = ({ restricted, caseTeamId }: OwnTask) => ({ restricted, teamId: caseTeamId });
  const isOther = await othersTeams(context, found.map(caseOf));
  const known = found.map((task) =>
    isOther(caseOf(task)) ? { ...task, title: 'Task of a restricted case', veiled: true } : task,
  );
  for (const authorityId of new Set(known.map((task) => task.authorityId))) {
    const open = known.filter((task) => task.authorityId === authorityId && !task.veiled);
    if (open.length > 0)
      shown(
        authorityId,
        'case',
        open.map(({ caseId }) => caseId),
      );
  }
  return known;
}
