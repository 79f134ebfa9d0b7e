import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { listMyTeams } from '../../directory/index.js';
import { isError } from '../../kernel/errors.js';
import { isUuid } from '../../kernel/ids.js';
import { optional } from '../../kernel/input.js';
import { deskRoute, json, page, redirect, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { authorityNames, teamsIn, teamsOf } from './queue-teams.js';
import { undoAction } from './bulk-result.js';
import { countWords, countWork } from './count-work.js';
import type { QueueAction } from './queue-action.js';
import { caseErrors } from '../case-errors.js';
import { takeNext } from '../commands/take-next.js';
import { exportedQueue } from './export-queue.js';
import { countQueueChanges, listMyWork, listQueue } from '../list-queries.js';
import { listCoveredWork, listMyTasks, listTeamTasks } from './work-queries.js';
import { listCallBacks } from '../call-backs/call-back-queries.js';
import { listOffered, listPassed, listTaken } from '../handovers/handover-queries.js';
import { liveQueue } from './live-queue.js';
import { queueHref, QueueFilterFields, TeamChoice } from './queue-address.js';
import { queuePage } from './queue-views.js';
import { listSavedViews } from './saved-view-queries.js';
import { workPage } from './work-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const QueueAddress = QueueFilterFields.extend({ cursor: optional(z.string().max(200)) });
export type QueueAddress = z.output<typeof QueueAddress>;

export const queueRoutes = (actions: readonly QueueAction[]): readonly Route[] => [
  deskRoute({
    method: 'get',
    path: '/desk/queue',
    permission: 'cases.read',
    query: QueueAddress,
    handle: async (context) => {
      const { teams, own } = await teamsOf(context);
      const address = { ...context.query, team: context.query.team ?? (own.length === 0 ? 'all' : 'own') };
      const { team, view = 'all', ...rest } = address;
      const queue = await context.read(listQueue, { ...rest, view, ...teamsIn(team, own) });
      const model = queuePage({
        queue,
        saved: await context.read(listSavedViews, {}),
        address: { ...address, view },
        teams,
        own,
        authorities: await readersAuthorities(context),
        names: await authorityNames(context),
        callBacks: address.cursor === undefined ? await callBacksFor(context, 'teams') : [],
        now: context.now,
        csrfToken: context.visitor.session?.csrfToken ?? '',
        mayTake: own.length > 0 && may(context.visitor.actor, 'cases.work'),
        mayChangeMany: may(context.visitor.actor, 'cases.change-many'),
        actions: actions.filter(({ permission }) => may(context.visitor.actor, permission)),
        mayExport: may(context.visitor.actor, 'cases.export'),
        undoAction: undoAction(context),
      });
      return page('/cases/views/queue', model, { title: model.heading, nav: 'queue' });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/queue/next',
    permission: 'cases.work',
    body: z.strictObject({ team: optional(TeamChoice) }),
    handle: async (context) => {
      const { team } = context.body;
      try {
        const taken = await context.run(takeNext, team !== undefined && isUuid(team) ? { teamId: team } : {});
        return redirect(`/desk/cases/${taken.reference}`, { say: `You have ${taken.reference} now` });
      } catch (error) {
        if (!isError(error, caseErrors.nothingToTake.code)) throw error;
        return redirect(queueHref({ ...(team ? { team } : {}) }), { say: 'Nothing is waiting to be taken' });
      }
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/queue/live',
    permission: 'cases.read',
    query: QueueFilterFields.extend({
      since: z.coerce.number().int().min(0),
      as: z.enum(['stream', 'json']).optional(),
    }),
    handle: async (context) => {
      const { team = 'own', since, as, ...rest } = context.query;
      const { own } = await teamsOf(context);
      const filter = { ...rest, ...teamsIn(team, own), since };
      return as === 'stream' ? liveQueue(context, filter) : json(await context.read(countQueueChanges, filter));
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/queue/export',
    permission: 'cases.export',
    body: QueueFilterFields,
    handle: async (context) => {
      const { team = 'own', ...filter } = context.body;
      const { own } = await teamsOf(context);
      return await exportedQueue(context, { ...filter, ...teamsIn(team, own) }, await authorityNames(context));
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/work/counts',
    permission: 'cases.read',
    handle: async (context) => {
      const teams = may(context.visitor.actor, 'directory.read') ? await context.read(listMyTeams, {}) : [];
      const ofTeams = teams.length === 0 ? {} : { teams: teams.map(({ id }) => id) };
      const { mine, queue } = await context.read(countWork, ofTeams);
      return json({ work: countWords(mine), queue: countWords(queue) });
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/work',
    permission: 'cases.read',
    handle: async (context) => {
      const model = workPage({
        cases: await context.read(listMyWork, {}),
        tasks: await context.read(listMyTasks, {}),
        teamTasks: await context.read(listTeamTasks, {}),
        covered: await context.read(listCoveredWork, {}),
        callBacks: await callBacksFor(context, 'mine'),
        offered: await context.read(listOffered, {}),
        taken: await context.read(listTaken, {}),
        passed: (await context.read(listPassed, { limit: 5 })).items,
        names: await authorityNames(context),
        now: context.now,
        csrfToken: context.visitor.session?.csrfToken ?? '',
        mayTake: may(context.visitor.actor, 'cases.work'),
      });
      return page('/cases/views/work', model, { title: 'My work', nav: 'work' });
    },
  }),
];

async function callBacksFor(context: Context, list: 'mine' | 'teams') {
  return may(context.visitor.actor, 'cases.call-back') ? await context.read(listCallBacks, { list }) : [];
}

async function readersAuthorities({ kernel, visitor }: Context): Promise<{ id: number; name: string }[]> {
  const all = await listAuthorities(kernel);
  return all
    .filter(({ id }) => may(visitor.actor, 'cases.read', id))
    .map(({ id, shortName }) => ({ id, name: shortName }));
}
