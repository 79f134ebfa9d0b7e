import { z } from 'zod';
import { ownApiRoute, variantApiRoutes, type VariantApi } from '../../authorities/index.js';
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
  list: (context, input) => context.read(listSharedSynonyms, input),
  compare: (context, { authorityId }) => context.read(compareSharedSynonyms, { authorityId, key: synonymsKey }),
  content: {
    name: 'groups',
    shape: z.array(z.array(z.string())),
    of: ({ groups }) => groups.map((group) => [...group]),
  },
};

const keep = ownApiRoute(synonyms, {
  does: 'keep',
  summary: 'Say that ours stays as it is beside the partnership’s of a number',
  work: (context, input) => context.run(keepOwnSynonyms, input),
});

const goBack = ownApiRoute(synonyms, {
  does: 'go-back',
  summary: 'Give ours up for the partnership’s',
  work: (context, input) => context.run(goBackToSharedSynonyms, input),
});

export const sharedSynonymsApiRoutes: readonly Route[] = [...variantApiRoutes(synonyms), keep, goBack];
