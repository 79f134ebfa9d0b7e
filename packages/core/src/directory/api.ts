import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { getTeam, listStaff, listTeams } from './queries.js';

const Team = z.object({
  id: z.string(),
  authorityId: z.number(),
  key: z.string(),
  name: z.string(),
  purpose: z.string(),
  telephone: z.string().nullable(),
  email: z.string().nullable(),
});

const StaffMember = z.object({ id: z.string(), name: z.string(), jobTitle: z.string().nullable() });

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/staff',
    permission: 'directory.read',
    query: listStaff.input,
    api: {
      summary: 'Staff by the beginning of their surname or, after a space, of surname and first name',
      tag: 'Directory',
      output: z.object({ items: z.array(StaffMember), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listStaff, context.query), nextCursor: null }),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/teams',
    permission: 'directory.read',
    api: {
      summary: 'Teams of your authorities',
      tag: 'Directory',
      output: z.object({ items: z.array(Team), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listTeams, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/teams/:id',
    permission: 'directory.read',
    params: z.strictObject({ id: uuidField }),
    api: {
      summary: 'A team and who is in it',
      tag: 'Directory',
      output: z.object({
        team: Team,
        members: z.array(z.object({ personId: z.string(), name: z.string(), leads: z.boolean() })),
      }),
    },
    handle: async (context) => json(await context.read(getTeam, context.params)),
  }),
];
