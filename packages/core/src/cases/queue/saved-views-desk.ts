import { z } from 'zod';
import { listMyTeams, type Team } from '../../directory/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { editView, forgetView, saveView } from '../commands/save-view.js';
import { QueueFilterFields, queueHref } from './queue-address.js';
import { listSavedViews } from './saved-view-queries.js';
import { savedViewsPage } from './saved-views-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const nameField = z.string().max(500).default('');

export const savedViewRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/queue/views',
    permission: 'cases.read',
    query: QueueFilterFields,
    handle: (context) => showViews(context, context.query),
  }),
  deskRoute({
    method: 'post',
    path: '/desk/queue/views',
    permission: 'cases.read',
    body: QueueFilterFields.extend({ name: nameField, for: optional(z.union([uuidField, z.literal('me')])) }),
    handle: async (context) => {
      const { name, for: whom = 'me', ...filter } = context.body;
      const done = await context.attempt(saveView, { name, filter, ...(whom === 'me' ? {} : { teamId: whom }) });
      if (done.ok) return redirect(queueHref(filter), { say: 'View saved' });
      return await showViews(context, filter, { faults: nameFaults(name, done.faults), name });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/queue/views/:viewId',
    permission: 'cases.read',
    params: z.strictObject({ viewId: uuidField }),
    body: z.strictObject({ version: versionField, does: z.enum(['rename', 'remove']), name: nameField }),
    handle: async (context) => {
      const { version: expectedVersion, does, name } = context.body;
      const { viewId: id } = context.params;
      if (does === 'remove') {
        await context.run(forgetView, { id, expectedVersion });
        return redirect('/desk/queue/views', { say: 'View removed' });
      }
      const done = await context.attempt(editView, { id, expectedVersion, name });
      if (done.ok) return redirect('/desk/queue/views', { say: 'View renamed' });
      const faults = nameFaults(name, done.faults).map((fault) => ({ ...fault, field: `name-${id}` }));
      return await showViews(context, {}, { faults });
    },
  }),
];

function nameFaults(name: string, faults: readonly FieldFault[]): readonly FieldFault[] {
  return name.trim() === '' ? [{ field: 'name', message: 'Enter a name for the view' }] : faults;
}

async function showViews(
  context: Context,
  filter: QueueFilterFields,
  back: { faults?: readonly FieldFault[]; name?: string } = {},
): Promise<Reply> {
  const { kernel, visitor } = context;
  const { faults = [], name = '' } = back;
  const model = savedViewsPage({
    views: await context.read(listSavedViews, {}),
    filter,
    teams: await teamsToShareWith(context),
    actorId: visitor.actor.kind === 'staff' ? visitor.actor.staffId : '',
    mayShare: (authorityId) => may(visitor.actor, 'cases.share-views', authorityId),
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
    faults,
    name,
  });
  const status = faults.length > 0 ? 422 : 200;
  return page('/cases/views/saved-views', model, { title: 'Saved views', nav: 'queue', status });
}

async function teamsToShareWith({ read, visitor }: Context): Promise<Team[]> {
  if (!may(visitor.actor, 'directory.read')) return [];
  const own = await read(listMyTeams, {});
  return own.filter(({ authorityId }) => may(visitor.actor, 'cases.share-views', authorityId));
}
