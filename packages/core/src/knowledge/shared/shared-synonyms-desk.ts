import { z } from 'zod';
import { actsAtOnce, goBackRoute, keepRoute, variantRoutes, type VariantKind } from '../../authorities/index.js';
import { staleVersion } from '../../kernel/errors.js';
import type { Route } from '../../kernel/route.js';
import { goBackToSharedSynonyms, keepOwnSynonyms } from '../commands/keep-own-synonyms.js';
import { editingHref } from '../editing/editing-views.js';
import { synonymsKey } from './find-shared-synonyms.js';
import { compareSharedSynonyms, listSharedSynonyms } from './shared-synonyms-queries.js';

const synonymsHref = `${editingHref}/synonyms`;
const path = `${synonymsHref}/shared`;
const thing = 'list';
const key = z.literal(synonymsKey);
const editHref = (authorityId: number | string): string => `${synonymsHref}?authority=${authorityId}`;

const synonyms: VariantKind = {
  ...{ path, thing, things: 'Synonyms', key, nav: 'knowledge', permission: 'knowledge.edit' },
  above: [
    { text: 'Knowledge', href: '/desk/knowledge' },
    { text: 'Editing', href: editingHref },
    { text: 'Synonyms', href: synonymsHref },
  ],
  lead: {
    council: 'The partnership’s words that mean the same to a search, unless a list of ours stands in their place.',
    partnership:
      'The words that mean the same to every council’s searches, and which councils have a list of their own.',
  },
  list: listSharedSynonyms,
  compare: compareSharedSynonyms,
  editHref: ({ id }) => editHref(id),
  actsOf: (variant, { authorityId }) =>
    actsAtOnce(variant, { path, thing, editHref: editHref(authorityId), begins: 'writing' }),
  taken: staleVersion.code,
};

export const sharedSynonymsRoutes: readonly Route[] = [
  ...variantRoutes(synonyms),
  keepRoute(synonyms, keepOwnSynonyms),
  goBackRoute(synonyms, goBackToSharedSynonyms, 'Ours is given up: we search by the partnership’s words'),
];
