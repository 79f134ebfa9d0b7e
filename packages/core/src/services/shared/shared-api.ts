import { z } from 'zod';
import { ownApiRoute, takeApiRoute, variantApiRoutes, type VariantApi } from '../../authorities/index.js';
import type { Route } from '../../kernel/route.js';
import { keepOwnService, takeSharedService, useSharedService } from '../commands/take-shared.js';
import { Key } from '../form/condition-types.js';
import { ServiceDefinition } from '../types.js';
import { compareShared, listShared, type ComparedService } from './shared-queries.js';

const services: VariantApi<ComparedService> = {
  path: '/api/v1/shared-services',
  permission: 'services.design',
  tag: 'Services',
  key: Key,
  thing: 'service',
  summaries: {
    list: 'The services that the partnership defined and how an authority stands to each, 50 a page; for the partnership, who offers them otherwise',
    compare: 'A service of the partnership beside an authority’s own, and what the partnership changed since',
  },
  list: (context, input) => context.read(listShared, input),
  compare: (context, at) => context.read(compareShared, at),
  content: { name: 'definition', shape: ServiceDefinition, of: ({ definition }) => definition },
};

const take = takeApiRoute(services, {
  param: 'sharedServiceKey',
  summary: 'Begin an authority’s own service, as a draft, from the partnership’s',
  output: z.object({ id: z.string(), version: z.number() }),
  work: (context, input) => context.run(takeSharedService, input),
});

const use = ownApiRoute(services, {
  does: 'use',
  summary: 'Put the partnership’s definition into the draft of ours',
  work: (context, input) => context.run(useSharedService, input),
});

const keep = ownApiRoute(services, {
  does: 'keep',
  summary: 'Say that ours stays as it is beside the partnership’s of a number',
  work: (context, input) => context.run(keepOwnService, input),
});

export const sharedApiRoutes: readonly Route[] = [...variantApiRoutes(services), take, use, keep];
