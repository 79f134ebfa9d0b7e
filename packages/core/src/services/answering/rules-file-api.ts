import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { applyRulesFile, getRulesDifference, keepRulesFile } from './rules-file.js';

const tag = 'Places';
const permission = 'places.manage';
const params = z.strictObject({ id: uuidField });
const root = '/api/v1/responsibilities/imports';
const text = z.string();

const Said = z.object({ authorityId: z.number(), fromOn: text, toOn: text.nullable() });
const Planned = Said.extend({ line: z.number(), where: text, serviceKey: text });
const Difference = z.object({
  added: z.array(Planned),
  changed: z.array(z.object({ before: Said, after: Planned })),
  ended: z.array(z.object({ before: Said, by: Planned })),
  unchanged: z.number(),
  others: z.number(),
  faults: z.array(z.object({ line: z.number(), field: text.optional(), message: text })),
  code: text.optional(),
});

export const rulesFileApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'post',
    path: root,
    permission,
    body: keepRulesFile.input,
    api: {
      summary:
        'Send a file of who answers in an authority’s area, as CSV, to see what it would change; no rule is written',
      tag,
      output: z.object({ id: text }),
    },
    handle: async (context) => json(await context.run(keepRulesFile, context.body)),
  }),
  apiRoute({
    method: 'get',
    path: `${root}/:id`,
    permission,
    params,
    api: {
      summary:
        'What a file that you sent would change now: rules that are new, change or end; no code while a row is wrong',
      tag,
      output: z.object({ name: text, authorityId: z.number(), difference: Difference }),
    },
    handle: async (context) => {
      const { file, difference } = await context.read(getRulesDifference, context.params);
      return json({ name: file.name, authorityId: file.authorityId, difference });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/apply`,
    permission,
    params,
    body: applyRulesFile.input.omit({ id: true }),
    api: {
      summary: 'Write what the file changes, if its difference still has that code',
      tag,
      output: applyRulesFile.output,
    },
    handle: async (context) => json(await context.run(applyRulesFile, { ...context.body, id: context.params.id })),
  }),
];
