import {
  goBackApiRoute,
  keepApiRoute,
  takeApiRoute,
  variantApiRoutes,
  type VariantApi,
} from '../../authorities/index.js';
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
  list: listShareds,
  compare: compareShared,
  content: { name: 'words', shape: Words, of: ({ template }) => template.words },
};

export const sharedApiRoutes: readonly Route[] = [
  ...variantApiRoutes(templates),
  takeApiRoute(templates, {
    param: 'sharedTemplateKey',
    summary: 'Begin an authority’s own template, used at once, with the words of the partnership’s',
    command: takeSharedTemplate,
  }),
  keepApiRoute(templates, keepOwnTemplate),
  goBackApiRoute(templates, goBackToShared),
];
