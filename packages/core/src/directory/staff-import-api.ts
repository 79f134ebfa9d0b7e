import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { applyStaffFile } from './commands/apply-staff-file.js';
import { keepStaffFile } from './commands/keep-staff-file.js';
import { getStaffDifference } from './staff-import-queries.js';

const tag = 'Directory';
const permission = 'directory.import';
const params = z.strictObject({ id: uuidField });
const root = '/api/v1/directory/imports';
const text = z.string();

const Fields = z.array(z.object({ field: text, before: text, after: text }));
const Difference = z.object({
  added: z.array(z.object({ name: text, email: text, fields: Fields })),
  changed: z.array(z.object({ name: text, email: text, fields: Fields })),
  gone: z.array(z.object({ name: text, email: text, jobTitle: text })),
  unchanged: z.number(),
  faults: z.array(z.object({ line: z.number(), field: text.optional(), message: text })),
  code: text,
});

const send = apiRoute({
  method: 'post',
  path: root,
  permission,
  body: keepStaffFile.input,
  api: {
    summary: 'Send a file of an authority’s staff, as CSV, to see what it would change; nothing is written',
    tag,
    output: z.object({ id: text }),
  },
  handle: async (context) => json(await context.run(keepStaffFile, context.body)),
});

const compare = apiRoute({
  method: 'get',
  path: `${root}/:id`,
  permission,
  params,
  api: {
    summary: 'What a file that you sent would change now: who is new, changed field by field, gone',
    tag,
    output: z.object({ name: text, authorityId: z.number(), difference: Difference }),
  },
  handle: async (context) => json(await context.read(getStaffDifference, context.params)),
});

const apply = apiRoute({
  method: 'post',
  path: `${root}/:id/apply`,
  permission,
  params,
  body: applyStaffFile.input.omit({ id: true }),
  api: {
    summary: 'Write what the file changes, if its difference still has that code',
    tag,
    output: z.object({ written: z.number(), unchanged: z.number(), refused: z.number(), endedPosts: z.number() }),
  },
  handle: async (context) => json(await context.run(applyStaffFile, { ...context.body, id: context.params.id })),
});

export const staffImportApiRoutes: readonly Route[] = [send, compare, apply];
