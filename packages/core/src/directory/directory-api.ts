import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { DirectorySearch, getChart, getDirectoryPerson, getDirectoryTeam, searchStaff } from './directory-queries.js';
import { AvailableShape, ChartShape, PersonShape, TeamShape } from './directory-shapes.js';

const tag = 'Directory';
const permission = 'directory.read';
const params = z.strictObject({ id: uuidField });
const root = '/api/v1/directory';

const search = apiRoute({
  method: 'get',
  path: root,
  permission,
  query: DirectorySearch,
  api: {
    summary: 'People and teams of every council by name, nickname, job, what they deal with or team',
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
  handle: async (context) => json(await context.read(getDirectoryPerson, context.params)),
});

const team = apiRoute({
  method: 'get',
  path: `${root}/teams/:id`,
  permission,
  params,
  api: { summary: 'A team with who is in it', tag, output: TeamShape },
  handle: async (context) => json(await context.read(getDirectoryTeam, context.params)),
});

const chart = apiRoute({
  method: 'get',
  path: `${root}/chart`,
  permission,
  query: getChart.input,
  api: { summary: 'Lines of managers of a council, or from a person down; three levels', tag, output: ChartShape },
  handle: async (context) => json(await context.read(getChart, context.query)),
});

export const directoryApiRoutes: readonly Route[] = [search, chart, person, team];
