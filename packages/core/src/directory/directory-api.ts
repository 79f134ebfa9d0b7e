import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../kernel/route.js';
import { changeEntry } from './commands/change-entry.js';
import { decideEntryChange } from './commands/decide-entry-change.js';
import { proposeEntry } from './commands/propose-entry.js';
import { DirectorySearch, getChart, getDirectoryPerson, getDirectoryTeam, searchStaff } from './directory-queries.js';
import { findRoute } from './route-query.js';
import { EntryInput } from './entries/entry-input.js';
import type { EntryKind } from './entries/entry-types.js';
import {
  AvailableShape,
  ChangeShape,
  ChartShape,
  EntryShape,
  PersonShape,
  RouteShape,
  TeamShape,
} from './directory-shapes.js';
import { getOwnEntry, listEntryChanges } from './entry-queries.js';

const tag = 'Directory';
const permission = 'directory.read';
const params = z.strictObject({ id: uuidField });
const root = '/api/v1/directory';

function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the entry that you read.');
  return ifMatch;
}

const search = apiRoute({
  method: 'get',
  path: root,
  permission,
  query: DirectorySearch,
  api: {
    summary: 'People and teams of every council by name, nickname, what they deal with, team, service or place',
    tag,
    output: z.object({ items: z.array(AvailableShape), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(searchStaff, context.query), nextCursor: null }),
});

const person = apiRoute({
  method: 'get',
  path: `${root}/people/:id`,
  permission,
  params,
  api: { summary: 'A person: what they deal with, where they are, who stands in', tag, output: PersonShape },
  handle: async (context) => {
    const card = await context.read(getDirectoryPerson, context.params);
    return json(card, { version: card.record.version });
  },
});

const team = apiRoute({
  method: 'get',
  path: `${root}/teams/:id`,
  permission,
  params,
  api: { summary: 'A team with who is in it', tag, output: TeamShape },
  handle: async (context) => {
    const card = await context.read(getDirectoryTeam, context.params);
    return json(card, { version: card.record.version });
  },
});

const chart = apiRoute({
  method: 'get',
  path: `${root}/chart`,
  permission,
  query: getChart.input,
  api: { summary: 'Lines of managers of a council, or from a person down; three levels', tag, output: ChartShape },
  handle: async (context) => json(await context.read(getChart, context.query)),
});

const route = apiRoute({
  method: 'get',
  path: `${root}/route`,
  permission,
  query: findRoute.input.omit({ lgsl: true }).extend({
    /** Commas between. */
    lgsl: z.string().max(300).default(''),
    authorityId: z.coerce.number().int().optional(),
  }),
  api: {
    summary: 'Who deals with a matter, at a place, now: one named route with its reasons',
    tag,
    output: z.object({ route: RouteShape.nullable() }),
  },
  handle: async (context) => {
    const { lgsl, ...matter } = context.query;
    const numbers = lgsl
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map(Number);
    return json({ route: await context.read(findRoute, { ...matter, lgsl: numbers }) });
  },
});

function change(kind: EntryKind): Route {
  return apiRoute({
    method: 'put',
    path: `${root}/${kind === 'person' ? 'people' : 'teams'}/:id`,
    permission: 'directory.edit',
    params,
    body: EntryInput,
    api: {
      summary: `Change the entry of a ${kind} of your authorities`,
      tag,
      output: z.object({ version: z.number() }),
    },
    handle: async (context) => {
      const input = { kind, id: context.params.id, content: context.body, expectedVersion: versionOf(context) };
      const changed = await context.run(changeEntry, input);
      return json(changed, changed);
    },
  });
}

const own = apiRoute({
  method: 'get',
  path: '/api/v1/me/directory-entry',
  permission,
  api: {
    summary: 'Your own entry and what became of your corrections',
    tag,
    output: z.object({ entry: EntryShape, changes: z.array(ChangeShape) }),
  },
  handle: async (context) => {
    const found = await context.read(getOwnEntry, {});
    return json(found, { version: found.entry.version });
  },
});

const correct = apiRoute({
  method: 'put',
  path: '/api/v1/me/directory-entry',
  permission,
  body: EntryInput,
  api: {
    summary: 'Correct your own entry; it waits for an editor unless you are one',
    tag,
    output: z.object({ changeId: z.string(), state: z.enum(['waiting', 'approved']) }),
  },
  handle: async (context) =>
    json(await context.run(proposeEntry, { content: context.body, expectedVersion: versionOf(context) })),
});

const changes = apiRoute({
  method: 'get',
  path: `${root}/changes`,
  permission: 'directory.edit',
  api: {
    summary: 'Corrections that wait for an editor, with the entry as it is now',
    tag,
    output: z.object({ items: z.array(z.object({ change: ChangeShape, entry: EntryShape })), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(listEntryChanges, {}), nextCursor: null }),
});

const decide = apiRoute({
  method: 'post',
  path: `${root}/changes/:changeId/decide`,
  permission: 'directory.edit',
  params: z.strictObject({ changeId: uuidField }),
  body: decideEntryChange.input.omit({ id: true, expectedVersion: true }),
  api: { summary: 'Approve or decline a correction', tag, output: z.object({ version: z.number() }) },
  handle: async (context) => {
    const input = { id: context.params.changeId, ...context.body, expectedVersion: versionOf(context) };
    return json(await context.run(decideEntryChange, input));
  },
});

export const directoryApiRoutes: readonly Route[] = [
  ...[search, route, chart, changes, decide, person, change('person'), team, change('team'), own, correct],
];
