import { keepApiRoute, ownApiRoute, takeApiRoute, variantApiRoutes, type VariantApi } from '../../authorities/index.js';
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
  list: listShared,
  compare: compareShared,
  content: { name: 'definition', shape: ServiceDefinition, of: ({ definition }) => definition },
};

export const sharedApiRoutes: readonly Route[] = [
  ...variantApiRoutes(services),
  takeApiRoute(services, {
    param: 'sharedServiceKey',
    summary: 'Begin an authority’s own service, as a draft, from the partnership’s',
    command: takeSharedService,
  }),
  ownApiRoute(services, {
    does: 'use',
    summary: 'Put the partnership’s definition into the draft of ours',
    command: useSharedService,
  }),
  keepApiRoute(services, keepOwnService),
];
