import { z } from 'zod';
import { ifMatch } from '../cases/index.js';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { createTemplate, editTemplate } from './commands/save-template.js';
import { TemplateContent } from './template-input.js';
import { getTemplate, listTemplates } from './template-queries.js';
import { occasions } from './types.js';

const tag = 'Correspondence';
const permission = 'correspondence.edit-templates';
const byId = z.strictObject({ templateId: uuidField });

const Words = z.object({ subject: z.string(), body: z.string(), text: z.string().nullable() });
const TemplateShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  key: z.string(),
  name: z.string(),
  serviceId: z.string().nullable(),
  occasion: z.enum(occasions),
  status: z.string().nullable(),
  words: z.object({ en: Words, cy: Words.optional() }),
  enabled: z.boolean(),
  basedOn: z.number().nullable(),
  updatedAt: z.number(),
  version: z.number(),
});
const Saved = z.object({ id: z.string(), version: z.number() });

export const templateApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/message-templates',
    permission,
    query: listTemplates.input,
    api: {
      summary: 'The wording of messages',
      tag,
      output: z.object({ items: z.array(TemplateShape), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listTemplates, context.query), nextCursor: null }),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/message-templates/:templateId',
    permission,
    params: byId,
    api: { summary: 'A message template', tag, output: TemplateShape },
    handle: async (context) => {
      const template = await context.read(getTemplate, { id: context.params.templateId });
      return json(template, { version: template.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/message-templates',
    permission,
    body: createTemplate.input,
    api: { summary: 'Write a message template', tag, status: 201, output: Saved },
    handle: async (context) => json(await context.run(createTemplate, context.body), { status: 201, version: 1 }),
  }),
  apiRoute({
    method: 'put',
    path: '/api/v1/message-templates/:templateId',
    permission,
    params: byId,
    body: TemplateContent,
    api: { summary: 'Change a template’s name and words; If-Match names its version', tag, output: Saved },
    handle: async (context) => {
      const { templateId: id } = context.params;
      const saved = await ifMatch(context, (expectedVersion) =>
        context.run(editTemplate, { ...context.body, id, expectedVersion }),
      );
      return json(saved, { version: saved.version });
    },
  }),
];
