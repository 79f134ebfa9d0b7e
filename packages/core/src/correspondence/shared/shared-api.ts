import { z } from 'zod';
import { ownApiRoute, takeApiRoute, variantApiRoutes, type VariantApi } from '../../authorities/index.js';
import type { Route } from '../../kernel/route.js';
import { goBackToShared, keepOwnTemplate, takeSharedTemplate } from '../commands/take-shared-template.js';
import { TemplatePurpose, Words } from '../template-input.js';
import { compareShared, listShareds, type ComparedTemplate } from './shared-queries.js';

const templates: VariantApi<ComparedTemplate> = {
  path: '/api/v1/shared-message-templates',
  permission: 'correspondence.edit-templates',
  tag: 'Correspondence',
  key: TemplatePurpose.shape.key,
  thing: 'template',
  summaries: {
    list: 'The partnership’s message templates and how an authority stands to each, 50 a page; for the partnership, who says something else',
    compare: 'A template of the partnership beside an authority’s own, and what the partnership changed since',
  },
  list: (context, input) => context.read(listShareds, input),
  compare: (context, at) => context.read(compareShared, at),
  content: { name: 'words', shape: Words, of: ({ template }) => template.words },
};

const take = takeApiRoute(templates, {
  param: 'sharedTemplateKey',
  summary: 'Begin an authority’s own template, used at once, with the words of the partnership’s',
  output: z.object({ id: z.string(), version: z.number() }),
  work: (context, input) => context.run(takeSharedTemplate, input),
});

const keep = ownApiRoute(templates, {
  does: 'keep',
  summary: 'Say that ours stays as it is beside the partnership’s of a number',
  work: (context, input) => context.run(keepOwnTemplate, input),
});

const goBack = ownApiRoute(templates, {
  does: 'go-back',
  summary: 'Give ours up for the partnership’s',
  work: (context, input) => context.run(goBackToShared, input),
});

export const sharedApiRoutes: readonly Route[] = [...variantApiRoutes(templates), take, keep, goBack];
