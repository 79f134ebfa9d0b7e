import { z } from 'zod';
import { versionField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { getOwnAbsence } from './absence-queries.js';
import { endAbsence, setAbsence } from './commands/set-absence.js';

const path = '/api/v1/me/absence';
const permission = 'directory.read';
const tag = 'Directory';

const AbsenceShape = z.object({
  personId: z.string(),
  personName: z.string(),
  deputyId: z.string(),
  deputyName: z.string(),
  fromOn: z.string(),
  toOn: z.string(),
  version: z.number(),
});

export const absenceApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path,
    permission,
    api: {
      summary: 'When you are away, and who can stand in',
      tag,
      output: z.object({
        absence: AbsenceShape.nullable(),
        colleagues: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    },
    handle: async (context) => json(await context.read(getOwnAbsence, {})),
  }),
  apiRoute({
    method: 'put',
    path,
    permission,
    body: setAbsence.input,
    api: { summary: 'Say when you are away and who stands in', tag, output: z.object({ version: z.number() }) },
    handle: async (context) => json(await context.run(setAbsence, context.body)),
  }),
  apiRoute({
    method: 'delete',
    path,
    permission,
    query: z.strictObject({ expectedVersion: versionField }),
    api: { summary: 'Say that you are back', tag, output: z.object({}) },
    handle: async (context) => json(await context.run(endAbsence, context.query)),
  }),
];
