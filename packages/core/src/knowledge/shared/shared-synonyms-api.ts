import { z } from 'zod';
import { goBackApiRoute, keepApiRoute, variantApiRoutes, type VariantApi } from '../../authorities/index.js';
import type { Route } from '../../kernel/route.js';
import { goBackToSharedSynonyms, keepOwnSynonyms } from '../commands/keep-own-synonyms.js';
import { synonymsKey } from './find-shared-synonyms.js';
import { compareSharedSynonyms, listSharedSynonyms, type ComparedSynonyms } from './shared-synonyms-queries.js';

const synonyms: VariantApi<ComparedSynonyms> = {
  path: '/api/v1/shared-synonyms',
  permission: 'knowledge.edit',
  tag: 'Knowledge',
  key: z.literal(synonymsKey),
  thing: 'list',
  summaries: {
    list: 'The partnership’s list of words that mean the same and how an authority stands to it; for the partnership, who has their own',
    compare:
      'The partnership’s words that mean the same beside an authority’s own, and what the partnership changed since',
  },
  list: listSharedSynonyms,
  compare: compareSharedSynonyms,
  content: {
    name: 'groups',
    shape: z.array(z.array(z.string())),
    of: ({ groups }) => groups.map((group) => [...group]),
  },
};

export const sharedSynonymsApiRoutes: readonly Route[] = [
  ...variantApiRoutes(synonyms),
  keepApiRoute(synonyms, keepOwnSynonyms),
  goBackApiRoute(synonyms, goBackToSharedSynonyms),
];
