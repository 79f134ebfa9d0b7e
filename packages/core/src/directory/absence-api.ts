import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
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
    handle: async (context) => {
      const own = await context.read(getOwnAbsence, {});
      return json(own, own.absence ? { version: own.absence.version } : {});
    },
  }),
  apiRoute({
    method: 'put',
    path,
    permission,
    body: setAbsence.input.omit({ expectedVersion: true }),
    api: { summary: 'Say when you are away and who stands in', tag, output: z.object({ version: z.number() }) },
    handle: async (context) => {
      const saved = await context.run(setAbsence, { ...context.body, expectedVersion: context.ifMatch ?? 0 });
      return json(saved, saved);
    },
  }),
  apiRoute({
    method: 'delete',
    path,
    permission,
    api: { summary: 'Say that you are back', tag, output: z.object({}) },
    handle: async ({ ifMatch, run }) => {
      if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the ETag of the absence that you read.');
      return json(await run(endAbsence, { expectedVersion: ifMatch }));
    },
  }),
];
